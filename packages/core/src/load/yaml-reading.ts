import { Composer, type Document, type ErrorCode, isAlias, isMap, isScalar, isSeq, Lexer, type ParsedNode, Parser } from 'yaml'
import { type DiagnosticCode, diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { pointer } from './loaded.ts'
import { forbiddenKey, maxDepth, maxProblems, spanOf } from './parsed.ts'
import { pointAt, type SourceFile } from './source.ts'
import { wordingOf } from './yaml-messages.ts'

type Span = readonly [number, number]

interface SourceToken {
  readonly offset: number
  readonly source?: string
}

interface Fault {
  readonly start: number
  readonly end: number
  readonly code: ErrorCode
  readonly message: string
}

/** Thrown through the parser to stop it once there are more problems than anybody reads. */
class EnoughProblems extends Error {}

/** The reading of one YAML text: the parser's steps one by one, so that depth and number of errors stay bounded. */
export class YamlReading {
  readonly positions: Record<string, Span> = {}
  readonly keys: Record<string, Span> = {}
  readonly diagnostics: Diagnostic[] = []
  value: unknown
  readonly #source: SourceFile
  readonly #faults: Fault[] = []
  /** Where quoted texts that are never closed start, by where they end. */
  readonly #openQuotes = new Map<number, number>()
  #tooDeep = false
  #stopped = false

  constructor(source: SourceFile) {
    this.#source = source
  }

  /** True when there were too many problems to go on. */
  get stopped(): boolean {
    return this.#stopped
  }

  /** Parses the text; afterwards `value`, `positions`, `keys` and `diagnostics` hold the result. Throws what the library throws. */
  run(): void {
    try {
      this.#compose()
    } catch (error) {
      if (!(error instanceof EnoughProblems)) throw error
      this.#stopped = true
    }
    // What follows the place where the reading stopped is missing, so every other finding would be an echo.
    if (this.#tooDeep) this.diagnostics.splice(0, this.diagnostics.length - 1)
    else this.#reportFaults()
  }

  report(code: DiagnosticCode, start: number, end: number, message: string, help?: string, first?: { span: Span; message: string }): void {
    if (this.diagnostics.length + this.#faults.length >= maxProblems && !this.#stopped) throw new EnoughProblems()
    const related = first && [{ message: first.message, location: spanOf(this.#source, first.span[0], first.span[1]) }]
    this.diagnostics.push(diagnostic(code, message, { location: spanOf(this.#source, start, end), help, related }))
  }

  #compose(): void {
    const composer = new Composer({
      version: '1.2',
      schema: 'core',
      merge: false,
      resolveKnownTags: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
    // In place of the library's own collector, which makes an Error with a stack for each of a million faults.
    composer['onError'] = (source: number | Span | SourceToken, code: ErrorCode, message: string) => {
      const [start, end] = typeof source === 'number' ? [source, source + 1] : 'offset' in source ? spanOfToken(source) : source
      this.#fault(start, end, code, message)
    }
    const documents = composer.compose(this.#tokens(), true, this.#source.text.length)
    const document = documents.next().value as Document.Parsed | undefined
    for (const error of document?.errors ?? []) this.#fault(error.pos[0], error.pos[1], error.code, error.message)
    this.value = this.#read(document?.contents, '', 0)
    const second = documents.next().value as Document.Parsed | undefined
    if (second)
      this.report(
        'yaml/several-documents',
        second.range[0],
        second.range[0] + 3,
        'a second document starts here',
        'keep one document per file',
      )
  }

  #fault(start: number, end: number, code: ErrorCode, message: string): void {
    if (this.diagnostics.length + this.#faults.length >= maxProblems) throw new EnoughProblems()
    this.#faults.push({ start, end, code, message })
  }

  /** Tokens of the text; ends early, with a finding, where it is nested too deep. Anchors and aliases are found on the way. */
  *#tokens(): ReturnType<Parser['parse']> {
    const parser = new Parser()
    let before = ''
    for (const lexeme of new Lexer().lex(this.#source.text)) {
      const start = parser.offset
      // After a unit separator the lexeme is a text; elsewhere a leading & or * is an indicator.
      if (before !== '\u001f' && (lexeme.startsWith('&') || lexeme.startsWith('*'))) {
        const word = lexeme.startsWith('&') ? 'anchor' : 'alias'
        this.report(
          'yaml/alias',
          start,
          start + lexeme.length,
          `the ${word} ${lexeme} is not read`,
          'write the value out, or put a text that starts with & or * in quotes',
        )
      }
      before = lexeme
      for (const token of parser.next(lexeme)) {
        if (token.type === 'error') this.#fault(...spanOfToken(token), 'UNEXPECTED_TOKEN', token.message)
        else yield token
      }
      if (parser.stack.length > maxDepth && depthOf(parser) > maxDepth) {
        this.report('yaml/too-deep', start, start + lexeme.length, `nested deeper than ${maxDepth} levels`, 'flatten the structure')
        this.#tooDeep = true
        return
      }
    }
    yield* parser.end()
  }

  #reportFaults(): void {
    // A misread alias upsets the rest of its line; the alias is what has to be mended.
    const aliasLines = new Set(this.diagnostics.filter((one) => one.code === 'yaml/alias').map((one) => one.location?.line))
    for (const { start, end, code, message } of this.#faults.splice(0)) {
      if (aliasLines.has(pointAt(this.#source, start).line)) continue
      const wording = wordingOf(code, message)
      const open = this.#openQuotes.get(start)
      this.report(
        'yaml/syntax',
        start,
        end,
        wording.message,
        wording.help,
        open === undefined ? undefined : { span: [open, open + 1], message: 'opened here' },
      )
    }
  }

  /** The plain value of a node. The depth is bounded by `#tokens`. */
  #read(node: ParsedNode | null | undefined, at: string, empty: number): unknown {
    const [start, end] = node?.range ?? [empty, empty]
    this.positions[at] = [start, end]
    if (isScalar(node)) {
      if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') this.#openQuotes.set(end, start)
      return node.value
    }
    if (isSeq(node)) return node.items.map((one, index) => this.#read(one as ParsedNode, pointer(at, index), start))
    if (isMap(node)) return this.#mapping(node.items as readonly { key: ParsedNode; value: ParsedNode | null }[], at)
    return null
  }

  #mapping(pairs: readonly { key: ParsedNode; value: ParsedNode | null }[], at: string): Record<string, unknown> {
    const record: Record<string, unknown> = {}
    for (const { key, value } of pairs) {
      const [start, end] = key.range
      const name = this.#keyOf(key)
      if (name === undefined) continue
      const child = pointer(at, name)
      const first = this.keys[child]
      if (first) {
        this.report('yaml/duplicate-key', start, end, `the key "${name}" occurs twice`, 'remove one of them', {
          span: first,
          message: 'first here',
        })
        continue
      }
      this.keys[child] = [start, end]
      record[name] = this.#read(value, child, end)
    }
    return record
  }

  #keyOf(key: ParsedNode): string | undefined {
    const [start, end] = key.range
    if (isScalar(key) && typeof key.value === 'string' && key.value !== forbiddenKey) return key.value
    const text = this.#source.text.slice(start, end)
    if (isAlias(key)) return undefined
    if (!isScalar(key)) this.report('yaml/syntax', start, end, 'a key is a list or a mapping', 'use a text as the key')
    else if (key.value === forbiddenKey) this.report('yaml/syntax', start, end, `the key "${forbiddenKey}" is not allowed`, 'remove it')
    else if (text === '') this.report('yaml/syntax', start, end, 'a key is missing', 'write the key before the colon')
    else this.report('yaml/syntax', start, end, `the key ${text} is not a text`, `quote it: "${text}"`)
    return undefined
  }
}

function spanOfToken(token: SourceToken): Span {
  return [token.offset, token.offset + (token.source?.length ?? 1)]
}

function depthOf(parser: Parser): number {
  return parser.stack.filter((token) => token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection').length
}
