import type { z } from 'zod'
import { Criterion, Gate } from '../../schema/gate.ts'
import { Milestone, PhaseFile } from '../../schema/phase.ts'
import {
  ActionItem,
  Alert,
  Component,
  Decision,
  Deliverable,
  MetricRecord,
  Playbook,
  Property,
  Question,
  Requirement,
  Risk,
  Task,
} from '../../schema/plan-records.ts'
import { ProgramFile } from '../../schema/program.ts'
import { type ExchangedType, exchangedTypes } from './shape.ts'

const schemas: Readonly<Record<ExchangedType, z.ZodType>> = {
  program: ProgramFile,
  phase: PhaseFile,
  milestone: Milestone,
  task: Task,
  deliverable: Deliverable,
  gate: Gate,
  criterion: Criterion,
  risk: Risk,
  requirement: Requirement,
  property: Property,
  component: Component,
  playbook: Playbook,
  question: Question,
  decision: Decision,
  action: ActionItem,
  metric: MetricRecord,
  alert: Alert,
}

function keysOf(schema: z.ZodType): ReadonlySet<string> {
  const inner = 'unwrap' in schema ? (schema as unknown as z.ZodLazy<z.ZodType>).unwrap() : schema
  return new Set('shape' in inner ? Object.keys((inner as z.ZodObject).shape) : [])
}

const keys = new Map<ExchangedType, ReadonlySet<string>>()

/** The fields that records of a type have. */
export function fieldsOf(type: ExchangedType): ReadonlySet<string> {
  const known = keys.get(type) ?? keysOf(schemas[type])
  keys.set(type, known)
  return known
}

/** Words that other projects use for kinds of records. */
const words: Readonly<Record<string, ExchangedType>> = {
  req: 'requirement',
  reqs: 'requirement',
  need: 'requirement',
  story: 'requirement',
  userstory: 'requirement',
  user_story: 'requirement',
  feature: 'requirement',
  feat: 'requirement',
  spec: 'requirement',
  specification: 'requirement',
  impl: 'task',
  implementation: 'task',
  todo: 'task',
  work: 'task',
  activity: 'task',
  workpackage: 'task',
  work_package: 'task',
  test: 'property',
  tc: 'property',
  testcase: 'property',
  test_case: 'property',
  verification: 'property',
  hazard: 'risk',
  threat: 'risk',
  comp: 'component',
  module: 'component',
  unit: 'component',
  equation: 'component',
  arch: 'component',
  release: 'milestone',
  ms: 'milestone',
  result: 'deliverable',
  artifact: 'deliverable',
  artefact: 'deliverable',
  dec: 'decision',
  adr: 'decision',
  dec_rec: 'decision',
  open_point: 'question',
  action_item: 'action',
  action_point: 'action',
}

/** What a word for a kind of record means here; a requirement where nobody knows, for it is what must hold. */
export function typeOf(word: string): { readonly type: ExchangedType; readonly isOwn: boolean } {
  const own = exchangedTypes.find((type) => type === word)
  if (own !== undefined) return { type: own, isOwn: true }
  const lower = word.toLowerCase().replace(/[\s-]+/g, '_')
  const same = exchangedTypes.find((type) => type === lower)
  return { type: same ?? (Object.hasOwn(words, lower) ? (words[lower] as ExchangedType) : 'requirement'), isOwn: false }
}

/** Members of a need that say how it is shown or where sphinx put it; they say nothing of the record. */
const presentational: ReadonlySet<string> = new Set(
  `arch collapse completion_raw constraints_error constraints_passed constraints_results content_id content_node created doctype
  external_css external_url full_title has_dead_links has_forbidden_dead_links hide hide_status hide_tags id_complete id_parent id_prefix
  is_external is_import is_modified is_need is_part jinja_content layout lineno lineno_content max_amount max_content_lines modifications
  params parts post_content post_template pre_content pre_template query sections signature style target_id template type_color type_name
  type_prefix type_style updated`.split(/\s+/),
)

export const isPresentational = (key: string): boolean => presentational.has(key)

/** Where a link between two records goes that no relation of its own name says. */
const byTypes: Readonly<Record<string, string>> = {
  'task requirement': 'requirements',
  'task property': 'properties',
  'task component': 'components',
  'task risk': 'risks',
  'task task': 'prerequisites',
  'property requirement': 'validates',
  'requirement requirement': 'parent',
  'component component': 'dependsOn',
  'risk task': 'tasks',
  'phase phase': 'dependencies',
}

/** The field of a record that names a record of another type; undefined where there is none. */
export function fieldFor(from: ExchangedType, target: ExchangedType): string | undefined {
  return from === 'criterion' ? 'traces' : byTypes[`${from} ${target}`]
}
