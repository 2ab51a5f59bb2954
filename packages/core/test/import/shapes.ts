import { expect } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import type { ImportedProgram } from '../../src/import/imported.ts'

/** Reads one document; no line of it may be lost. */
export function read(text: string, path = 'plans/plan.md'): ImportedProgram {
  const imported = importDocuments([{ path, text }])
  expect(imported.accounting.unmapped).toBe(0)
  return imported
}

/** Where records stand: id and lines. */
export function linesOf(records: readonly { id: string; source?: { lines?: string | undefined } | undefined }[]): string[] {
  return records.map(({ id, source }) => `${id}: ${source?.lines ?? '-'}`)
}
