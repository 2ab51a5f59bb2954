/** Everything that a command sees of the process it runs in. Tests pass their own, so a whole run stays in process. */
export interface Io {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  /** Standard output is a terminal. */
  readonly isTTY: boolean
  /** A person can be asked: standard input and standard error are terminals. */
  readonly interactive: boolean
  /** Standard error is a terminal that nobody logs: long work may say there how far it is. */
  readonly progress?: boolean
  /** Columns of the terminal. */
  readonly width: number
  /** Folders that may hold the pages of the diagnostic codes, first match wins. */
  readonly pagesDirs: readonly string[]
  /** The present, RFC 3339. */
  now(): string
  /** Called at most once in a run, with the whole answer. */
  stdout(text: string): void
  stderr(text: string): void
  /** Asks a yes-no question on standard error. */
  ask(question: string): Promise<boolean>
  /** Ends when somebody ends the command (Ctrl-C): for one that goes on until then. Absent where nobody can. */
  readonly untilStopped?: () => Promise<unknown>
  /** Asks for a line of text on standard error; undefined when there is no more input. */
  askText(question: string): Promise<string | undefined>
}
