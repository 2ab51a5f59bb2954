#!/usr/bin/env node
import { processIo } from './process-io.ts'
import { run } from './run.ts'

// process.exit() would cut off what a pipe has not taken yet, so only the code is set. Until there is an answer it is
// the code of an internal error: nothing that ends the run early may look like a "yes".
process.exitCode = 70
const io = processIo()
run(process.argv.slice(2), io).then(
  (code) => {
    process.exitCode = code
    // Taking the heap down in order would cost a tenth of the run.
    io.drained(() => process.exit())
  },
  (error: unknown) => void process.stderr.write(`refractor: ${error instanceof Error ? error.stack : String(error)}\n`),
)
