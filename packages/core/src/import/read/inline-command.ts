import type { Criterion } from '../../schema/gate.ts'
import { proposedCommandCheck } from './command-lines.ts'
import { proposeCheck } from './propose-check.ts'

/** Programs that plans call; a code span or a line of code that begins with one is a command. */
const programs =
  '(?:npm|npx|pnpm|yarn|bun|node|deno|git|docker|docker-compose|make|just|task|cargo|rustup|go|golangci-lint|python3?|pip3?|poetry|uv|uvx|tox|nox|pytest|ruff|ty|black|mypy|pyright|pylint|flake8|curl|wget|cd|mkdir|cp|mv|rm|ls|cat|grep|gh|kubectl|terraform|helm|ansible|mvn|gradle|dotnet|bundle|rails|rspec|rake|composer|phpunit|php|tsc|tsx|eslint|prettier|biome|vitest|jest|mocha|playwright|cypress|semgrep|trivy|k6|cmake|ctest|bazel|buck|swift|xcodebuild|flutter|dart|mix|sbt|lein|stack|cabal|zig|refractor|openssl|psql|redis-cli|alembic|bash|sh)'
const callLine = new RegExp(String.raw`^\s*(?:\$\s+\S|(?:\./)?${programs}(?:\s+\S|$)|\./[\w./-]+)`)
const span = /^`([^`]{1,500})`\s*(?:(→|⇒|=>|->)|:|—|–|-)\s*(\S.*)$/su

/** Whether a line calls a program that plans call. */
export function callsProgram(line: string): boolean {
  return callLine.test(line)
}

/**
 * A criterion that begins with a command in a code span ("`npm test` → 12 pass", "`lint` - 0 errors") gets the command and what is
 * expected of it; the statement stays as it is. Behind an arrow stands the result of the command, so that the command is the check.
 */
export function giveInlineCommand(criterion: Criterion): void {
  const match = criterion.statement.length > 2000 ? null : span.exec(criterion.statement.trim())
  if (!match || criterion.commands !== undefined || !callsProgram(match[1] as string)) return
  criterion.commands = [match[1] as string]
  criterion.expected = (match[3] as string).trim()
  if (match[2] !== undefined || criterion.check === undefined) proposeCheck(criterion, proposedCommandCheck([match[1] as string]))
}
