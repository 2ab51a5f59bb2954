import { diagnostic } from '../diagnostics/catalog.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import { JsonReading, NotJson } from './json-reading.ts'
import { type Parsed, spanOf, unreadable } from './parsed.ts'
import type { SourceFile } from './source.ts'

/** UTF-16 units that are read of one JSON file: a record may list very many artifacts, and reading is fast. */
export const maxJsonLength = 16 * 1024 * 1024

/**
 * Reads a JSON text (RFC 8259; a byte order mark is let pass) into plain values. Unlike JSON.parse it refuses duplicate
 * keys, where the last one would win in silence, and says where the text stops being JSON. Never throws; linear.
 */
export function parseJson(source: SourceFile): Parsed {
  if (source.text.length > maxJsonLength) {
    const message = `the file is longer than ${maxJsonLength} characters`
    return unreadable([diagnostic('json/syntax', message, { location: spanOf(source, 0, 0), help: 'split the record' })])
  }
  const reading = new JsonReading(source)
  try {
    const value = reading.run()
    const diagnostics = sortDiagnostics(reading.diagnostics)
    if (diagnostics.some((one) => one.code === 'json/syntax')) return unreadable(diagnostics)
    return { value, positions: reading.positions, keys: reading.keys, diagnostics }
  } catch (error) {
    if (!(error instanceof NotJson)) throw error
    return unreadable(sortDiagnostics(reading.diagnostics))
  }
}
