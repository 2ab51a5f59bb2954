import type { Program } from '../link/program-types.ts'
import type { Criterion } from '../schema/gate.ts'

/** Whether a criterion applies: only what the program says counts, never the environment of the run. */
export type Applies = { readonly applies: boolean; readonly because: string } | { readonly undefinedSetting: string }

/** Decides `when`: every condition that it names has to hold. A setting that the program does not have at all decides nothing. */
export function appliesTo(when: Criterion['when'], program: Program): Applies {
  if (when === undefined) return { applies: true, because: '' }
  const { milestone, phase, setting } = when
  const settings = program.file.record.settings ?? {}
  if (setting && !Object.hasOwn(settings, setting.key)) return { undefinedSetting: setting.key }
  const open = [
    ...(milestone !== undefined && !program.milestones.has(milestone) ? [`there is no milestone ${milestone}`] : []),
    ...(phase !== undefined && !program.phases.has(phase) ? [`there is no phase ${phase}`] : []),
    ...(when.program !== undefined && when.program !== program.id ? [`this is not the program ${when.program}`] : []),
    ...(setting && settings[setting.key] !== setting.equals ? [`${setting.key} is ${settings[setting.key]}`] : []),
  ]
  return { applies: open.length === 0, because: open.join(', ') }
}
