import type { ExitCode } from '@refractor/core'
import type { Answer } from '../answer.ts'
import type { Paint } from './paint.ts'

export interface ReporterContext {
  readonly exitCode: ExitCode
  /** Columns; lines are kept within them. */
  readonly width: number
  readonly paint: Paint
  readonly verbose: boolean
  /** Warnings, and criteria of every level, count as well. */
  readonly strict?: boolean
  /** Version of the tool. */
  readonly version: string
  /** RFC 3339, UTC. */
  readonly now: string
  /** From the folder that a forge counts paths from to the workspace: "" or "tools/plan/". */
  readonly pathPrefix: string
  /** Text of the files that findings point at, by path. */
  readonly sources: ReadonlyMap<string, string>
}

/** A reporter turns an answer into text. It reads nothing and prints nothing. */
export type Reporter = (answer: Answer, context: ReporterContext) => string

/** What a command prints as text below its findings: lines without line feeds. */
export type TextBody = (answer: Answer, context: ReporterContext) => readonly string[]
