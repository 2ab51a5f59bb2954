import type { RiskMatrix } from '@refractor/core'
import { plainMarkdown } from './reporters/markdown.ts'
import type { RiskLine } from './risk-data.ts'

const rowText = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const derived = (text: string, isDerived: boolean): string => (isDerived && text !== '' ? `${text}*` : text)

/** What is amiss with the tasks against a risk, and with its review. */
function remarks({ open, work, review, reviewDue }: RiskLine): string[] {
  if (!open) return []
  const late = work.filter((task) => task.late).map((task) => `${task.id} was due ${String(task.due)}`)
  const nowhere = work.filter((task) => !task.scheduled && !task.done).map((task) => `${task.id} is in no phase`)
  return [...late, ...nowhere, ...(reviewDue ? [`review was due ${String(review)}`] : [])]
}

function markdownTable(risks: readonly RiskLine[]): string[] {
  const head = ['Risk', 'Title', 'Severity', 'Impact', 'Likelihood', 'State', 'Owner', 'Tasks', 'Mitigation', 'Review', 'Remarks']
  return [
    rowText(head),
    rowText(head.map(() => '---')),
    ...risks.map((risk) =>
      rowText(
        [
          risk.id,
          risk.title,
          derived(risk.severity?.level ?? '', risk.severity?.from === 'derived'),
          risk.impact ?? '',
          risk.likelihood ?? '',
          derived(risk.state.value, risk.state.from === 'tasks'),
          risk.owner ?? '',
          risk.tasks.join(', '),
          risk.mitigation ?? '',
          risk.review ?? '',
          remarks(risk).join('; '),
        ].map((cell) => plainMarkdown(cell).replace(/\\\*$/, '*')),
      ),
    ),
  ]
}

function markdownMatrix({ impacts, likelihoods, rows, unrated }: RiskMatrix): string[] {
  return [
    rowText(['Impact ↓ Likelihood →', ...likelihoods]),
    rowText(['---', ...likelihoods.map(() => '---')]),
    ...rows.map((row, index) => rowText([`**${impacts[index] ?? ''}**`, ...row.map(({ risks }) => risks.map(plainMarkdown).join(', '))])),
    ...(unrated.length > 0 ? ['', `Not rated: ${unrated.map(plainMarkdown).join(', ')}`] : []),
  ]
}

function* csvRows(risks: readonly RiskLine[]): Generator<string[]> {
  const columns = ['category', 'impact', 'likelihood', 'owner', 'trigger', 'mitigation', 'contingency', 'review'] as const
  yield ['program', 'id', 'title', 'severity', 'score', 'state', 'status', ...columns, 'tasks', 'remarks']
  for (const risk of risks)
    yield [
      risk.program,
      risk.id,
      risk.title,
      risk.severity?.level ?? '',
      String(risk.severity?.score ?? ''),
      risk.state.value,
      risk.status ?? '',
      ...columns.map((column) => risk[column] ?? ''),
      risk.tasks.join(', '),
      remarks(risk).join('; '),
    ]
}

/** The register for a document or a spreadsheet. */
export async function registerDocument(
  form: 'markdown' | 'csv',
  risks: readonly RiskLine[],
  matrices: readonly (RiskMatrix & { readonly program: string })[],
): Promise<string> {
  if (form === 'csv') return (await import('@refractor/core/export')).csvText(csvRows(risks))
  const parts = matrices.flatMap((matrix, index) => {
    const own = risks.filter(({ program }) => program === matrix.program)
    if (own.length === 0) return []
    return [
      ...(index > 0 ? [''] : []),
      `## ${matrices.length > 1 ? `Risks of ${plainMarkdown(matrix.program)}` : 'Risks'}`,
      '',
      ...markdownTable(own),
      '',
      ...(own.length > matrix.unrated.length ? [...markdownMatrix(matrix), ''] : []),
      '\\* derived: the state from the tasks, the severity from impact × likelihood',
    ]
  })
  return `${(parts.length > 0 ? parts : ['No risks.']).join('\n')}\n`
}
