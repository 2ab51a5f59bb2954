import type { RecordFile } from '../../src/gates/case.ts'
import { sha256Hex } from '../../src/load/digest.ts'

/** A record file with this content. */
export function recordFile<T>(path: string, record: unknown): RecordFile<T> {
  const text = JSON.stringify(record)
  return { source: { path, text }, record: record as T, positions: {}, diagnostics: [], sha256: sha256Hex(text) }
}
