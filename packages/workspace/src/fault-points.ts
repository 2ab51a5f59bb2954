/** One call of the system that changes something on disk. */
export interface FaultPoint {
  /** What is called: link, rename, unlink, mkdir, rmdir, open, write, chmod, fsync. */
  readonly call: string
  /** Absolute path of what it is about; of two, the one that appears. */
  readonly path: string
}

/** Told of each call right before it and right after it. Whoever throws here makes the call fail; whoever kills, kills at this point. */
export type FaultHook = (point: FaultPoint, moment: 'before' | 'after') => void

const key = Symbol.for('refractor.faultPoints')
const place = globalThis as { [key]?: FaultHook | undefined }

/**
 * Sets the hook, or takes it away. The product never sets one: tests do, and the proof of crashes does from a module that is loaded
 * before the program, under `Symbol.for('refractor.faultPoints')`.
 */
export function watchFaultPoints(hook: FaultHook | undefined): void {
  place[key] = hook
}

/** Makes one call of the system, between its two fault points. */
export function atFaultPoint<T>(call: string, path: string, run: () => T): T {
  const hook = place[key]
  if (hook === undefined) return run()
  hook({ call, path }, 'before')
  const result = run()
  hook({ call, path }, 'after')
  return result
}
