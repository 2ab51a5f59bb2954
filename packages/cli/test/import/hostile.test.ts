import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Scenario } from '../transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

function scenario(): Scenario {
  const made = new Scenario()
  open.push(made)
  return made
}

/** Every file of the workspace, without git's own. */
const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.startsWith('.git/'))
    .sort()

interface Answer {
  readonly exitCode: number
  readonly genre: string
  readonly counts: Readonly<Record<string, number>>
  readonly accounting: { readonly nonBlank: number; readonly mapped: number; readonly kept: number; readonly unmapped: number }
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly help?: string }[]
}

async function imported(s: Scenario, line: string): Promise<Answer> {
  return JSON.parse((await s.refractor(`import ${line} --json`)).stdout) as Answer
}

const plan = `# The library moves house

## Phase 0 — Plan the move (Weeks 0-2)

- **Goals:**
  - Everybody knows the way.
- **Exit criteria:** The route is agreed; every box has a label.

| ID | Task | Owner |
| --- | --- | --- |
| T-1 | Draw the route | Lead |
`

describe('the same plan in another spelling', () => {
  const spellings: Readonly<Record<string, string>> = {
    'with CRLF': plan.replaceAll('\n', '\r\n'),
    'with CR alone': plan.replaceAll('\n', '\r'),
    'with mixed ends of lines': plan.replace('\n\n', '\r\n\r\n'),
    'with a byte order mark': `\uFEFF${plan}`,
    'with tabs before entries': plan.replace('  - Everybody', '\t- Everybody'),
    'with tabs behind bullets': plan.replaceAll('- **', '-\t**'),
    'with blanks at the ends of lines': plan.replaceAll('\n', '  \n'),
    'without an end of the last line': plan.trimEnd(),
    'with blank lines in front': `\n\n\n${plan}`,
  }

  it.each(Object.entries(spellings))('%s reads the same', async (_name, text) => {
    const [s, other] = [scenario(), scenario()]
    s.write('plan.md', text)
    other.write('plan.md', plan)
    const [found, expected] = [await imported(s, 'plan.md'), await imported(other, 'plan.md')]
    const told = ({ exitCode, genre, counts, accounting, diagnostics }: Answer) => ({ exitCode, genre, counts, accounting, diagnostics })
    expect(told(found)).toEqual(told(expected))
    expect(found).toMatchObject({ exitCode: 0, accounting: { unmapped: 0, kept: 0 }, counts: { phases: 1, criteria: 2, tasks: 1 } })
    expect((await s.refractor('validate')).code).toBe(0)
    const titles = (root: string) =>
      readFileSync(join(root, 'specification/phases/P0.yaml'), 'utf8').match(/(?:title|statement|goals): .*|- ".*"/g)
    expect(titles(s.root)).toEqual(titles(other.root))
  })
})

describe('what is no plan', () => {
  it.each<[string, string | Uint8Array, string, number]>([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d), 'import/not-text', 2],
    ['text with a NUL', 'a\0b\n', 'import/not-text', 2],
    ['Latin-1', Uint8Array.of(0x23, 0x20, 0x50, 0x6c, 0xe4, 0x6e, 0x65, 0x0a), 'import/not-text', 2],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x23, 0, 0x20, 0, 0x50, 0), 'import/not-text', 2],
    ['more than is read', '# P\n'.repeat(6 << 20), 'import/too-large', 2],
  ])('%s is refused, and nothing is written', async (_name, bytes, code, exitCode) => {
    const s = scenario()
    s.write('plan.md', bytes)
    const answer = await imported(s, 'plan.md')
    expect([answer.exitCode, answer.diagnostics.map((one) => one.code)]).toEqual([exitCode, [code]])
    expect(answer.diagnostics[0]?.help).toBeTruthy()
    expect(filesIn(s.root)).toEqual(['plan.md'])
  })

  it.each([
    ['an empty file', ''],
    ['blank lines', '\n \n\t\n'],
    ['a byte order mark alone', '\uFEFF'],
    ['prose', '# A walk\n\nThe library stood by the sea.\n\nIt rained, and nobody minded.\n'],
    ['a table of 10,000 columns', `|${'a|'.repeat(10_000)}\n|${'-|'.repeat(10_000)}\n|${'x|'.repeat(10_000)}\n`],
    ['a fence without an end', '# Notes\n\n```text\n## Phase 1 — Not one\n- [ ] Nor this\n'],
    ['a comment without an end', '# Notes\n\n<!--\n\nwords\n'],
  ])('%s is told to hold nothing of a plan, and no line is lost', async (_name, text) => {
    const s = scenario()
    s.write('plan.md', text)
    const answer = await imported(s, 'plan.md')
    expect([answer.exitCode, answer.diagnostics.map((one) => one.code)]).toEqual([0, ['import/nothing-found']])
    expect(answer.counts).toMatchObject({ phases: 0, tasks: 0, gates: 0, checkboxes: 0 })
    const nonBlank = text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .filter((line) => line.trim() !== '').length
    expect(answer.accounting).toMatchObject({ nonBlank, unmapped: 0 })
    expect((await s.refractor('validate')).code).toBe(0)
  })
})

