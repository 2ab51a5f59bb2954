import { isAssigned } from '../../link/state.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { FileFact } from '../case.ts'
import { allOf, type PartFinding } from '../compose.ts'
import { askPatterns } from '../facts-asked.ts'
import { count, met, unmet, unreadable } from '../finding.ts'
import type { CriterionKind, JudgeContext } from '../judging.ts'
import { foldHeading, frontMatterKeys, headingsOf } from '../markdown.ts'
import { resolvePatterns } from '../resolve-paths.ts'
import { structuredValue, valueAt } from '../structured-value.ts'
import { tableOf } from '../table.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'content'>

/** What a document lacks. `absent`: there is nothing to look at (no rows); else it is there and says something else. */
interface Lack {
  readonly reason: 'failed' | 'missing' | 'invalid'
  readonly because: string
}

const lack = (reason: Lack['reason'], because: string): Lack => ({ reason, because })
const fold = (text: string): string => text.replace(/[*_`]/g, '').trim().toLowerCase()
/** Line ends are no difference in content. */
const unified = (text: string): string => text.replace(/\r\n?/g, '\n')
const unquoted = (value: string): string => value.replace(/^(["'])(.*)\1$/, '$2')
const isEmpty = (value: string): boolean => !isAssigned(unquoted(value)) || /^(?:\[\s*\]|\{\s*\}|null|~)$/i.test(value)

function lacksInText(check: Check, text: string): Lack[] {
  const headings = check.headings === undefined ? new Set<string>() : headingsOf(text)
  const keys = check.frontMatter === undefined ? [] : frontMatterKeys(text)
  return [
    ...(check.headings ?? [])
      .filter((wanted) => !headings.has(foldHeading(wanted)))
      .map((wanted) => lack('failed', `has no heading "${wanted}"`)),
    ...(check.contains ?? [])
      .filter((wanted) => !unified(text).includes(unified(wanted)))
      .map((wanted) => lack('failed', `does not say "${wanted}"`)),
    ...(check.frontMatter ?? [])
      .filter((wanted) => !keys.some(({ key, value }) => key === wanted && !isEmpty(value)))
      .map((wanted) => lack('failed', `has no ${wanted} in its front matter`)),
  ]
}

function lacksInTable(check: Check, path: string, text: string): Lack[] {
  const { columns = [], eachRow = [], minRows } = check
  if (columns.length === 0 && eachRow.length === 0 && minRows === undefined) return []
  const table = tableOf(path, text)
  if (table === undefined) return [lack('missing', 'has no table')]
  const names = table.columns.map(fold)
  const lacks = [...new Set([...columns, ...eachRow])]
    .filter((name) => !names.includes(fold(name)))
    .map((name) => lack('failed', `has no column ${name}`))
  const rows = table.rows.length
  if (rows === 0 && (eachRow.length > 0 || minRows !== undefined)) lacks.push(lack('missing', 'has a table without rows'))
  else if (minRows !== undefined && rows < minRows)
    lacks.push(lack('failed', `has ${count(rows, 'row')}, at least ${minRows} are asked for`))
  for (const name of eachRow) {
    const column = names.indexOf(fold(name))
    const empty = column < 0 ? [] : table.rows.flatMap((row, index) => (isAssigned(row[column]) ? [] : [index + 1]))
    if (empty.length > 0) lacks.push(lack('failed', `${name} is empty in ${count(empty.length, 'row')}, first in row ${empty[0]}`))
  }
  return lacks
}

function lacksInKeys(check: Check, value: unknown): Lack[] {
  return Object.entries(check.keys ?? {}).flatMap(([key, wanted]) => {
    const found = valueAt(value, key)
    if (found === undefined || found === null || found === '') return [lack('failed', `has no value at ${key}`)]
    if (wanted === null || found === wanted) return []
    return [
      lack('failed', `has ${typeof found === 'object' ? 'another value' : JSON.stringify(found)} at ${key}, not ${JSON.stringify(wanted)}`),
    ]
  })
}

function judgeFile(check: Check, path: string, fact: FileFact | undefined, context: JudgeContext): PartFinding {
  const fix = explainCommand(context)
  if (fact?.state === 'missing') return unmet('missing', `${path} does not exist`, { fix })
  if (fact?.state === 'directory') return unmet('missing', `${path} is a directory`, { fix })
  const evidence = [{ path, ...(fact?.sha256 !== undefined && { sha256: fact.sha256 }) }]
  const text = fact?.state === 'file' ? fact.text : undefined
  if (text === undefined) return unreadable(`${path} cannot be read`, { evidence, fix })
  if (text.trim() === '') return unmet('missing', `${path} is empty`, { evidence, fix })
  const value = check.keys === undefined ? { known: true as const, value: undefined } : structuredValue(path, fact as FileFact)
  if (!value.known)
    return value.because === undefined
      ? unreadable(`${path} cannot be parsed`, { evidence, fix })
      : unmet('invalid', `${path} ${value.because}`, { evidence, fix })
  const lacks = [...lacksInText(check, text), ...lacksInTable(check, path, text), ...lacksInKeys(check, value.value)]
  const first = lacks.find((one) => one.reason !== 'failed') ?? lacks[0]
  if (first === undefined) return met(`${path} says what it must`, { evidence })
  return unmet(first.reason, `${path} ${first.because}${lacks.length > 1 ? ` (and ${lacks.length - 1} more)` : ''}`, { evidence, fix })
}

export const content: CriterionKind<'content'> = {
  kinds: ['content'],
  asks: (check, _context, asked) => askPatterns(asked, check.paths, check.keys === undefined ? 'text' : 'parsed'),
  judge(check, context) {
    const fix = explainCommand(context)
    const findings = resolvePatterns(check.paths, context.facts, true).map(({ pattern, paths }) => {
      if (paths === undefined) return unreadable(`the files of ${pattern} cannot be listed`, { fix })
      if (paths.length === 0) return unmet('missing', `no file matches ${pattern}`, { fix })
      return allOf(
        paths.map((path) => judgeFile(check, path, context.facts.files.get(path), context)),
        fix,
      )
    })
    return allOf(findings, fix)
  },
  wants(check) {
    const { headings, contains, frontMatter, columns, eachRow, minRows, keys } = check
    const parts = [
      ...(headings ? [`the headings ${headings.join(', ')}`] : []),
      ...(contains ? [`the text ${contains.map((text) => JSON.stringify(text)).join(', ')}`] : []),
      ...(frontMatter ? [`front matter with ${frontMatter.join(', ')}`] : []),
      ...(columns ? [`the columns ${columns.join(', ')}`] : []),
      ...(eachRow ? [`a value for ${eachRow.join(', ')} in each row`] : []),
      ...(minRows === undefined ? [] : [`${count(minRows, 'row')} or more`]),
      ...(keys
        ? [
            `the keys ${Object.entries(keys)
              .map(([key, value]) => (value === null ? key : `${key} = ${JSON.stringify(value)}`))
              .join(', ')}`,
          ]
        : []),
    ]
    return `${check.paths.join(', ')} with ${parts.join(', ')}`
  },
  command: (_check, context) => explainCommand(context),
}
