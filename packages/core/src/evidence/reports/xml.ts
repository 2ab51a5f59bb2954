import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { lineStarts, type SourceFile } from '../../load/source.ts'
import { contentStart, reportError } from './reading.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
}

export type XmlReading = { readonly root: XmlElement } | { readonly root: undefined; readonly diagnostics: readonly Diagnostic[] }

type Node = Record<string, unknown>

/** Where something stands that is refused: a DOCTYPE or entity, or a comment or CDATA section that never ends. */
function refused(text: string): { offset: number; what: string } | undefined {
  for (let at = text.indexOf('<!'); at !== -1; at = text.indexOf('<!', at)) {
    const [open, close] = text.startsWith('<!--', at) ? ['<!--', '-->'] : text.startsWith('<![CDATA[', at) ? ['<![CDATA[', ']]>'] : ['', '']
    if (close === '') return { offset: at, what: 'the report declares a document type, which is not read' }
    const end = text.indexOf(close, at + open.length)
    if (end === -1) return { offset: at, what: `the report is cut off: ${close} is missing` }
    at = end + close.length
  }
  return undefined
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Decodes the five entities that XML itself has, and character references; nothing is ever expanded further. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (name) return named[String(name).toLowerCase()] ?? whole
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Elements of the parser's ordered output; a loop, because depth is up to the writer of the file. */
function elements(nodes: readonly Node[]): XmlElement[] {
  const top: XmlElement[] = []
  const todo: { nodes: readonly Node[]; into: XmlElement[] }[] = [{ nodes, into: top }]
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    for (const node of next.nodes) {
      const name = Object.keys(node).find((key) => key !== ':@')
      const content = name === undefined ? undefined : node[name]
      if (name === undefined || name === '#text' || name.startsWith('?') || !Array.isArray(content)) continue
      const children: XmlElement[] = []
      next.into.push({ name, attributes: (node[':@'] ?? {}) as Record<string, string>, children })
      todo.push({ nodes: content, into: children })
    }
  }
  return top
}

/** Parses XML that is complete and declares nothing; the parser is loaded only now. */
export async function readXml(source: SourceFile): Promise<XmlReading> {
  const bad = refused(source.text)
  if (bad) return { root: undefined, diagnostics: [reportError(source, bad.what, bad.offset)] }
  const { XMLParser, XMLValidator } = await import('fast-xml-parser')
  const text = source.text.slice(contentStart(source.text))
  try {
    const valid = XMLValidator.validate(text, { allowBooleanAttributes: false })
    if (valid !== true) {
      const { msg, line, col } = valid.err
      const offset = (lineStarts(source)[Math.max(0, line - 1)] ?? source.text.length) + Math.max(0, (col ?? 1) - 1)
      return { root: undefined, diagnostics: [reportError(source, `the report is not well-formed XML: ${firstWords(msg)}`, offset)] }
    }
    const parser = new XMLParser({
      preserveOrder: true,
      ignoreAttributes: false,
      attributeNamePrefix: '',
      processEntities: false,
      removeNSPrefix: true,
      parseTagValue: false,
      parseAttributeValue: false,
    })
    const [root, ...others] = elements(parser.parse(text) as Node[])
    // The validator lets pass what follows an empty root.
    if (root && others.length === 0 && text.trimEnd().endsWith('>')) return { root }
    return { root: undefined, diagnostics: [reportError(source, 'the report is not one XML element')] }
  } catch (error) {
    return {
      root: undefined,
      diagnostics: [reportError(source, `the report is not readable XML: ${firstWords((error as Error).message)}`)],
    }
  }
}

/** Parser messages may quote the file; a short first line is enough. */
function firstWords(message: string): string {
  const line = message.split('\n', 1)[0] ?? ''
  const text = line.replace(/\.$/, '')
  return text.length > 100 ? `${text.slice(0, 99)}…` : text.charAt(0).toLowerCase() + text.slice(1)
}
