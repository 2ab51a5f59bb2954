import { padTo } from '../display-width.ts'
import type { TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'

export interface DoctorCheck {
  readonly name: string
  readonly state: 'ok' | 'warn' | 'fail'
  readonly message: string
  readonly fix?: string
}

/** A line for each check, and below those that are not well what to do. */
export const doctorText: TextBody = (answer, { width, paint }) => {
  const checks = answer.data['checks'] as readonly DoctorCheck[]
  const marks = { ok: '✓', warn: '!', fail: '✗' }
  const colours = { ok: paint.good, warn: paint.warn, fail: paint.bad }
  const nameWidth = Math.max(...checks.map((one) => one.name.length))
  return checks.flatMap(({ name, state, message, fix }) => {
    const lines = wrapBehind(`  ${marks[state]} ${padTo(name, nameWidth)}  `, message, width)
    lines[0] = `  ${colours[state](marks[state])}${(lines[0] as string).slice(3)}`
    return fix === undefined ? lines : [...lines, ...wrapBehind(`      ${' '.repeat(nameWidth)}→ `, fix, width).map(paint.command)]
  })
}
