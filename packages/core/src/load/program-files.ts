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
