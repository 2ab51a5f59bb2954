import { splitOutside } from '../../import/scan/inline.ts'
import type { Criterion } from '../../schema/gate.ts'
import { fenced } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

/** "a; b; c." — the clauses of a gate on one line; undefined where they could not be told apart again. */
export function clauseLine(criteria: readonly Criterion[]): string | undefined {
  const plain = criteria.every(
    ({ statement, mark, attributes, commands }) =>
      mark === undefined &&
      attributes === undefined &&
      commands === undefined &&
      splitOutside(statement, ';').length === 1 &&
      !statement.includes('\n'),
  )
  if (!plain || criteria.length === 0) return undefined
  if (criteria.length === 1) return criteria[0]?.statement
  return criteria.some(({ statement }) => statement.endsWith('.')) ? undefined : `${criteria.map(({ statement }) => statement).join('; ')}.`
}

export const box = (mark: string | undefined): string => (mark === undefined ? '' : `[${mark}] `)

/** Criteria as entries of a list, with the marks of their boxes, and what the plan says below them. */
export function criterionItems(criteria: readonly Criterion[], writing: Writing): string[] {
  let group: string | undefined
  return criteria.flatMap((one) => {
    const { statement, mark, attributes, commands, expected } = shown(`criterion ${one.id}`, one, writing)
    const label = attributes?.['group']
    const own = typeof label === 'string' ? label : undefined
    const head = own !== undefined && own !== group ? [`- ${own}`] : []
    group = own
    const indent = own === undefined ? '' : '  '
    const detail = attributes?.['detail']
    const below = detail === undefined ? [] : typeof detail === 'string' ? [detail] : detail
    return [
      ...head,
      `${indent}- ${box(mark)}${statement}`,
      ...below.map((text) => `${indent}  - ${text}`),
      ...(commands !== undefined && !statement.includes('`') ? commandCode(commands, expected).map((line) => `${indent}  ${line}`) : []),
    ]
  })
}

export function commandCode(commands: readonly string[] | undefined, expected?: string): string[] {
  if (commands === undefined) return []
  const isCode = commands.length === 1 && /^(?:from|import|def|class|const|let)\s/.test(commands[0] as string)
  const said =
    expected === undefined
      ? ''
      : expected
          .split('\n')
          .map((text) => `\n# Expected: ${text}`)
          .join('')
  return fenced(`${commands.join('\n')}${said}`, isCode ? 'python' : 'bash')
}

export const outrightOfCriteria = (criteria: readonly Criterion[] | undefined, writing: Writing): string[] =>
  (criteria ?? []).flatMap((one) => saidOutright(`criterion ${one.id}`, one, writing))
