import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Leaf, leavesOf, marksOf } from '../link/checks-of.ts'
import { command } from '../link/command-line.ts'
import { type CriterionEntry, locationOfEntry, type Program } from '../link/program-types.ts'
import { sha256Hex } from '../load/digest.ts'
import type { Check, LeafCheck, LeafOf } from '../schema/check.ts'
import { isRepoPath } from '../schema/repo-path.ts'
import { type CheckEdit, editChecks } from './accept-edit.ts'
import { planned, refused } from './outcome.ts'
import type { Planned, Step } from './plan.ts'
import { aimless, coverless, dangling } from './vain-checks.ts'

type Metric = LeafOf<'metric'>

/** What a proposal lacks, or has wrong. */
export interface Filling {
  readonly metric?: string | undefined
  readonly op?: Metric['op']
  readonly value?: number | undefined
  readonly unit?: string | undefined
  readonly paths?: readonly string[] | undefined
  /** Of checks of a forge; the tag or the branch of a check of kind vcs. */
  readonly names?: readonly string[] | undefined
}

/** A criterion whose check is to be accepted. */
export interface AcceptTarget {
  readonly program: Program
  readonly criterion: CriterionEntry
  /** It was named itself, not with its gate or program: then it must have a check that can be accepted. */
  readonly named: boolean
}

/** A check that the plan puts in force. */
export interface AcceptedCheck {
  readonly id: string
  readonly gate: string
  readonly statement: string
  readonly check: Check
}

/** Leaves of a check that decide nothing yet, for they name no number. */
const lacksNumber = ({ op, value, min, max, baseline, trend }: Metric): boolean => {
  const compares = op === 'between' ? min !== undefined && max !== undefined : op !== undefined && value !== undefined
  return !compares && baseline === undefined && trend === undefined
}

function kindsIn(criterion: CriterionEntry): string {
  return [...new Set(leavesOf(criterion.record).map(({ leaf }) => leaf.kind))].join(' and ')
}

/** Where names go: a check of a forge takes several, a question to git one. */
function namesInto(leaves: readonly Leaf[], names: readonly string[]): CheckEdit['set'] {
  const leaf = leaves.find(({ leaf: { kind } }) => kind === 'check' || kind === 'vcs')?.leaf
  const [name = ''] = names
  if (leaf?.kind !== 'vcs') return { names }
  return leaf.merged === undefined ? { tag: name } : { merged: name }
}

/** The edits that write a filling into a check, by the pointer of the leaf; or why there are none. */
function filled(
  { program, criterion }: AcceptTarget,
  filling: Filling,
): { readonly sets: ReadonlyMap<string, CheckEdit['set']>; readonly problems: readonly Diagnostic[] } {
  const { paths, names, ...number } = filling
  const given = Object.fromEntries(Object.entries(number).filter(([, value]) => value !== undefined)) as CheckEdit['set']
  const leaves = leavesOf(criterion.record)
  const sets = new Map<string, CheckEdit['set']>()
  const problems: Diagnostic[] = []
  const into = (kinds: readonly string[], what: string, set: CheckEdit['set']): void => {
    const fitting = leaves.filter(({ leaf }) => kinds.includes(leaf.kind))
    const [only] = fitting
    if (only !== undefined && fitting.length === 1) sets.set(only.pointer, set)
    else
      problems.push(
        diagnostic(
          'cli/usage',
          `${what} ${fitting.length === 0 ? 'has no place' : 'could go to several places'} in the check of ${criterion.id}`,
          {
            help: `see what it asks for: ${command(program, 'gate explain', criterion.gate, criterion.id)}`,
          },
        ),
      )
  }
  if (Object.keys(given).length > 0)
    into(
      ['metric'],
      Object.keys(given)
        .map((name) => `--${name}`)
        .join(', '),
      given,
    )
  for (const path of paths ?? [])
    if (path.length > 512 || !isRepoPath(path.replace(/[*?{}[\],]/g, 'x')))
      problems.push(
        diagnostic('cli/usage', `${path} is not a path inside the repository`, { help: 'give it relative to the root of the workspace' }),
      )
  if (paths !== undefined && paths.length > 0) {
    const isCovered = !leaves.some(({ leaf: { kind } }) => kind === 'artifact' || kind === 'content')
    into(isCovered ? ['evidence'] : ['artifact', 'content'], '--path', isCovered ? { covers: paths } : { paths })
  }
  if (names !== undefined && names.length > 0) into(['check', 'vcs'], '--name', namesInto(leaves, names))
  return { sets, problems }
}

