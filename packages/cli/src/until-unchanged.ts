import type { Answer } from './answer.ts'
import type { CommandSpec } from './command-spec.ts'
import type { CommandContext } from './context.ts'
import type { SeenState } from './seen-state.ts'

/** An answer, and the state of the workspace that it was given on. */
export interface Seen {
  readonly answer: Answer
  readonly seen?: SeenState | undefined
}

type Attempt<T> = (context: CommandContext) => Promise<T>

/**
 * Runs a command so that its answer is about one state of the workspace. Nobody is kept from changing it meanwhile: when somebody did,
 * the command is run again. What has changed something itself, or asked a person, is not.
 */
export async function untilUnchanged<T extends Seen>(spec: CommandSpec, context: CommandContext, attempt: Attempt<T>): Promise<T> {
  if (spec.needs === 'nothing') return attempt(context)
  let wasAsked = false
  const first = await attempt(spec.mutates ? { ...context, io: noting(context.io, () => (wasAsked = true)) } : context)
  const { seen } = first
  if (seen === undefined || seen.hasApplied || wasAsked) return first
  const { presentStamp } = await import('./present-stamp.ts')
  if (presentStamp(seen.root) === seen.stamp) return first
  return (await import('./run-again.ts')).runAgain(spec, context, first, seen.root, attempt)
}

/** The same `Io`, telling when a person is asked. */
function noting(io: CommandContext['io'], asked: () => void): CommandContext['io'] {
  const tell =
    <A extends unknown[], R>(call: (...args: A) => R) =>
    (...args: A): R => {
      asked()
      return call(...args)
    }
  return Object.create(io, {
    ask: { value: tell((question: string) => io.ask(question)) },
    askText: { value: tell((question: string) => io.askText(question)) },
  }) as CommandContext['io']
}
