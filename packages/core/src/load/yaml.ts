import { sortDiagnostics } from '../diagnostics/order.ts'
import { type Parsed, unreadable } from './parsed.ts'
import type { SourceFile } from './source.ts'
import { YamlReading } from './yaml-reading.ts'

/** Bytes of UTF-8 that are read of one YAML file unless the caller says otherwise: the parser needs about a second for them. */
export const maxYamlBytes = 1024 * 1024

/** UTF-8 bytes of a text, counted without making a copy. */
function bytesOf(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1
  }
  return bytes
}

/**
 * Reads one YAML 1.2 document into plain values: mappings with text keys, lists, texts, numbers, booleans, null; dates
 * stay text. Anchors, aliases, merge keys and unknown tags are refused, as are duplicate keys (the first one wins) and
 * several documents. Never throws; the time grows with the length of the text and no faster.
 */
export function parseYaml(source: SourceFile, limits: { readonly maxBytes?: number } = {}): Parsed {
  const reading = new YamlReading(source)
  const maxBytes = limits.maxBytes ?? maxYamlBytes
  const bytes = bytesOf(source.text)
  const nul = source.text.indexOf('\0')
  if (bytes > maxBytes) {
    reading.report(
      'yaml/too-large',
      0,
      0,
      `the file has ${bytes} bytes; at most ${maxBytes} are read`,
      'split the file: tasks, risks, requirements and components may have a folder of their name, with several files',
    )
  } else if (nul >= 0) {
    reading.report('yaml/not-text', nul, nul + 1, 'the file holds a NUL character, so it is not text', 'save the file as UTF-8 text')
  } else {
    try {
      reading.run()
    } catch (error) {
      // The parser reports the faults that it expects; what it throws is its own trouble, and for us still only bad input.
      reading.report('yaml/syntax', 0, 0, `the file cannot be parsed (${error instanceof Error ? error.message : String(error)})`)
    }
  }
  const diagnostics = sortDiagnostics(reading.diagnostics)
  if (reading.stopped || diagnostics.some((one) => one.code !== 'yaml/duplicate-key')) return unreadable(diagnostics)
  return { value: reading.value, positions: reading.positions, keys: reading.keys, diagnostics }
}
