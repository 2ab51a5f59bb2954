import { type DiagnosticCode, diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { pointer } from './loaded.ts'
import { forbiddenKey, maxDepth, maxProblems, spanOf } from './parsed.ts'
import type { SourceFile } from './source.ts'

type Span = readonly [number, number]

const space = /[ \t\r\n]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const word = /[A-Za-z_$][\w$]*/y
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Thrown at the first place that is not JSON: what follows cannot be told apart from its echo. */
export class NotJson extends Error {}

/** The reading of one JSON text (RFC 8259), from left to right, each character once. */
export class JsonReading {
  positions: Record<string, Span> = {}
  keys: Record<string, Span> = {}
  readonly diagnostics: Diagnostic[] = []
  readonly #source: SourceFile
  readonly #text: string
  #at = 0

  constructor(source: SourceFile) {
    this.#source = source
    this.#text = source.text
  }

  /** The value of the whole text; throws `NotJson` after a finding was added. */
  run(): unknown {
    if (this.#text.startsWith('\uFEFF')) this.#at = 1
    this.#match(space)
    const value = this.#value('', 0)
    this.#match(space)
    if (this.#at < this.#text.length) this.#fail('something follows the end of the JSON value', 'keep one value per file')
    return value
  }

  #value(at: string, depth: number): unknown {
    const start = this.#at
    const first = this.#text[start]
    let value: unknown
    if (first === '{') value = this.#object(at, depth + 1)
    else if (first === '[') value = this.#array(at, depth + 1)
    else if (first === '"') value = this.#string()
    else if (first === '-' || (first !== undefined && first >= '0' && first <= '9')) value = this.#number()
    else value = this.#word()
    this.positions[at] = [start, this.#at]
    return value
  }

  #object(at: string, depth: number): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    this.#enter(depth)
    if (this.#closes('}')) return record
    do {
      this.#match(space)
      const start = this.#at
      if (this.#text[start] !== '"')
        this.#fail('a key in double quotes is expected here', 'remove a trailing comma, and write keys in double quotes')
      const key = this.#string()
      const child = pointer(at, key)
      const first = this.keys[child]
      if (key === forbiddenKey) this.#report('json/syntax', start, this.#at, `the key "${key}" is not allowed`, 'remove it')
      else if (first) this.#report('json/duplicate-key', start, this.#at, `the key "${key}" occurs twice`, 'remove one of them', first)
      else this.keys[child] = [start, this.#at]
      this.#match(space)
      this.#expect(':', 'a colon')
      this.#match(space)
      if (first || key === forbiddenKey) this.#skip(child, depth)
      else record[key] = this.#value(child, depth)
      this.#match(space)
    } while (this.#next('}', 'a comma or a closing brace'))
    return record
  }

  /** Reads a value that is not kept: the first one of a key is. */
  #skip(at: string, depth: number): void {
    const { positions, keys } = this
    this.positions = {}
    this.keys = {}
    this.#value(at, depth)
    this.positions = positions
    this.keys = keys
  }

  #array(at: string, depth: number): unknown[] {
    const list: unknown[] = []
    this.#enter(depth)
    if (this.#closes(']')) return list
    do {
      this.#match(space)
      list.push(this.#value(pointer(at, list.length), depth))
      this.#match(space)
    } while (this.#next(']', 'a comma or a closing bracket'))
    return list
  }

  #string(): string {
    const start = this.#at
    for (let i = start + 1; i < this.#text.length; i++) {
      const unit = this.#text.charCodeAt(i)
      if (unit === 34) {
        this.#at = i + 1
        const raw = this.#text.slice(start, this.#at)
        return raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1)
      }
      if (unit === 92) {
        escaped.lastIndex = i
        const found = escaped.exec(this.#text)?.[0]
        this.#at = i
        if (found === undefined) return this.#fail('an escape is not known', 'write a backslash as \\\\')
        i += found.length - 1
      } else if (unit < 32) {
        this.#at = i
        return this.#fail('a text holds a line break or another control character', 'close the quote, or write a line break as \\n', [
          start,
          start + 1,
        ])
      }
    }
    this.#at = this.#text.length
    return this.#fail('a text is not closed', 'close the quote', [start, start + 1])
  }

  #number(): number {
    const start = this.#at
    const raw = this.#match(number)
    if (raw === '') return this.#fail('a number is expected after the minus sign')
    if (/[\w.]/.test(this.#text[this.#at] ?? ''))
      return this.#fail(
        'the number is not written as JSON demands',
        'write it in decimal, without leading zeros, or put it in double quotes',
      )
    const value = Number(raw)
    if (Number.isFinite(value)) return value
    this.#at = start
    return this.#fail(`the number ${raw.slice(0, 40)} is too large`)
  }

  #word(): unknown {
    const start = this.#at
    const raw = this.#match(word)
    if (words.has(raw)) return words.get(raw)
    this.#at = start
    if (start >= this.#text.length) return this.#fail('the text ends where a value is expected')
    return this.#fail('a value is expected here', 'write a text in double quotes, a number, true, false, null, a list or an object')
  }

  #enter(depth: number): void {
    if (depth > maxDepth) this.#fail(`nested deeper than ${maxDepth} levels`, 'flatten the structure')
    this.#at++
    this.#match(space)
  }

  #closes(bracket: string): boolean {
    if (this.#text[this.#at] !== bracket) return false
    this.#at++
    return true
  }

  /** Steps over a comma (true: another member follows) or the closing bracket (false). */
  #next(bracket: string, wanted: string): boolean {
    if (this.#closes(bracket)) return false
    this.#expect(',', wanted)
    return true
  }

  #expect(character: string, wanted: string): void {
    if (!this.#closes(character)) this.#fail(`${wanted} is expected here`)
  }

  /** What the pattern matches here, and steps over it. */
  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #fail(message: string, help?: string, opened?: Span): never {
    this.#report('json/syntax', this.#at, this.#at + 1, message, help, opened)
    throw new NotJson()
  }

  #report(code: DiagnosticCode, start: number, end: number, message: string, help?: string, first?: Span): void {
    const related = first && [
      { message: code === 'json/syntax' ? 'opened here' : 'first here', location: spanOf(this.#source, first[0], first[1]) },
    ]
    this.diagnostics.push(diagnostic(code, message, { location: spanOf(this.#source, start, end), help, related }))
    if (this.diagnostics.length >= maxProblems) throw new NotJson()
  }
}
