import { command, shellWord } from '../../link/command-line.ts'
import { compilePatterns } from '../../link/path-pattern.ts'
import { isFinished, wordOf } from '../../link/state.ts'
import type { Box } from '../../load/checklist-types.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { ArchivedChecklist, ChecklistFile } from '../case.ts'
import type { PartFinding } from '../compose.ts'
import { about, count, met, unmet, unreadable } from '../finding.ts'
import type { CriterionContext, CriterionKind, JudgeContext } from '../judging.ts'
import { unreadableIn } from '../phase-folder.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'checklist'>
type File = ChecklistFile | ArchivedChecklist

const pathOf = (file: File): string => file.checklist.source.path
const broken = (file: File): boolean => file.checklist.diagnostics.some((one) => one.severity === 'error')
/** A fence that is never closed may hide boxes. */
const hidden = (file: File): boolean => file.checklist.diagnostics.some((one) => one.code === 'checklist/unclosed-fence')

/** True for the checklists of a milestone, and for those whose front matter cannot tell. */
function isOfMilestone(file: File, milestone: string | undefined): boolean {
  const named = file.checklist.frontMatter['milestone']
  return (
    milestone === undefined ||
    broken(file) ||
    (typeof named === 'string' || typeof named === 'number' ? String(named) === milestone : false)
  )
}

/** The checklists that a check is about, in order of path; undefined when it does not say and the gate belongs to no phase. */
function checklistsOf(check: Check, context: CriterionContext): File[] | undefined {
  const { inbox, outbox } = context.case
  const isMeant = meantBy(check, context)
  return isMeant && [...inbox, ...outbox].filter(isMeant)
}

function meantBy(check: Check, { gate }: CriterionContext): ((file: File) => boolean) | undefined {
  if (check.paths !== undefined) {
    const chosen = compilePatterns(check.paths)
    return (file) => chosen(pathOf(file))
  }
  return gate.phase === undefined ? undefined : (file) => file.phase === gate.phase && isOfMilestone(file, gate.milestone)
}

/** Required boxes that were open in base, and that the change took away. */
function removedBoxes(check: Check, context: CriterionContext): OpenBox[] {
  const isMeant = meantBy(check, context)
  return (context.case.removed ?? [])
    .filter(({ file }) => isMeant?.(file) === true)
    .flatMap(({ file, boxes }) => {
      const required = new Set(requiredBoxes(file, context))
      return boxes.flatMap((box) => (required.has(box) ? { file, box, conflict: undefined } : []))
    })
}

/** What nobody could read where the checklists are. */
function unreadPaths(check: Check, { program, case: records, gate }: CriterionContext): string[] {
  if (check.paths !== undefined) return records.unreadable.map((file) => file.path).filter(compilePatterns(check.paths))
  const { inbox, outbox } = program.folders
  const phase = gate.phase as string
  return [...unreadableIn(records, inbox, phase), ...unreadableIn(records, outbox, phase)].filter((path) => /\.md$/i.test(path))
}

interface OpenBox {
  readonly file: File
  readonly box: Box
  /** The state of its task, where the tick disagrees with it. */
  readonly conflict: string | undefined
}

/** The boxes that count: neither in a code fence nor optional, by their mark or by the program. */
function requiredBoxes(file: File, context: CriterionContext): Box[] {
  return file.checklist.boxes.filter(
    ({ inFence, optional, id }) => !inFence && !optional && !(id !== undefined && context.program.tasks.get(id)?.record.optional === true),
  )
}

/** Ticked has to mean done and open has to mean not done, where the box carries the id of a task. */
function conflictOf(box: Box, { program }: CriterionContext): string | undefined {
  const task = box.id === undefined ? undefined : program.tasks.get(box.id)
  if (task === undefined || box.ticked === isFinished(task.record.state, program.states.task)) return undefined
  return wordOf(task.record.state, program.states.task)
}

function openBoxes(file: File, context: CriterionContext): OpenBox[] {
  return requiredBoxes(file, context).flatMap((box) => {
    const conflict = conflictOf(box, context)
    return box.ticked && conflict === undefined ? [] : [{ file, box, conflict }]
  })
}

const nameOf = (box: Box): string => box.id ?? `"${box.text.length > 40 ? `${box.text.slice(0, 40)}…` : box.text}"`

