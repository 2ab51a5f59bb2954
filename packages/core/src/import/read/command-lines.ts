import type { Check, LeafCheck } from '../../schema/check.ts'
import type { Line } from '../scan/block.ts'
import { isBlank } from '../scan/lines.ts'

/** What a block of shell lines holds. */
export interface CommandLines {
  /** Each command with the lines that it goes on over, and the comments right above it. */
  readonly commands: readonly string[]
  /** The commands without comments and prompts. */
  readonly bare: readonly string[]
  /** What the plan expects of them: "# Expected: all pass", "→ 12 pass". */
  readonly expected: readonly string[]
  /** Numbered or bulleted prose in a shell fence. */
  readonly steps: readonly string[]
  /** A comment that heads numbered prose. */
  readonly heading: string | undefined
}

const shells = new Set([
  'bash',
  'sh',
  'shell',
  'zsh',
  'fish',
  'console',
  'terminal',
  'shell-session',
  'powershell',
  'ps1',
  'pwsh',
  'cmd',
  'bat',
])
const expectedComment =
  /^(?:#+|\/\/|::)\s*(?:expect(?:ed|s)?(?: (?:output|result|outcome))?|should (?:print|show|output|pass|return)|erwartet|attendu|esperado|ожидается|预期|期待|예상)\s*[:：=]?\s*(.*)$/iu
const arrow = /^(?:#+\s*)?(?:→|=>|⇒|->)\s*(\S.*)$/u
const trailingArrow = /^(.*?\S)\s+(?:#\s*)?(?:→|⇒)\s*(\S.*)$/u
const numbered = /^\d{1,3}[.)]\s+\S/
const prompt = /^\s*(?:\$|❯|PS>)\s+/
/** How far a command may go on; a quote that nobody closes must not make a reader slow. */
const longest = 200

export function isShell(language: string): boolean {
  return shells.has(language)
}

/** Whether a quote or a here-document is open at the end of a text. */
function openQuote(text: string, open: string): string {
  let quote = open
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\\' && quote !== "'") at++
    else if (quote === '') {
      if (character === '"' || character === "'") quote = character
      else if (character === '#' && (at === 0 || /\s/.test(text.charAt(at - 1)))) return ''
    } else if (character === quote) quote = ''
  }
  return quote
}

/** The lines from one on that make one command: after a backslash, in a quote, in a here-document. */
function commandFrom(lines: readonly Line[], from: number): number {
  const first = (lines[from] as Line).text
  const limit = Math.min(lines.length, from + longest)
  const word = /<<-?\s*['"]?(\w+)['"]?/.exec(first)?.[1]
  if (word !== undefined) for (let at = from + 1; at < limit; at++) if ((lines[at] as Line).text.trim() === word) return at
  let quote = openQuote(first, '')
  let at = from
  while ((quote !== '' || /[\\`]\s*$/.test((lines[at] as Line).text)) && at + 1 < limit)
    quote = openQuote((lines[++at] as Line).text, quote)
  return quote === '' ? at : from
}

/** Reads shell lines: commands, comments above them, and what is expected of them. */
export function commandLines(lines: readonly Line[]): CommandLines {
  const commands: string[] = []
  const bare: string[] = []
  const expected: string[] = []
  const steps: string[] = []
  let heading: string | undefined
  let comments: string[] = []
  const prompted = lines.some((line) => prompt.test(line.text))
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line
    if (isBlank(line)) continue
    const text = line.text.trim()
    const wanted = expectedComment.exec(text)?.[1]?.trim() ?? arrow.exec(text)?.[1]
    if (wanted !== undefined) expected.push(wanted === '' ? text : wanted)
    else if (/^(?:#|\/\/|::|REM\s)/i.test(text) && !/^#!/.test(text)) comments.push(text)
    else if (numbered.test(text)) {
      if (steps.length === 0 && comments.length === 1) heading = (comments.pop() as string).replace(/^#+\s*/, '')
      steps.push(...comments, text)
      comments = []
    } else if (prompted && !prompt.test(line.text)) expected.push(text)
    else {
      const last = commandFrom(lines, at)
      const own = lines.slice(at, last + 1).map((part) => part.text)
      const whole = own.join('\n').trim().replace(prompt, '')
      const result = last === at && whole.length <= 1000 && /[→⇒]/.test(whole) ? trailingArrow.exec(whole) : null
      if (result) expected.push(result[2] as string)
      const command = result ? (result[1] as string) : whole
      commands.push([...comments, command].join('\n'))
      bare.push(command)
      comments = []
      at = last
    }
  }
  if (comments.length > 0) commands.push(comments.join('\n'))
  return { commands, bare, expected, steps, heading }
}

const placeholder = /\{[\p{L}][\p{L}\d _-]*\}|<[\p{L}][\p{L}\d _-]*>|\[[\p{L}][\p{L}\d _-]*\]|\.\.\.|…/u
/** Commands that work on the shell they are run in: one by one they say nothing. */
const builtin = /^(?:cd|export|source|\.|set|alias|unset|pushd|popd|eval|exec|exit|if|for|while|case|function|until)(?:\s|$)/

/** The words of a command that needs no shell; undefined where it does. */
function plainArgv(command: string): string[] | undefined {
  if (/[|&;<>()$`*?{}~!\\\n]/.test(command.replace(/'[^']*'/g, '')) || /^\w+=/.test(command)) return undefined
  const words = command.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)
  return words?.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, (_whole, double?: string, single?: string) => double ?? single ?? ''))
}

function commandCheck(command: string): LeafCheck | undefined {
  if (command.length > 1000) return undefined
  const text = command.replace(/\s+#\s.*$/, '').trim()
  if (text === '' || placeholder.test(text) || builtin.test(text)) return undefined
  const argv = plainArgv(text)
  if (argv) return { kind: 'command', argv, proposed: true }
  return { kind: 'command', argv: [/\{[^{}]*,[^{}]*\}/.test(text) ? 'bash' : 'sh', '-c', text], proposed: true }
}

/** The check that commands of a plan can be proposed as: each of them must be runnable as it stands. */
export function proposedCommandCheck(commands: readonly string[]): Check | undefined {
  if (commands.length === 0 || commands.length > 20) return undefined
  const checks = commands.map(commandCheck)
  if (checks.some((check) => check === undefined)) return undefined
  const [only] = checks
  return checks.length === 1 ? only : { all: checks as LeafCheck[], proposed: true }
}
