import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { describe, expect, test, vi } from 'vitest'
import { readCase } from '../src/read-case.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import { openRecordCache } from '../src/record-cache.ts'
import type { ReadOptions } from '../src/types.ts'
import { demo, phaseYaml } from './support/program.ts'
import { readText, tempFolder, writeFiles } from './support/temp.ts'

const parsed = vi.hoisted(() => ({ paths: [] as string[] }))
vi.mock('@refractor/core/load', async (original) => {
  const real = await original<typeof import('@refractor/core/load')>()
  return {
    ...real,
    loadRecord: (...args: Parameters<typeof real.loadRecord>) => {
      parsed.paths.push(args[1].path)
      return real.loadRecord(...args)
    },
    parseChecklist: (...args: Parameters<typeof real.parseChecklist>) => {
      parsed.paths.push(args[0].path)
      return real.parseChecklist(...args)
    },
  }
})

const files = {
  ...demo,
  'specification/phases/P1.yaml': phaseYaml('P1', 'tasks:\n  - { id: T-1, title: "Ü", prerequisites: [T-9], nonsense: 1 }\n'),
  'docs/evidence/P0/metadata.json': '{ "format": 1, "author": "Ana", "date": "2026-11-20", "extra": { "__proto__": 1, "n": 1.5 } }\n',
  'docs/evidence/P1/metadata.json': '{ "format": 1, "date": "tomorrow" }\n',
  'inbox/P0/a.md': '---\nphase: P0\n---\n# A\n\n- [x] **T-1** a\n- [ ] b\n',
}

/** Everything that is read, as one value; and which files were parsed for it. */
async function read(root: string, options: ReadOptions): Promise<{ value: unknown; parsed: string[] }> {
  parsed.paths.length = 0
  const snapshot = await readSnapshot(root, options)
  const program = snapshot.programs[0]?.program
  const found = program && (await readCase(snapshot, program, options))
  return {
    value: JSON.parse(JSON.stringify([snapshot.workspace, snapshot.programs.map((one) => one.files), snapshot.diagnostics, found])),
    parsed: [...parsed.paths].sort(),
  }
}

const shards = (root: string): string[] =>
  readdirSync(join(root, '.refractor/cache'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name))
const everything = Object.keys(files).sort()
const build = { build: 'one' }

describe('the cache', () => {
  test('changes nothing but the work that is done', async () => {
    const root = tempFolder(files)
    const without = await read(root, { cache: false })
    expect(existsSync(join(root, '.refractor'))).toBe(false)
    expect(without.parsed).toEqual(everything)
    const cold = await read(root, build)
    expect(cold).toEqual(without)
    // One for each file, and one for the findings of linking them.
    expect(shards(root)).toHaveLength(everything.length + 1)
    const warm = await read(root, build)
    expect(warm).toEqual({ value: without.value, parsed: [] })
  })

  test('keeps the findings of linking for exactly these files', async () => {
    const lost = { ...demo, 'specification/risks.yaml': 'format: 1\nrisks:\n  - { id: R-1, title: Lost, tasks: [T-99] }\n' }
    const root = tempFolder(lost)
    const codes = async (): Promise<string[]> => (await readSnapshot(root, build)).diagnostics.map((one) => one.code)
    expect(await codes()).toContain('link/unknown-id')
    expect(await codes()).toContain('link/unknown-id')
    writeFiles(root, { 'specification/risks.yaml': lost['specification/risks.yaml'].replace('tasks: [T-99]', 'owner: somebody') })
    expect(await codes()).not.toContain('link/unknown-id')
  })

  test('is not used by code without a build id', async () => {
    const root = tempFolder(files)
    expect((await read(root, {})).parsed).toEqual(everything)
    expect(existsSync(join(root, '.refractor'))).toBe(false)
  })

  test('belongs to one build and to one content at one path', async () => {
    const root = tempFolder(files)
    await read(root, build)
    expect((await read(root, { build: 'two' })).parsed).toEqual(everything)
    expect((await read(root, build)).parsed).toEqual(everything)
    writeFiles(root, { 'specification/phases/P0.yaml': phaseYaml('P0', '# changed\n'), 'inbox/P0/b.md': files['inbox/P0/a.md'] })
    expect((await read(root, build)).parsed).toEqual(['inbox/P0/b.md', 'specification/phases/P0.yaml'])
  })

  test.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, -5)],
    ['empty', () => ''],
    ['garbage', () => 'garbage'],
    ['another value', () => 'null\n'],
    ['without its second line', (text) => text.slice(0, text.indexOf('\n'))],
    ['another shape', () => '{"record":{},"bytes":0,"second":0}\n\n'],
    ['about other bytes', (text) => text.replace(/(?<=\n)[\s\S]/, '~')],
    ['about another path', (text) => text.replace('"path":"', '"path":"x')],
    ['of lengths that are no numbers', (text) => text.replace(/"bytes":\d+/, '"bytes":"9"')],
  ])('that holds a shard that is %s is rebuilt', async (_how, damage) => {
    const root = tempFolder(files)
    const cold = await read(root, build)
    for (const shard of shards(root)) writeFileSync(shard, damage(readFileSync(shard, 'utf8')))
    const again = await read(root, build)
    expect(again).toEqual(cold)
    expect((await read(root, build)).parsed).toEqual([])
  })

  test('with damaged positions still gives the record', async () => {
    const root = tempFolder(files)
    await read(root, build)
    for (const shard of shards(root)) {
      const text = readFileSync(shard, 'utf8')
      const { second } = JSON.parse(text.slice(0, text.indexOf('\n'))) as { second: number }
      writeFileSync(shard, text.slice(0, -1 - second) + text.slice(-1 - second).replaceAll('"', '!'))
    }
    const snapshot = await readSnapshot(root, build)
    expect(snapshot.programs[0]?.files.phases[0]).toMatchObject({ record: { id: 'P0' }, positions: {} })
  })

  test('does not keep what JSON would change', async () => {
    const root = tempFolder()
    const cache = openRecordCache(root, build)
    const text = '{ "format": 1, "author": "Ana", "date": "2026-11-20", "zero": -0 }'
    const bytes = Buffer.from(text)
    const load = () => cache.record('evidence', { ok: true, source: { path: 'metadata.json', text }, bytes, sha256: '' })
    expect((await load()).record).toMatchObject({ zero: -0 })
    expect((await load()).record).toMatchObject({ zero: -0 })
    expect(existsSync(join(root, '.refractor'))).toBe(false)
  })

  test('keeps git from seeing it, and drops what was not written for a month', async () => {
    const root = tempFolder(files)
    await read(root, build)
    expect(readText(root, '.refractor/cache/.gitignore')).toBe('*\n')
    const [first = ''] = shards(root)
    const old = join(first, '../old.json')
    writeFileSync(old, 'x')
    utimesSync(old, 1, 1)
    mkdirSync(join(first, '../ab'))
    utimesSync(join(first, '../ab'), 1, 1)
    writeFileSync(first, 'broken')
    await read(root, build)
    expect(existsSync(old)).toBe(false)
    expect(existsSync(join(first, '../ab'))).toBe(false)
    expect(existsSync(first)).toBe(true)
  })
})

