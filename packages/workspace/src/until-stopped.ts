const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Waits until somebody ends the process (Ctrl-C), once: a second signal ends it as ever. */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      for (const one of signals) process.off(one, stop)
      resolve(signal)
    }
    for (const one of signals) process.on(one, stop)
  })
}
