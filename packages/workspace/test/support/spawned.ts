import type * as childProcess from 'node:child_process'

/** The processes that were started since `forget`, each as its command with its arguments. */
export const spawned = {
  calls: [] as string[][],
  /** Of git the subcommands with a hyphen: those that look into the object store. */
  subcommands: (): string[] => spawned.calls.map((call) => call.find((one) => /^[a-z]+-[a-z]+$/.test(one)) ?? ''),
  forget: (): void => {
    spawned.calls.length = 0
  },
}

/** Starts processes as before, and counts them. Each test file says so itself: `vi.mock('node:child_process', …)` is moved to its top. */
export function counted(real: typeof childProcess): typeof childProcess {
  const counting =
    (start: (...args: never) => unknown) =>
    (...args: unknown[]): unknown => {
      const [command, given] = args
      spawned.calls.push([String(command), ...(Array.isArray(given) ? given : [])])
      return (start as (...args: unknown[]) => unknown)(...args)
    }
  return {
    ...real,
    spawnSync: counting(real.spawnSync) as typeof real.spawnSync,
    spawn: counting(real.spawn) as typeof real.spawn,
  }
}
