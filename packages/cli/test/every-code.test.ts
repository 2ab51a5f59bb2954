import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { catalog, type Diagnostic, type DiagnosticCode, type ExitClass, exitCodeFor } from '@refractor/core'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { parseCommandLine } from '../src/command-line.ts'
import { commandTable } from '../src/command-table/index.ts'
import { helpFor } from '../src/help.ts'
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

/** The command lines that a page shows, in code spans and blocks. */
function commandLinesIn(page: string): string[][] {
  const blocks = [...page.matchAll(/^(`{3,})text\n([\s\S]*?)\n\1$/gm)].flatMap((block) => (block[2] as string).split('\n'))
  const spans = [...page.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '').matchAll(/`([^`\n]+)`/g)].map((span) => span[1] as string)
  return [...blocks, ...spans].flatMap((code) => {
    const line = /(?:^|&& )refractor (.+)$/.exec(code.replace(/\s+#.*$/, ''))?.[1]
    return line === undefined ? [] : [line.match(/"[^"]*"|\S+/g) ?? []]
  })
}

const names = new Set(commandTable.flatMap(({ words }) => [words.join(' '), ...(words[1] === 'run' ? [words[0]] : [])]))

/** Commands that a finding advises and that there are not. */
const unknownCommandsIn = (help: string): string[] =>
  [...help.matchAll(/(?<![.\w])refractor ([a-z]+)(?: ([a-z-]+))?/g)]
    .filter(([, noun, verb]) => !names.has(`${noun} ${verb}`) && !names.has(noun as string))
    .map(([all]) => all)

const pages = fileURLToPath(new URL('../../../docs/diagnostics/', import.meta.url))
/** Pages whose example is a command line that is refused. */
const refusedOn: Readonly<Record<string, string>> = { 'cli/usage': 'usage' }

describe('every code', () => {
  it.each(Object.entries(table) as [DiagnosticCode, CodeCase][])('%s is raised, at its place, with its exit code', async (code, one) => {
    const { exitCode, diagnostics } = await raise(one)
    const found = diagnostics.filter((finding) => finding.code === code)
    const seen = diagnostics.slice(0, 5).map((finding) => `${finding.code} ${placeOf(finding) ?? ''} ${finding.message}`)
    expect(found.map(placeOf), seen.join('\n')).toContain(one.place)
    expect(found.map((finding) => finding.severity)).toContain(catalog[code].severity)
    expect(found.flatMap(({ help = '' }) => unknownCommandsIn(help))).toEqual([])
    // Nothing else decides the exit code.
    const others = diagnostics.filter((finding) => finding.severity === 'error' && finding.code !== code)
    expect(others.map((finding) => finding.code)).toEqual([])
    expect([exitCode, demanded(code)]).toEqual([one.exitCode, one.exitCode])
  })

  it.each(Object.keys(catalog))('%s has a page whose commands exist', (code) => {
    const kinds = commandLinesIn(readFileSync(`${pages}${code}.md`, 'utf8'))
      .filter((argv) => helpFor(argv) === undefined)
      .map((argv) => `${parseCommandLine(argv).kind}: ${argv.join(' ')}`)
    expect(kinds.filter((kind) => !kind.startsWith('command: ') && !kind.startsWith(`${refusedOn[code]}: `))).toEqual([])
  })

  it('is in the table, and nothing else', () => expect(Object.keys(table).sort()).toEqual(Object.keys(catalog).sort()))
})
