import { command, shellWord } from '../../link/command-line.ts'
import { compilePatterns } from '../../link/path-pattern.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { ArchivedChecklist, ChecklistFile } from '../case.ts'
import type { PartFinding } from '../compose.ts'
import { count, met, unmet, unreadable } from '../finding.ts'
import type { CriterionContext, CriterionKind, JudgeContext } from '../judging.ts'
import { unreadableIn } from '../phase-folder.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'archived'>

const pathOf = (file: ChecklistFile): string => file.checklist.source.path

/** A Markdown file of the inbox is a checklist when it has a box; one whose boxes a fence may hide counts too. */
function isChecklist({ checklist }: ChecklistFile): boolean {
  const unclosed = checklist.diagnostics.some((one) => one.code === 'checklist/unclosed-fence')
  return checklist.boxes.some((box) => unclosed || !box.inFence)
}

/** Why an archived checklist does not count: its metadata is missing, cannot be read, is about something else, or no longer fits. */
function faultOf(
  file: ArchivedChecklist,
  program: string,
  phase: string,
): { reason: 'missing' | 'invalid' | 'tampered'; because: string } | undefined {
  const path = pathOf(file)
  if (file.metadata === undefined) return { reason: 'missing', because: `${path} has no metadata` }
  const { record } = file.metadata
  if (record === undefined) return { reason: 'invalid', because: `the metadata of ${path} cannot be read` }
  if (record.sha256 !== file.sha256) return { reason: 'tampered', because: `${path} changed since it was archived` }
  if (record.program !== program || record.phase !== phase)
    return { reason: 'invalid', because: `the metadata of ${path} is about another checklist` }
  return undefined
}

const phaseOf = (check: Check, { gate }: CriterionContext): string | undefined => check.phase ?? gate.phase

function judgeArchived(check: Check, context: JudgeContext): PartFinding {
  const { program, case: records } = context
  const phase = phaseOf(check, context)
  const fix = explainCommand(context)
  if (phase === undefined)
    return unmet('undefined', `${context.gate.id} belongs to no phase, so phase has to say whose checklists`, { fix })
  const chosen = check.paths === undefined ? () => true : compilePatterns(check.paths)
  const archived = records.outbox.filter((file) => file.phase === phase && chosen(pathOf(file)))
  const evidence = archived.flatMap((file) => [
    { path: pathOf(file), sha256: file.sha256 },
    ...(file.metadata ? [{ path: file.metadata.source.path, sha256: file.metadata.sha256 }] : []),
  ])
  const faults = archived.flatMap((file) => faultOf(file, program.id, phase) ?? [])
  const fault = faults.find(({ reason }) => reason === 'tampered') ?? faults[0]
  if (fault?.reason === 'tampered') return unmet('tampered', fault.because, { evidence, fix })
  const unread = [...unreadableIn(records, program.folders.inbox, phase), ...unreadableIn(records, program.folders.outbox, phase)].filter(
    (path) => /\.(?:md|metadata\.json)$/i.test(path),
  )[0]
  if (unread !== undefined) return unreadable(`${unread} cannot be read`, { evidence, fix })
  if (fault) return unmet(fault.reason, fault.because, { evidence, fix })
  const waiting = records.inbox.find((file) => file.phase === phase && isChecklist(file) && chosen(pathOf(file)))
  if (waiting) {
    const path = pathOf(waiting)
    return unmet('pending', `${path} is not archived yet`, { evidence, fix: `${command(program, 'checklist archive')} ${shellWord(path)}` })
  }
  const gone = records.removed?.find(
    ({ file, gone: isGone }) => isGone && file.phase === phase && isChecklist(file) && chosen(pathOf(file)),
  )
  if (gone) return unmet('missing', `this change removes ${pathOf(gone.file)} without archiving it`, { evidence, fix })
  const unmatched = (check.paths ?? []).find(
    (pattern) => !pattern.startsWith('!') && !archived.some((file) => compilePatterns([pattern])(pathOf(file))),
  )
  if (unmatched !== undefined) return unmet('missing', `no archived checklist matches ${unmatched}`, { evidence, fix })
  const wanted = check.min ?? 1
  const found = count(archived.length, 'archived checklist')
  if (!(archived.length >= wanted) || archived.length === 0)
    return unmet('missing', `${found}, at least ${wanted} must be`, {
      expected: `${wanted} or more`,
      found: String(archived.length),
      evidence,
      fix,
    })
  return met(found, { evidence })
}

export const archived: CriterionKind<'archived'> = {
  kinds: ['archived'],
  judge: judgeArchived,
  wants(check, context) {
    const which = check.paths?.join(', ') ?? `the checklists of ${phaseOf(check, context) ?? '(give a phase)'}`
    return `${which} in the outbox, unchanged and with their metadata${check.min === undefined ? '' : `, ${check.min} or more`}`
  },
  command: (_check, { program }) => `${command(program, 'checklist archive')} PATH`,
}
