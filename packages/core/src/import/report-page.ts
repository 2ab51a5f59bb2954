import type { SourceFile } from '../load/source.ts'
import type { ImportedProgram, LineUse } from './imported.ts'
import { escaped, plainCell, visible } from './page-text.ts'
import { script, style } from './report-style.ts'
import { isBlank, linesIn } from './scan/lines.ts'

/** What every report holds near its start, so that nothing else is ever replaced by one. */
export const reportMarker = 'refractor import report'

interface Row {
  readonly number: number
  readonly text: string
  readonly use: 'mapped' | 'kept' | 'lost' | 'blank'
  /** "phase P1 · goals", one for each record that the line went to. */
  readonly became: readonly { readonly record: string; readonly field: string }[]
}

function rowsOf(source: SourceFile, uses: readonly LineUse[]): Row[] {
  const byLine = new Map<number, LineUse[]>()
  for (const use of uses) {
    const own = byLine.get(use.line)
    if (own) own.push(use)
    else byLine.set(use.line, [use])
  }
  return linesIn(source).map((line): Row => {
    const own = byLine.get(line.number) ?? []
    const use = isBlank(line) ? 'blank' : own.length === 0 ? 'lost' : own.every((one) => one.use === 'kept') ? 'kept' : 'mapped'
    return { number: line.number, text: line.text, use, became: own.map(({ record, field }) => ({ record, field })) }
  })
}

/** Words for one and for several of what is counted; the summary of the command line uses the same. */
const nouns: Readonly<Record<keyof ImportedProgram['counts'], readonly [one: string, many: string]>> = {
  phases: ['phase', 'phases'],
  milestones: ['milestone', 'milestones'],
  tasks: ['task', 'tasks'],
  tasksDone: ['task done', 'tasks done'],
  tasksOptional: ['optional task', 'optional tasks'],
  checkboxes: ['box', 'boxes'],
  checked: ['box ticked', 'boxes ticked'],
  gates: ['gate', 'gates'],
  criteria: ['criterion', 'criteria'],
  deliverables: ['deliverable', 'deliverables'],
  risks: ['risk', 'risks'],
  riskEdges: ['link from a risk to a task', 'links from risks to tasks'],
  requirementRefs: ['requirement reference', 'requirement references'],
  properties: ['property', 'properties'],
  roles: ['role', 'roles'],
}

/** Counts in words, those that are not zero: "7 phases, 16 milestones". */
function countWords({ counts }: ImportedProgram): string {
  return Object.entries(nouns)
    .map(([name, [one, many]]) => [counts[name as keyof typeof counts], one, many] as const)
    .filter(([count]) => count > 0)
    .map(([count, one, many]) => `${count} ${count === 1 ? one : many}`)
    .join(', ')
}

function htmlRow(row: Row, before: Row | undefined, anchor: string): string {
  const id = `${anchor}${row.number}`
  const plan = `<td class="number"><a href="#${id}">${row.number}</a></td><td class="plan">${escaped(row.text)}</td>`
  const name = ({ record, field }: Row['became'][number]): string => `<span>${escaped(record)}</span> · ${escaped(field)}`
  const cell = row.use === 'lost' ? 'lost' : row.became.map(name).join('<br>')
  const first = row.became[0]?.record
  const begins = row.use !== 'blank' && first !== before?.became[0]?.record
  const isSame = row.use === 'mapped' && before !== undefined && JSON.stringify(row.became) === JSON.stringify(before.became)
  return `<tr id="${id}" class="${row.use}${begins ? ' start' : ''}${isSame ? ' same' : ''}">${plan}<td class="became">${cell}</td></tr>`
}

