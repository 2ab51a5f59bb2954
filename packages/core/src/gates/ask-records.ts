import { askFile, askInputs, type FactsAsked } from './facts-asked.ts'
import { artifactsOf, inputsOf } from './record-claims.ts'
import type { ReadEvidence } from './speaks-for.ts'

/** Asks for everything that the state of some records depends on: their artifacts and inputs. */
export function askRecords(asked: FactsAsked, files: readonly ReadEvidence[]): void {
  for (const { record } of files) {
    for (const { path } of artifactsOf(record)) askFile(asked, path)
    for (const input of inputsOf(record)) {
      if ('path' in input) askFile(asked, input.path)
      else askInputs(asked, input.patterns)
    }
  }
}
