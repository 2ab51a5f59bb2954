import type { Drawn } from './draw.ts'

export interface DrawingLoop {
  /** The page as it was drawn last. */
  current(): Drawn
  /** Draws again; once more afterwards when asked meanwhile. */
  again(): void
  /** Resolves when nothing is being drawn. */
  idle(): Promise<void>
}

/** Draws one page at a time. `tell` is called with each that says something new; a failure is told, and the last page stays. */
export function drawingLoop(
  first: Drawn,
  drawNow: () => Promise<Drawn>,
  { tell, fail }: { readonly tell: (drawn: Drawn) => void; readonly fail: (error: unknown) => void },
): DrawingLoop {
  let current = first
  let isWanted = false
  let running: Promise<void> | undefined

  const run = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false
      try {
        const drawn = await drawNow()
        const isNew = drawn.version !== current.version
        current = drawn
        if (isNew) tell(drawn)
      } catch (error) {
        fail(error)
      }
    }
    running = undefined
  }
  return {
    current: () => current,
    again: () => {
      isWanted = true
      running ??= run()
    },
    idle: () => running ?? Promise.resolve(),
  }
}
