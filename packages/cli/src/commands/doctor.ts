import type { Answer } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { doctorChecks } from '../doctor-checks.ts'

/** Is everything here that refractor needs; each line with what to do about it. */
export async function run(context: CommandContext): Promise<Answer> {
  const checks = await doctorChecks(context)
  return { command: context.command, diagnostics: [], data: { checks }, negative: checks.some((one) => one.state === 'fail') }
}