/** True when an archived checklist is no longer what its metadata says. */
function changedSince(file: File): boolean {
  const recorded = 'metadata' in file ? file.metadata?.record : undefined
  return recorded !== undefined && recorded.sha256 !== file.sha256
}

function judgeChecklists(check: Check, context: JudgeContext): PartFinding {
  const { program } = context
  const fix = command(program, 'checklist check')
  const files = checklistsOf(check, context)
  if (files === undefined)
    return unmet('undefined', `${context.gate.id} belongs to no phase, so paths has to say which checklists`, {
      fix: explainCommand(context),
    })
  const evidence = files.map((file) => ({ path: pathOf(file), sha256: file.sha256 }))
  const changed = files.find(changedSince)
  if (changed) return unmet('tampered', `${pathOf(changed)} changed since it was archived`, { evidence, fix })
  const unread = unreadPaths(check, context)[0]
  if (unread !== undefined) return unreadable(`${unread} cannot be read`, { evidence, fix })
  const unmatched = (check.paths ?? []).find(
    (pattern) => !pattern.startsWith('!') && !files.some((file) => compilePatterns([pattern])(pathOf(file))),
  )
  if (unmatched !== undefined) return unmet('missing', `no checklist matches ${unmatched}`, { evidence, fix })
  const faulty = files.find((file) => broken(file) || hidden(file))
  if (faulty)
    return unmet(
      'invalid',
      `${pathOf(faulty)} ${broken(faulty) ? 'has front matter that cannot be read' : 'has a code fence that is never closed'}`,
      { evidence, fix },
    )
  const boxes = files.reduce((sum, file) => sum + requiredBoxes(file, context).length, 0)
  const removed = removedBoxes(check, context)
  if (removed[0]) {
    const { file, box } = removed[0]
    const because = `this change takes away ${count(removed.length, 'open box', 'open boxes')} of base, first ${nameOf(box)} of ${pathOf(file)}`
    return about(
      unmet('pending', because, { evidence, fix }),
      removed.map((one) => one.box.id ?? one.box.text),
    )
  }
  if (boxes === 0) {
    const owner = context.gate.milestone ?? context.gate.phase
    const create = owner === undefined ? fix : command(program, 'checklist new', owner)
    return unmet('missing', files.length === 0 ? 'there is no checklist' : 'there is no box to tick', { evidence, fix: create })
  }
  const wanted = check.minBoxes ?? 1
  if (!(boxes >= wanted)) return unmet('missing', `${count(boxes, 'box', 'boxes')}, at least ${wanted} are asked for`, { evidence, fix })
  const open = files.flatMap((file) => openBoxes(file, context))
  const conflict = open.find((one) => one.conflict !== undefined)
  const toDo = `${fix} ${shellWord(pathOf((conflict ?? open[0])?.file ?? (files[0] as File)))}`
  const found = `${boxes - open.length} of ${boxes} ticked`
  if (conflict) {
    const tick = conflict.box.ticked ? 'ticked' : 'open'
    return unmet('conflict', `${nameOf(conflict.box)} is ${tick} and its state is ${conflict.conflict}`, {
      expected: `${boxes} ticked`,
      found,
      evidence,
      fix: toDo,
    })
  }
  const first = open[0]
  // An open box is not yet done, which is no failure that `not` could turn round.
  if (first) {
    const pending = unmet('pending', `${count(open.length, 'box', 'boxes')} open, first ${nameOf(first.box)}`, {
      expected: `${boxes} ticked`,
      found,
      evidence,
      fix: toDo,
    })
    return about(
      pending,
      open.map(({ box }) => box.id ?? box.text),
    )
  }
  return met(`${count(boxes, 'box', 'boxes')} ticked in ${count(files.length, 'checklist')}`, { found, evidence })
}

export const checklist: CriterionKind<'checklist'> = {
  kinds: ['checklist'],
  judge: judgeChecklists,
  wants(check, context) {
    const which = check.paths?.join(', ') ?? `the checklists of ${context.gate.milestone ?? context.gate.phase ?? '(give paths)'}`
    return `every required box of ${which} ticked${check.minBoxes === undefined ? '' : `, ${check.minBoxes} boxes or more`}`
  },
  command: (_check, { program }) => command(program, 'checklist check'),
}