describe('a cache that cannot be written', () => {
  const link = (target: string, root: string, path: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    symlinkSync(target, join(root, path))
  }

  test.each<[string, (root: string, outside: string) => void]>([
    ['because a file is in the way', (root) => writeFileSync(join(root, '.refractor'), '')],
    ['because the folder is a link', (root, outside) => link(outside, root, '.refractor')],
    ['because a folder below is a link', (root, outside) => link(outside, root, '.refractor/cache')],
    ['because a file is in the way below', (root) => writeFiles(root, { '.refractor/cache': '' })],
  ])('%s costs only time', async (_why, obstruct) => {
    const root = tempFolder(files)
    const outside = tempFolder()
    obstruct(root, outside)
    const without = await read(root, { cache: false })
    expect(await read(root, build)).toEqual(without)
    expect(await read(root, build)).toEqual(without)
    expect(readdirSync(outside)).toEqual([])
  })

  test('a shard that is a link is replaced, not written through', async () => {
    const root = tempFolder(demo)
    const outside = tempFolder({ 'mine.json': 'mine' })
    await read(root, build)
    for (const shard of shards(root)) {
      unlinkSync(shard)
      symlinkSync(join(outside, 'mine.json'), shard)
    }
    await read(root, build)
    expect(readText(outside, 'mine.json')).toBe('mine')
  })
})

test('two that read at once leave whole shards', async () => {
  const root = tempFolder(files)
  const [one, two] = await Promise.all([readSnapshot(root, build), readSnapshot(root, build)])
  expect(JSON.stringify(one.diagnostics)).toBe(JSON.stringify(two.diagnostics))
  for (const shard of shards(root)) expect(statSync(shard).size).toBeGreaterThan(10)
  expect(readdirSync(join(root, '.refractor/cache'), { recursive: true }).filter((name) => String(name).endsWith('.tmp'))).toEqual([])
})

test('a warm read of the bundled program loads neither zod nor yaml', async () => {
  const root = tempFolder(files)
  const out = tempFolder()
  const support = (name: string): string => fileURLToPath(new URL(`support/${name}`, import.meta.url))
  const bundle = await rolldown({
    input: support('read-all.ts'),
    platform: 'node',
    tsconfig: false,
    resolve: { conditionNames: ['development', 'node', 'import', 'default'] },
  })
  await bundle.write({
    dir: out,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    dynamicImportInCjs: false,
  })
  await bundle.close()
  const log = join(out, 'modules.log')
  const run = (): { output: unknown; code: string } => {
    const output = execFileSync(process.execPath, ['--require', support('list-modules.cjs'), join(out, 'read-all.cjs'), root], {
      encoding: 'utf8',
      env: { ...process.env, MODULE_LOG: log },
    })
    const loaded = readFileSync(log, 'utf8')
      .split('\n')
      .filter((path) => path.startsWith(out))
    return { output: JSON.parse(output), code: loaded.map((path) => readFileSync(path, 'utf8')).join('\n') }
  }
  const heavy = /YAMLParseError|ZodError|XMLParser/
  const cold = run()
  expect(cold.code).toMatch(heavy)
  const warm = run()
  expect(warm.output).toEqual(cold.output)
  expect(warm.code).not.toMatch(heavy)
})