/** What a proposal leaves for a person to name. */
function namelessIn(leaf: LeafCheck): string | undefined {
  if (leaf.kind === 'check') return leaf.names === undefined ? 'the checks of the forge' : undefined
  if (leaf.kind !== 'vcs') return undefined
  if (leaf.merged === true) return 'the branch'
  return leaf.tagged && leaf.tag === undefined ? 'the tag' : undefined
}

/** What is wrong with accepting the check of a criterion; for one that came with its gate it is only said. */
function unfit({ program, criterion, named }: AcceptTarget, sets: ReadonlyMap<string, CheckEdit['set']>): Diagnostic[] {
  const open = leavesOf(criterion.record).flatMap(({ leaf, pointer }) => {
    const whole = { ...leaf, ...sets.get(pointer) }
    return whole.kind === 'metric' && lacksNumber(whole) ? [whole] : []
  })
  const nameless = [
    ...new Set(leavesOf(criterion.record).flatMap(({ leaf, pointer }) => namelessIn({ ...leaf, ...sets.get(pointer) } as LeafCheck) ?? [])),
  ].map((what) =>
    diagnostic('gate/incomplete-check', `the check of ${criterion.id} does not name ${what}, so it would decide nothing`, {
      help: `add it: ${command(program, 'gate accept-check', criterion.id)} --name NAME`,
      ...(named ? { location: locationOfEntry(criterion, 'check') } : { severity: 'warning' }),
    }),
  )
  const numberless = open.map((leaf) => {
    const more = [...(leaf.op === undefined ? ['--op lte'] : []), '--value NUMBER', ...(leaf.unit === undefined ? ['--unit UNIT'] : [])]
    return diagnostic(
      'gate/incomplete-check',
      `the check of ${criterion.id} names no number for ${leaf.metric}, so it would decide nothing`,
      {
        help: `add it: ${command(program, 'gate accept-check', criterion.id)} ${more.join(' ')}`,
        // A warning is read after the file was changed: its line may be another one by then.
        ...(named ? { location: locationOfEntry(criterion, 'check') } : { severity: 'warning' }),
      },
    )
  })
  const vain = [...aimless(criterion, named), ...coverless(program, criterion, named, sets), ...dangling(program, criterion, named)]
  return [...numberless, ...nameless, ...vain]
}

/** A criterion that was named and has nothing to accept; undefined where it is in force already and nothing else was asked. */
function nothingToAccept({ program, criterion }: AcceptTarget, hasFilling: boolean): Diagnostic | undefined {
  const explain = command(program, 'gate explain', criterion.gate, criterion.id)
  if (criterion.record.check === undefined)
    return diagnostic('gate/no-proposal', `${criterion.id} has no check, so there is none to accept`, {
      location: locationOfEntry(criterion),
      help: `see which check its words ask for, and write it: ${explain}`,
    })
  if (!hasFilling) return undefined
  return diagnostic('gate/no-proposal', `the check of ${criterion.id} (${kindsIn(criterion)}) is in force, so nothing is filled in`, {
    location: locationOfEntry(criterion, 'check'),
    help: `change it in the file, and look at it: ${explain}`,
  })
}

/** The check as it will be. */
function accepted(check: Check, pointer: string, sets: ReadonlyMap<string, CheckEdit['set']>): Check {
  const bare = { ...check }
  if (bare.proposed === true) delete bare.proposed
  if ('kind' in bare) return { ...bare, ...sets.get(pointer) } as Check
  if ('not' in bare) return { ...bare, not: accepted(bare.not, `${pointer}/not`, sets) }
  const list = (checks: readonly Check[], path: string): Check[] =>
    checks.map((one, index) => accepted(one, `${pointer}/${path}/${index}`, sets))
  if ('all' in bare) return { ...bare, all: list(bare.all, 'all') }
  if ('any' in bare) return { ...bare, any: list(bare.any, 'any') }
  return { ...bare, nOf: { n: bare.nOf.n, of: list(bare.nOf.of, 'nOf/of') } }
}

