import { withoutCommands } from './printable.ts'
import type { Reporter } from './reporter.ts'

// Valid JSON either way; but a log viewer must not obey what a file says.
const risky = /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** One document with the keys of the contract: schemaVersion, command, exitCode, those of the command, diagnostics. */
export const json: Reporter = (answer, { exitCode }) => {
  const document = { schemaVersion: 1, command: answer.command, exitCode, ...answer.data, diagnostics: answer.diagnostics }
  return withoutCommands.json(`${JSON.stringify(document, null, 2).replace(risky, escaped)}\n`)
}
