import { catalog, type Diagnostic, type DiagnosticCode, type ExitClass, exitCodeFor } from '@refractor/core'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { CodeCase } from './codes/case.ts'
import { table } from './codes/table.ts'
import { type Ended, WorkspaceCopies } from './codes/workspace-copy.ts'

const copies = new WorkspaceCopies()
afterAll(() => copies.remove())
afterEach(() => vi.restoreAllMocks())

const exitCodes: Readonly<Record<ExitClass, number>> = { none: 0, 'answer-no': 1, invalid: 2, integrity: 3, 'no-answer': 4 }
const demanded = (code: DiagnosticCode): number => (code === 'cli/internal' ? 70 : exitCodes[catalog[code].exit])

const placeOf = ({ location }: Diagnostic): string | undefined => location && `${location.file}:${location.line}:${location.column}`

async function raise(one: CodeCase): Promise<Ended> {
  if ('raise' in one) {
    const diagnostics = one.raise()
    return { exitCode: exitCodeFor({ command: 'library', diagnostics, data: {} }), diagnostics }
  }
  const copy = copies.copy()
  copy.write(one.files ?? {})
  for (const line of one.before ?? []) expect(await copy.refractor(line)).toMatchObject({ exitCode: 0 })
  copy.write(one.after ?? {})
  return copy.refractor(one.argv, one.io?.(copy))
}

describe('every code', () => {
  it.each(Object.entries(table) as [DiagnosticCode, CodeCase][])('%s is raised, at its place, with its exit code', async (code, one) => {
    const { exitCode, diagnostics } = await raise(one)
    const found = diagnostics.filter((finding) => finding.code === code)
    const seen = diagnostics.slice(0, 5).map((finding) => `${finding.code} ${placeOf(finding) ?? ''} ${finding.message}`)
    expect(found.map(placeOf), seen.join('\n')).toContain(one.place)
    expect(found.map((finding) => finding.severity)).toContain(catalog[code].severity)
    // Nothing else decides the exit code.
    const others = diagnostics.filter((finding) => finding.severity === 'error' && finding.code !== code)
    expect(others.map((finding) => finding.code)).toEqual([])
    expect([exitCode, demanded(code)]).toEqual([one.exitCode, one.exitCode])
  })

  it('is in the table, and nothing else', () => expect(Object.keys(table).sort()).toEqual(Object.keys(catalog).sort()))
})
