import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandTable } from '../packages/cli/src/command-table/index.ts'
// @ts-expect-error a script without types
import { writeProgram } from '../scripts/generate-program.mjs'

// What a run loads is steadier than the time it takes, and says which import was the one too many.

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'packages/cli/dist')
/** Text that only the library itself holds, so that the chunks which contain it can be told. */
const marks = {
  zod: '$ZodType',
  yaml: 'YAMLParseError',
  'fast-xml-parser': 'XMLParser',
  commander: 'CommanderError',
  secretlint: '@secretlint/secretlint-rule-aws',
  'simple-git': 'simple-git on a directory that does not exist',
} as const
type Library = keyof typeof marks

let scratch: string
beforeAll(() => {
  // The first run of all builds the bundle, and that is not what is looked at here.
  spawnSync(process.execPath, [join(root, 'refractor'), '--version'], { stdio: 'ignore' })
  scratch = mkdtempSync(join(tmpdir(), 'refractor-startup-'))
  writeProgram(scratch, { tasks: 60, phases: 4 })
  writeFileSync(
    join(scratch, '../refractor-startup-hook.cjs'),
    `process.on("exit", () => require("fs").writeSync(3, [...process.moduleLoadList, ...Object.keys(require.cache)].join("\\n")))\n`,
  )
}, 120_000)
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true })
  rmSync(join(scratch, '../refractor-startup-hook.cjs'), { force: true })
})

interface Ran {
  readonly files: readonly string[]
  /** What was read of the bundle. */
  readonly texts: readonly string[]
  readonly code: number | null
  readonly stdout: string
  readonly libraries: readonly Library[]
  /** Parts of Node that cost milliseconds. */
  readonly parts: readonly string[]
}

function refractor(...args: string[]): Ran {
  const hook = join(scratch, '../refractor-startup-hook.cjs')
  const result = spawnSync(process.execPath, ['--require', hook, join(root, 'refractor'), ...args], {
    cwd: scratch,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const all = String(result.output[3]).split('\n')
  const files = all.filter((file) => file.startsWith(dist))
  if (files.length === 0) throw new Error(`no bundle was loaded: ${result.stderr}`)
  const loaded = files.map((file) => readFileSync(file, 'utf8'))
  const libraries = (Object.keys(marks) as Library[]).filter((name) => loaded.some((text) => text.includes(marks[name])))
  const parts = ['child_process', 'crypto', 'net', 'tty'].filter((name) => all.includes(`NativeModule ${name}`))
  return { code: result.status, stdout: result.stdout, libraries, parts, files, texts: loaded }
}

describe('the bundle', () => {
  test('prints its version, and loads no library for it', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8')) as { version: string }
    const { code, stdout, libraries, parts } = refractor('--version')
    expect([code, stdout.trim(), parts]).toEqual([0, version, []])
    expect(libraries.filter((name) => name !== 'commander')).toEqual([])
  })

  test('loads no parser, no validation and no git for a help screen', () => {
    const { code, libraries, parts } = refractor('--help')
    expect([code, parts]).toEqual([0, []])
    expect(libraries.filter((name) => name !== 'commander')).toEqual([])
  })

  test('loads the parsers for a cold gate check, and none of them for a warm one', () => {
    const cold = refractor('gate', 'check', 'P2')
    expect([0, 1]).toContain(cold.code)
    expect(cold.libraries).toEqual(expect.arrayContaining(['zod', 'yaml']))
    const warm = refractor('gate', 'check', 'P2')
    expect([warm.code, warm.stdout]).toEqual([cold.code, cold.stdout])
    expect(warm.libraries.filter((name) => name !== 'commander')).toEqual([])
    expect(warm.parts).toEqual([])
  })

  test.each([
    [['gate', 'check', 'P2', '--format', 'sarif']],
    [['gate', 'check', '--changed', 'HEAD..HEAD']],
    [['status']],
    [['validate']],
    [['show', 'P2']],
    [['next', '--help']],
    [[]],
  ])('%j loads nothing that is not looked at for changes before it', (words) => {
    rmSync(join(scratch, '.refractor/cache'), { recursive: true, force: true })
    const made = JSON.parse(readFileSync(join(dist, '.chunks.json'), 'utf8')) as Record<string, string[]>
    const sources = refractor(...words)
      .files.flatMap((file) => made[basename(file)] ?? [])
      .filter((path) => path.startsWith('packages/'))
    expect(sources.length).toBeGreaterThan(10)
    const seen = readFileSync(join(dist, '.built-from-everyday'), 'utf8')
    expect(seen).not.toContain('packages/core/src/import/import.ts')
    expect(sources.filter((path) => !seen.includes(`\n${path} `))).toEqual([])
  })

  test('looks at all sources before every other command', () => {
    const [first = ''] = readFileSync(join(dist, '.built-from-everyday'), 'utf8').split('\n')
    const isOther = (words: readonly string[]) => first.split(' ').some((one) => one.split('/').every((word) => words.includes(word)))
    const quick = commandTable.map(({ words }) => words).filter((words) => !isOther(words))
    // `gate explain` is none of them: its second word is a command of its own.
    const everyday = ['gate check', 'gate list', 'next', 'show', 'status', 'validate']
    expect(quick.map((words) => words.join(' ')).sort()).toEqual(everyday)
  })

  test('is ASCII where a gate check reads it, for V8 keeps every other text in twice the space', () => {
    for (const text of refractor('gate', 'check', 'P2').texts) expect(/[^\0-\x7f]/.exec(text)?.index).toBe(undefined)
  })

  test('leaves out of a gate check what reads and writes plans', () => {
    const texts = refractor('gate', 'check', 'P2').texts.join('\n')
    expect(texts).not.toMatch(/recogniseGenre|exportMarkdown|contradictingThresholds/)
  })

  test('holds each of these libraries somewhere, or the tests above would say nothing', () => {
    const texts = readdirSync(dist)
      .filter((name) => name.endsWith('.cjs'))
      .map((name) => readFileSync(join(dist, name), 'utf8'))
    expect((Object.keys(marks) as Library[]).filter((name) => !texts.some((text) => text.includes(marks[name])))).toEqual([])
  })
})
