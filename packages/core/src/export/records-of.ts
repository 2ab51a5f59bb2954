import type { ImportedChecklist, ProgramRecords } from '../import/imported.ts'
import { compareIds } from '../link/natural-order.ts'
import type { ProgramFolders } from '../link/program-types.ts'
import { parseChecklist } from '../load/checklist.ts'
import { filesOf, type ProgramFiles } from '../load/program-files.ts'
import type { SourceFile } from '../load/source.ts'
import type { PhaseFile } from '../schema/phase.ts'

const lineOf = (lines: string | undefined): number => Number.parseInt(lines ?? '', 10)

/** Phases as the plan had them; those that no plan had come by their ids. */
function inOrder(phases: readonly PhaseFile[]): PhaseFile[] {
  const isImported = phases.every(({ source }) => Number.isFinite(lineOf(source?.lines)) && source?.file === phases[0]?.source?.file)
  return [...phases].sort((a, b) => (isImported ? lineOf(a.source?.lines) - lineOf(b.source?.lines) : 0) || compareIds(a.id, b.id))
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** A checklist of the inbox: its title and its lines without the front matter. */
function checklistOf(source: SourceFile, inbox: string): ImportedChecklist {
  const { frontMatter, title } = parseChecklist(source)
  const text = source.text.replace(/^\ufeff?---\r?\n[\s\S]*?\r?\n---\r?(?:\n|$)/, '')
  const lines = text.split(/\r?\n/)
  const at = lines.findIndex((line) => /^#\s/.test(line))
  const body = lines.slice(at + 1).filter((line) => line.trim() !== '')
  const path = source.path.slice(inbox.length + 1).replace(/\.md$/i, '')
  const { phase, source: from } = frontMatter as { phase?: unknown; source?: { file?: unknown; lines?: unknown } | null }
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    phase: isText(phase) ? phase : '',
    title: title ?? path,
    lines: body,
    source: { file: isText(from?.file) ? from.file : source.path, lines: isText(from?.lines) ? from.lines : '1' },
  }
}

/** The records of a program from its files, and the checklists of its inbox; undefined while its program file cannot be read. */
export function recordsOf(
  files: ProgramFiles,
  folders: Pick<ProgramFolders, 'inbox'>,
  inbox: readonly SourceFile[],
): ProgramRecords | undefined {
  const program = files.program?.record
  if (program === undefined) return undefined
  const checklists = inbox.map((source) => checklistOf(source, folders.inbox))
  return {
    program,
    phases: inOrder(files.phases.flatMap(({ record }) => record ?? [])),
    tasks: filesOf(files, 'tasks').flatMap(({ record }) => record?.tasks ?? []),
    risks: filesOf(files, 'risks').flatMap(({ record }) => record?.risks ?? []),
    requirements: filesOf(files, 'requirements').flatMap(({ record }) => record?.requirements ?? []),
    properties: filesOf(files, 'requirements').flatMap(({ record }) => record?.properties ?? []),
    components: filesOf(files, 'components').flatMap(({ record }) => record?.components ?? []),
    playbooks: files.playbooks?.record?.playbooks ?? [],
    gates: files.gates?.record?.gates ?? [],
    metrics: files.observability?.record?.metrics ?? [],
    alerts: files.observability?.record?.alerts ?? [],
    questions: filesOf(files, 'decisions').flatMap(({ record }) => record?.questions ?? []),
    decisions: filesOf(files, 'decisions').flatMap(({ record }) => record?.decisions ?? []),
    actions: filesOf(files, 'decisions').flatMap(({ record }) => record?.actions ?? []),
    checklists: checklists.sort((a, b) => lineOf(a.source.lines) - lineOf(b.source.lines) || compareIds(a.name, b.name)),
  }
}
