import { idToFileName } from '../../link/file-name.ts'
import type { ProgramFolders } from '../../link/program-types.ts'
import { sha256Hex } from '../../load/digest.ts'
import { quoted } from '../../load/yaml-text.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { SchemaName } from '../../schema/registry.ts'
import type { ImportedChecklist, ImportedProgram, ProgramRecords } from '../imported.ts'

/** A YAML file of the program, before it is text. */
export interface ProgramFileContent {
  readonly path: string
  readonly schema: SchemaName
  readonly value: Record<string, unknown>
  readonly why: string
}

/** A file system takes 255 bytes; room is left for what is added to the name. */
const longestName = 200

/** A name from an id that every file system takes. */
export function fileNameOf(id: string): string {
  const name = idToFileName(id)
  return name.length <= longestName ? name : `${name.slice(0, longestName - 13).replace(/%[0-9A-F]?$/, '')}-${sha256Hex(id).slice(0, 12)}`
}

const some = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** What a file of several lists holds: "12 requirements and 3 properties", without the empty ones. */
function listed(...lists: readonly string[]): string {
  const full = lists.filter((text) => !text.startsWith('0 '))
  return full.length < 3 ? full.join(' and ') : `${full.slice(0, -1).join(', ')} and ${full.at(-1)}`
}

/** The tasks of a list with all that are nested in them. What a reader left behind may not be valid yet. */
function nested(tasks: readonly Task[]): number {
  const all = [...tasks]
  for (const task of all) {
    const children: unknown = task?.children
    if (Array.isArray(children)) for (const child of children) all.push(child)
  }
  return all.length
}

/** The program record with where it came from. */
function programValue({ program, genre, sources }: ImportedProgram): Record<string, unknown> {
  return { ...program, genre: program.genre ?? genre, imports: sources.map(({ file, sha256, lines }) => ({ file, sha256, lines })) }
}

/** The YAML files that hold the records; a file only where there is something for it. */
export function programFiles(imported: ImportedProgram, records: ProgramRecords, folders: ProgramFolders): ProgramFileContent[] {
  const at = (name: string): string => `${folders.specification}/${name}.yaml`
  const { phases, tasks, risks, requirements, properties, components, playbooks, gates, metrics, alerts, questions, decisions, actions } =
    records
  const list = (schema: SchemaName, lists: Record<string, readonly unknown[]>, why: string): ProgramFileContent[] => {
    const full = Object.entries(lists).filter(([, list]) => list.length > 0)
    return full.length === 0 ? [] : [{ path: at(schema), schema, value: { format: 1, ...Object.fromEntries(full) }, why }]
  }
  return [
    { path: at('program'), schema: 'program', value: programValue({ ...imported, ...records }), why: 'the program: name, roles, rules' },
    ...phases.map(
      (phase): ProgramFileContent => ({
        path: at(`phases/${fileNameOf(phase.id)}`),
        schema: 'phase',
        value: { ...phase },
        why: phase.title === phase.id ? `phase ${phase.id}` : `phase ${phase.id}: ${phase.title}`,
      }),
    ),
    ...list('tasks', { tasks }, some(nested(tasks), 'task')),
    ...list('risks', { risks }, some(risks.length, 'risk')),
    ...list(
      'requirements',
      { requirements, properties },
      listed(some(requirements.length, 'requirement'), some(properties.length, 'property', 'properties')),
    ),
    ...list('components', { components }, some(components.length, 'component')),
    ...list('playbooks', { playbooks }, some(playbooks.length, 'playbook')),
    ...list('gates', { gates }, some(gates.length, 'gate')),
    ...list('observability', { metrics, alerts }, listed(some(metrics.length, 'metric'), some(alerts.length, 'alert'))),
    ...list(
      'decisions',
      { questions, decisions, actions },
      listed(some(questions.length, 'question'), some(decisions.length, 'decision'), some(actions.length, 'action item')),
    ),
  ]
}

/** Where a checklist goes, and its text: its lines as the plan has them, under front matter that names its phase. */
export function checklistFile(checklist: ImportedChecklist, folders: ProgramFolders, taken: Set<string>): { path: string; text: string } {
  const folder = checklist.phase === '' ? folders.inbox : `${folders.inbox}/${idToFileName(checklist.phase)}`
  const name = fileNameOf(checklist.name) || 'checklist'
  let path = `${folder}/${name}.md`
  for (let count = 2; taken.has(path.toLowerCase()); count++) path = `${folder}/${name}-${count}.md`
  taken.add(path.toLowerCase())
  const { file, lines } = checklist.source
  const front = [
    ...(checklist.phase === '' ? [] : [`phase: ${quoted(checklist.phase)}`]),
    `source: { file: ${quoted(file)}, lines: ${quoted(lines)} }`,
  ]
  const title = checklist.title.replace(/\s+/g, ' ').trim()
  const body = checklist.lines.length === 0 ? [] : ['', ...checklist.lines]
  return { path, text: `${['---', ...front, '---', ...(title === '' ? [] : ['', `# ${title}`]), ...body].join('\n')}\n` }
}
