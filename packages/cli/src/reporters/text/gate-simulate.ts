import type { NeededStep, Simulation } from '@refractor/core'
import type { GateData } from '../../gate-data.ts'
import { padTo } from '../display-width.ts'
import { because, blocks, plural, tallyWords } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'
import { gateTitle } from './gates.ts'

export interface GateSimulateData extends Record<string, unknown>, Pick<Simulation, 'idle' | 'approvers' | 'steps' | 'blocked'> {
  /** As it is. */
  readonly gate: GateData
  /** What was supposed, and how the gate would stand; undefined when nothing was. */
  readonly supposed:
    | {
        readonly gate: GateData
        readonly approvals: readonly string[]
        readonly waivers: readonly string[]
        readonly evidence: readonly string[]
      }
    | undefined
}

const list = (words: readonly string[], last: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`

function stepWords({ type, criteria, who = '', others = [] }: NeededStep, { criteria: all }: GateData): string {
  const [id = ''] = criteria
  const statement = all.find((one) => one.id === id)?.statement
  if (type === 'evidence') return statement === undefined ? id : `${id}: ${statement}`
  if (type === 'waiver') return `a waiver of ${id}`
  return `the approval of ${who}${others.length > 0 ? `, or of ${list(others, 'or')}` : ''}: ${list(criteria, 'and')}`
}

function supposedLines({ supposed, approvers, idle }: GateSimulateData, { width, paint }: ReporterContext): string[] {
  if (supposed === undefined) return []
  const { gate, waivers, evidence } = supposed
  const given = [
    ...(approvers.length > 0 ? [`the approval of ${list(approvers, 'and')}`] : []),
    ...(evidence.length > 0 ? [`evidence for ${list(evidence, 'and')}`] : []),
    ...(waivers.length > 0 ? [`a waiver of ${list(waivers, 'and')}`] : []),
  ]
  const verdict = gate.verdict.toUpperCase()
  const open = gate.criteria.filter(blocks)
  return [
    '',
    ...wrapBehind('  With ', given.length > 0 ? list(given, 'and') : 'that', width),
    `  it is ${(gate.verdict === 'met' ? paint.good : paint.bad)(verdict)}  ${tallyWords(gate)}`,
    ...idle.flatMap((why) => wrapBehind('  ! ', why, width)),
    ...open.flatMap((one) => wrapBehind(`  ✗ ${one.id}  `, because(one), width)),
  ]
}

function stepLines(steps: readonly NeededStep[], gate: GateData, { width, paint }: ReporterContext): string[] {
  return steps.flatMap((step, index) => [
    ...wrapBehind(`  ${padTo(`${index + 1}.`, 3)} `, oneLine(stepWords(step, gate)), width),
    ...wrapBehind('      → ', step.command, width).map(paint.command),
  ])
}

/** How the gate stands, how it would stand, and the fewest things that would meet it. */
export const gateSimulateText: TextBody = (answer, context) => {
  const data = answer.data as GateSimulateData
  const { gate, steps, blocked } = data
  const { width, paint } = context
  const lines = [...gateTitle(gate, context), ...supposedLines(data, context), '']
  if (gate.verdict === 'met') return [...lines, '  It is met: nothing is needed.']
  if (steps !== undefined) {
    const head = `As it stands, ${plural(steps.length, 'thing')} would meet it, and none of them can be left out:`
    return [...lines, ...wrapBehind('  ', head, width), ...stepLines(steps, gate, context)]
  }
  const why = blocked.flatMap((one) => [
    ...wrapBehind(`  ✗ ${one.id}  `, one.because, width),
    ...wrapBehind('      → ', one.command, width).map(paint.command),
  ])
  return [...lines, ...wrapBehind('  ', 'No approval, evidence or waiver meets it while these stand in the way:', width), ...why]
}
