import { command } from '../link/command-line.ts'
import type { Program } from '../link/program-types.ts'
import type { TraceType } from '../schema/trace.ts'
import { isTestPath } from './code-tags.ts'
import type { TraceDemand } from './trace-rules.ts'
import { type TraceKey, typeOfKey } from './trace-types.ts'

/** Where a link between two types is written: in a field of the record itself, or of the other one. */
const fields: Readonly<
  Partial<Record<TraceType, Readonly<Partial<Record<TraceType, { readonly own?: string; readonly other?: string }>>>>>
> = {
  task: {
    requirement: { own: 'requirements' },
    risk: { own: 'risks', other: 'tasks' },
    property: { own: 'properties' },
    component: { own: 'components' },
    task: { own: 'prerequisites', other: 'prerequisites' },
    criterion: { other: 'traces' },
    phase: { other: 'tasks' },
    milestone: { other: 'tasks' },
  },
  risk: { task: { own: 'tasks', other: 'risks' }, criterion: { other: 'traces' } },
  requirement: {
    task: { other: 'requirements' },
    property: { other: 'validates' },
    requirement: { own: 'parent', other: 'parent' },
    criterion: { other: 'traces' },
  },
  property: { requirement: { own: 'validates' }, task: { other: 'properties' }, criterion: { other: 'traces' } },
  component: { component: { own: 'dependsOn', other: 'dependsOn' }, task: { other: 'components' }, criterion: { other: 'traces' } },
  deliverable: { criterion: { other: 'traces' } },
  milestone: { criterion: { other: 'traces' }, milestone: { own: 'relations' } },
  criterion: {
    task: { own: 'traces' },
    requirement: { own: 'traces' },
    risk: { own: 'traces' },
    property: { own: 'traces' },
    component: { own: 'traces' },
    deliverable: { own: 'traces' },
    milestone: { own: 'traces' },
  },
}

const cited: ReadonlySet<TraceType> = new Set(['task', 'deliverable', 'milestone', 'risk', 'requirement', 'property', 'component'])

/** How a record gets the link that it lacks: the field to fill, the tag to write, or the command to run. */
export function linkHint(program: Program, key: TraceKey, { type: other }: TraceDemand): string {
  const { type, id } = typeOfKey(key)
  const name = `${type} ${id}`
  if (other === undefined) return `link ${name} with another record`
  if (other === 'source' && cited.has(type)) return `add sourceRefs to ${name}`
  if (other === 'file' || other === 'test') return tagHint(program, name, id, other)
  if (other === 'commit') return `name ${id} in the message of a commit`
  if (other === 'box') return `give a box of a checklist the id ${id}`
  if (other === 'evidence' && (type === 'criterion' || type === 'deliverable')) return evidenceHint(program, type, id)
  if (other === 'evidence' || other === 'approval') return `record ${other === 'evidence' ? 'evidence' : 'an approval'} that names ${name}`
  const { own, other: theirs } = fields[type]?.[other] ?? {}
  const inOther = `name ${id} under ${theirs} of a ${other}`
  if (own !== undefined) return `add ${own} to ${name}${theirs === undefined || other === type ? '' : `, or ${inOther}`}`
  return theirs === undefined ? `link ${name} with a ${other}` : inOther
}

function tagHint(program: Program, name: string, id: string, other: 'file' | 'test'): string {
  const places = (program.file.record.trace?.tags ?? [])
    .filter(({ as }) => as === undefined || as === other)
    .flatMap(({ as, paths, word }) => paths.filter((path) => !path.startsWith('!')).map((path) => ({ as, path, word })))
  const fits = places.find(({ as, path }) => as === other || isTestPath(path) === (other === 'test')) ?? places[0]
  const where = fits === undefined ? `, and list its path under trace.tags in ${program.file.file.source.path}` : ` under ${fits.path}`
  return `write "${fits?.word ?? 'refractor'}: ${id}" in a ${other} of ${name}${where}`
}

function evidenceHint(program: Program, type: 'criterion' | 'deliverable', id: string): string {
  if (type === 'criterion') return `run ${command(program, 'evidence add', id)} --artifact FILE`
  const { record, milestone, phase } = program.deliverables.get(id) ?? {}
  const add = `${command(program, 'evidence add', milestone ?? phase ?? id)} --artifact ${record?.path ?? 'FILE'}`
  return record?.path === undefined ? `give ${id} a path, and run ${add}` : `run ${add}`
}