function htmlTable(source: SourceFile, rows: readonly Row[], anchor: string): string {
  let before: Row | undefined
  const body = rows.map((row) => {
    const html = htmlRow(row, before, anchor)
    if (row.use !== 'blank') before = row
    return html
  })
  return [
    `<h2>${escaped(source.path)}</h2>`,
    '<table><colgroup><col class="number"><col class="plan"><col></colgroup>',
    '<thead><tr><th scope="col">Line</th><th scope="col">Plan</th><th scope="col">Became</th></tr></thead><tbody>',
    ...body,
    '</tbody></table>',
  ].join('\n')
}

function html(imported: ImportedProgram, documents: readonly { source: SourceFile; rows: Row[] }[]): string {
  const { accounting, genre, program } = imported
  const { nonBlank, mapped, kept, unmapped } = accounting
  const share = (part: number): string => `<i style="width:${nonBlank === 0 ? 0 : (part / nonBlank) * 100}%"></i>`
  const radio = (id: string, label: string, isChecked = false): string =>
    `<label><input type="radio" name="rows" id="${id}"${isChecked ? ' checked' : ''}> ${label}</label>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="${reportMarker}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(program.name)} · import</title>
<style>
${style}
</style>
</head>
<body>
<header>
<h1>${escaped(program.name)}</h1>
<p>Program <b>${escaped(program.id)}</b>, read as a ${genre.replace('-', ' ')}: ${escaped(countWords(imported))}.</p>
<p><b>${nonBlank}</b> lines: <b>${mapped}</b> mapped to fields, <b>${kept}</b> kept as notes, <b>${unmapped}</b> lost.</p>
<div class="bar" role="presentation">${share(mapped)}${share(kept)}${share(unmapped)}</div>
</header>
<nav>
${radio('all-rows', 'All lines', true)}
${radio('only-mapped', 'Mapped')}
${radio('only-kept', 'Kept as notes')}
<input type="search" placeholder="Words in the plan or record" aria-label="Filter by words">
</nav>
<main>
${documents.map(({ source, rows }, index) => htmlTable(source, rows, documents.length === 1 ? 'L' : `D${index + 1}L`)).join('\n')}
</main>
<script>
${script}
</script>
</body>
</html>
`
}

/** A text as a code span that nothing in it can end, safe in the cell of a table. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return text.trim() === '' ? '' : `${fence} ${visible(text).replace(/\t/g, ' ').replace(/\|/g, '\\|')} ${fence}`
}

function markdown(imported: ImportedProgram, documents: readonly { source: SourceFile; rows: Row[] }[]): string {
  const { nonBlank, mapped, kept, unmapped } = imported.accounting
  const rowText = ({ number, text, use, became }: Row): string => {
    const cell = use === 'lost' ? '**lost**' : became.map(({ record, field }) => plainCell(`${record} · ${field}`)).join('; ')
    return `| ${number} | ${codeSpan(text)} | ${use === 'kept' ? `**kept:** ${cell}` : cell} |`
  }
  const tables = documents.flatMap(({ source, rows }) => [
    `## ${plainCell(source.path)}`,
    '',
    '| Line | Plan | Became |',
    '| ---: | ---- | ------ |',
    ...rows.filter((row) => row.use !== 'blank').map(rowText),
    '',
  ])
  return [
    `<!-- ${reportMarker} -->`,
    '',
    `# ${plainCell(imported.program.name)}`,
    '',
    `Program ${plainCell(imported.program.id)}, read as a ${imported.genre.replace('-', ' ')}: ${countWords(imported)}.`,
    `${nonBlank} lines: ${mapped} mapped to fields, ${kept} kept as notes, ${unmapped} lost.`,
    '',
    ...tables,
  ].join('\n')
}

/** A page that shows each line of the documents beside what became of it. One file: it loads nothing, and runs without a network. */
export function importReport(imported: ImportedProgram, sources: readonly SourceFile[], format: 'html' | 'markdown'): string {
  const documents = sources.map((source) => ({
    source,
    rows: rowsOf(
      source,
      imported.uses.filter((use) => use.file === source.path),
    ),
  }))
  return format === 'html' ? html(imported, documents) : markdown(imported, documents)
}
