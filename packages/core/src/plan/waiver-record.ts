import { waiversFolder } from '../gates/waivers/waiver-files.ts'
import type { Waiver } from '../gates/waivers/waiver-standing.ts'
import type { Program } from '../link/program-types.ts'
import type { WaiverRecord } from '../schema/waiver.ts'
import { recordText } from './outcome.ts'
import type { Step } from './plan.ts'

/** The longest ids that a waiver may have leave room for a number behind the name of a program. */
const longestName = 30

/** The first free id: W-001, W-002, …; outside the default program with its name, for all programs share one folder. */
export function nextWaiverId(program: Program, waivers: readonly Pick<Waiver, 'id'>[]): string {
  const name = program.id
    .replace(/[^0-9A-Za-z]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, longestName)
  const stem = program.isDefault ? 'W-' : `W-${name}-`
  const numbers = waivers.flatMap(({ id }) =>
    id.startsWith(stem) && /^\d{1,9}$/.test(id.slice(stem.length)) ? [Number(id.slice(stem.length))] : [],
  )
  return `${stem}${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`
}

/** The file of a step. */
export function waiverStep(record: WaiverRecord, suffix: string, why: string): Step {
  return { type: 'create', path: `${waiversFolder}/${record.id}${suffix}.json`, text: recordText(record), why }
}