describe('what cannot be read', () => {
  const link = (path: string, target: (s: Scenario) => string) => (s: Scenario) => {
    mkdirSync(dirname(join(s.root, path)), { recursive: true })
    symlinkSync(target(s), join(s.root, path))
  }
  const outside = (s: Scenario): string => {
    const folder = join(dirname(s.root), 'elsewhere')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'plan.md'), plan)
    return join(folder, 'plan.md')
  }
  const plans = 'docs/plan.md'

  it.each<[string, string, string, number, (s: Scenario) => void]>([
    ['a file that is not there', 'nowhere.md', 'cli/usage', 2, () => undefined],
    ['a path below a file', 'a.md/b.md', 'cli/usage', 2, (s) => s.write('a.md', plan)],
    ['a folder without Markdown', 'docs', 'cli/usage', 2, (s) => s.write('docs/a.txt', 'x')],
    ['a link that leads nowhere', plans, 'cli/usage', 2, link(plans, () => 'gone.md')],
    ['a link to itself', plans, 'workspace/unreadable', 4, link(plans, () => 'plan.md')],
    ['a link out of the repository', plans, 'workspace/unsafe-path', 2, link(plans, outside)],
    ['a folder that is a link out of it', 'docs', 'workspace/unsafe-path', 2, link('docs', (s) => dirname(outside(s)))],
    ['a link out of it in a folder', 'docs', 'workspace/unsafe-path', 2, link(plans, outside)],
    ['a pipe', 'pipe.md', 'workspace/unreadable', 4, (s) => execFileSync('mkfifo', [join(s.root, 'pipe.md')])],
  ])('%s: said clearly, and nothing is written', async (_name, path, code, exitCode, prepare) => {
    const s = scenario()
    prepare(s)
    const before = filesIn(s.root)
    const answer = await imported(s, path)
    expect([answer.exitCode, answer.diagnostics.map((one) => one.code)]).toEqual([exitCode, [code]])
    expect(answer.diagnostics[0]?.message).toContain(path)
    expect(answer.diagnostics[0]?.help).toBeTruthy()
    expect(filesIn(s.root)).toEqual(before)
  })

  it('a document beside the repository is known by its name alone', async () => {
    const s = scenario()
    outside(s)
    expect(await imported(s, '../elsewhere/plan.md --id moved')).toMatchObject({ exitCode: 0, source: { file: 'plan.md' } })
    const written = filesIn(s.root).map((path) => readFileSync(join(s.root, path), 'utf8'))
    expect(written.filter((text) => text.includes('elsewhere'))).toEqual([])
  })

  it('one bad document among good ones writes nothing', async () => {
    const s = scenario()
    s.write('a.md', plan)
    s.write('b.md', Uint8Array.of(0xc3))
    const answer = await imported(s, 'a.md b.md c.md')
    expect([answer.exitCode, answer.diagnostics.map((one) => one.code)]).toEqual([2, ['cli/usage', 'import/not-text']])
    expect(filesIn(s.root)).toEqual(['a.md', 'b.md'])
  })
})

describe('size', () => {
  const phase = (at: number): string =>
    `## Phase ${at} — Carry\n\n- **Goals:** Dry books.\n- **Exit criteria:** All is in; none is lost.\n\nProse.\n\n`
  const repeat = (size: number, one: (at: number) => string): string => Array.from({ length: size }, (_, at) => one(at)).join('')
  const shapes: Readonly<Record<string, (size: number) => string>> = {
    phases: (size) => repeat(size, phase),
    headings: (size) => repeat(size * 5, (at) => `## Heading ${at}\n`),
    'headings, each below the one before': (size) => repeat(size * 5, (at) => `${'#'.repeat((at % 6) + 1)} Heading ${at}\n`),
    boxes: (size) => repeat(size * 4, (at) => `- [ ] ${at}. Carry\n  - [x] ${at}.1 Lift\n`),
    rows: (size) =>
      `| ID | Title | Depends on |\n| --- | --- | --- |\n${repeat(size * 4, (at) => `| T-${at + 1} | Carry | T-${at || 1} |\n`)}`,
    columns: (size) => `## Tasks\n\n|${'a|'.repeat(size * 5)}\n|${'-|'.repeat(size * 5)}\n|${'x|'.repeat(size * 5)}\n`,
    'fences that are never closed': (size) => '# P\n\n````text\n```\n'.repeat(size * 3),
    prose: (size) => `# P\n\n${'word '.repeat(size * 200)}\n`,
  }

  it.each(Object.entries(shapes))('%s: eight times as much takes about eight times as long', async (_name, make) => {
    const s = scenario()
    const time = async (size: number): Promise<number> => {
      s.write('plan.md', make(size))
      const before = process.cpuUsage()
      const answer = await imported(s, 'plan.md --dry-run')
      const { user } = process.cpuUsage(before)
      // A program that would be too large to be read again is refused; nothing else may go wrong.
      expect(
        answer.diagnostics.map((one) => one.code).filter((code) => !['import/nothing-found', 'import/too-large'].includes(code)),
      ).toEqual([])
      return user / 1000
    }
    await time(50)
    const small = Math.max(await time(100), 20)
    expect(await time(800)).toBeLessThan(small * 32)
  })

  it('a plan whose program could not be read again is refused, and nothing is written', async () => {
    const s = scenario()
    s.write(
      'plan.md',
      repeat(9_000, (at) => `- [ ] ${at}. Carry the box of that number to the new house\n`),
    )
    const answer = await imported(s, 'plan.md')
    expect([answer.exitCode, [...new Set(answer.diagnostics.map((one) => one.code))]]).toEqual([2, ['import/too-large']])
    expect(filesIn(s.root)).toEqual(['plan.md'])
  })
})