function titleOf(checks: readonly AcceptedCheck[], targets: readonly AcceptTarget[]): string {
  if (checks.length > 1) return `accept the checks of ${checks.length} criteria`
  if (checks.length === 1) return `accept the check of ${checks[0]?.id}`
  const [only] = targets
  return only !== undefined && targets.length === 1 && only.criterion.record.check !== undefined
    ? `the check of ${only.criterion.id} (${kindsIn(only.criterion)}) is in force already`
    : 'no check is proposed here'
}

const namesOf = (ids: readonly string[]): string =>
  ids.length > 4 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ')

/**
 * Puts proposed checks in force: takes every `proposed: true` out of them, and writes what is to be filled in. Nothing else of the files
 * changes. Empty where they are in force already. A metric without a number, or a check that names nothing, is not accepted.
 */
export function planAcceptChecks(
  asked: readonly AcceptTarget[],
  filling: Filling = {},
): Planned & { readonly checks: readonly AcceptedCheck[] } {
  const targets = [...new Map(asked.map((target) => [target.criterion, target])).values()]
  const hasFilling = Object.values(filling).some((value) => value !== undefined && (!Array.isArray(value) || value.length > 0))
  const problems: Diagnostic[] = []
  const checks: AcceptedCheck[] = []
  const byFile = new Map<string, { readonly target: AcceptTarget; readonly edits: readonly CheckEdit[] }[]>()
  if (hasFilling && targets.length !== 1)
    problems.push(diagnostic('cli/usage', 'what a check lacks is filled in for one criterion at a time', { help: 'name one criterion' }))
  else
    for (const target of targets) {
      const { criterion, named } = target
      const marks = marksOf(criterion.record)
      if (marks.length === 0) {
        const nothing = named ? nothingToAccept(target, hasFilling) : undefined
        if (nothing) problems.push(nothing)
        continue
      }
      const { sets, problems: wrong } = filled(target, filling)
      const found = [...wrong, ...unfit(target, sets)]
      problems.push(...found)
      if (found.length > 0) continue
      const at = (pointer: string): string => `${criterion.pointer}/${pointer}`
      const edits = [...new Set([...marks, ...sets.keys()])].map((pointer) => ({
        at: at(pointer),
        accept: marks.includes(pointer),
        set: sets.get(pointer) ?? {},
      }))
      const { path } = criterion.file.source
      const inFile = byFile.get(path) ?? []
      inFile.push({ target, edits })
      byFile.set(path, inFile)
      checks.push({
        id: criterion.id,
        gate: criterion.gate,
        statement: criterion.record.statement,
        check: accepted(criterion.record.check as Check, 'check', sets),
      })
    }
  const steps: Step[] = []
  for (const [path, inFile] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { source } = (inFile[0] as (typeof inFile)[number]).target.criterion.file
    const result = editChecks(
      source,
      inFile.flatMap(({ edits }) => edits),
    )
    if (result.ok) {
      steps.push({
        type: 'edit',
        path,
        before: sha256Hex(source.text),
        text: result.text,
        why: namesOf(inFile.map(({ target }) => target.criterion.id)),
      })
      continue
    }
    for (const { target, edits } of inFile)
      if (edits.some((edit) => result.stuck.includes(edit.at)))
        problems.push(
          diagnostic('gate/accept-by-hand', `the check of ${target.criterion.id} cannot be changed without touching other lines`, {
            location: locationOfEntry(target.criterion, 'check'),
            help: 'take "proposed: true" away by hand',
          }),
        )
  }
  const program = targets[0]?.program.id
  const event = program === undefined ? undefined : { type: 'check.accepted', program, ids: checks.map(({ id }) => id) }
  const outcome = problems.some((one) => one.severity === 'error')
    ? refused(problems)
    : planned(titleOf(checks, targets), steps, problems, event)
  return { ...outcome, checks: outcome.ok ? checks : [] }
}
