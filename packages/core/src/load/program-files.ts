import type { RecordOf, SchemaName } from '../schema/registry.ts'
import type { Loaded } from './loaded.ts'

/** The files of one program, loaded. Optional files are absent where the plan does not have them. */
export interface ProgramFiles {
  readonly program: Loaded<RecordOf<'program'>> | undefined
  readonly phases: readonly Loaded<RecordOf<'phase'>>[]
  readonly tasks?: Loaded<RecordOf<'tasks'>>
  readonly risks?: Loaded<RecordOf<'risks'>>
  readonly requirements?: Loaded<RecordOf<'requirements'>>
  readonly components?: Loaded<RecordOf<'components'>>
  readonly playbooks?: Loaded<RecordOf<'playbooks'>>
  readonly gates?: Loaded<RecordOf<'gates'>>
  readonly observability?: Loaded<RecordOf<'observability'>>
  readonly decisions?: Loaded<RecordOf<'decisions'>>
  readonly policy?: Loaded<RecordOf<'policy'>>
  /** Further files of the kinds that grow: `requirements/*.yaml` beside `requirements.yaml`, in order of their names. */
  readonly parts?: { readonly [N in SplitName]?: readonly Loaded<RecordOf<N>>[] }
}

/** The optional files by their name in the specification folder (`<name>.yaml`). */
export const optionalFiles = [
  'tasks',
  'risks',
  'requirements',
  'components',
  'playbooks',
  'gates',
  'observability',
  'decisions',
  'policy',
] as const satisfies readonly SchemaName[]

/** The optional files that may have a folder of their name beside them, or in their place, with more files of the same kind. */
export const splitFiles = [
  'tasks',
  'risks',
  'requirements',
  'components',
  'decisions',
] as const satisfies readonly (typeof optionalFiles)[number][]
export type SplitName = (typeof splitFiles)[number]

/** Every file of one kind: `<name>.yaml`, then those of the folder. */
export function filesOf<N extends SplitName>(files: ProgramFiles, name: N): readonly Loaded<RecordOf<N>>[] {
  const [first, more] = [files[name] as Loaded<RecordOf<N>> | undefined, files.parts?.[name] as readonly Loaded<RecordOf<N>>[] | undefined]
  return [...(first === undefined ? [] : [first]), ...(more ?? [])]
}
