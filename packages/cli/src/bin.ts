#!/usr/bin/env node
import { processIo } from './process-io.ts'
import { run } from './run.ts'

// A reader that has seen enough ("| head -1") closes the pipe; that is no failure of ours.
const quietOnClosedPipe = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE') throw error
}
process.stdout.on('error', quietOnClosedPipe)
process.stderr.on('error', quietOnClosedPipe)

// process.exit() would cut off what a pipe has not taken yet, so only the code is set. Until there is an answer it is
// the code of an internal error: nothing that ends the run early may look like a "yes".
process.exitCode = 70
run(process.argv.slice(2), processIo()).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => void process.stderr.write(`refractor: ${error instanceof Error ? error.stack : String(error)}\n`),
)
