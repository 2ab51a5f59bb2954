import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { outputsOf, writeOutput } from '../src/outputs.ts'
import { Scenario } from './transcripts/scenario.ts'

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-outputs-')))
const scenarios: Scenario[] = []
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true })
  for (const one of scenarios) one.remove()
})

function scenario(): Scenario {
  const s = new Scenario('harbour-library')
  scenarios.push(s)
  return s
}

describe('outputsOf', () => {
  it('tells the answer from copies of it', () => {
    expect(outputsOf()).toEqual({ copies: [] })
    expect(outputsOf(['sarif=a.sarif', 'out.txt', 'junit=b=c.xml', './json=x', 'xml=y'])).toEqual({
      file: 'xml=y',
      copies: [
        { format: 'sarif', file: 'a.sarif' },
        { format: 'junit', file: 'b=c.xml' },
      ],
    })
  })
})

describe('writeOutput', () => {
  const folder = (): string => mkdtempSync(join(scratch, 'case-'))

  it('replaces a file as a whole', () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'a'), 'something longer')
    expect(writeOutput(cwd, 'a', 'short')).toBeUndefined()
    expect(readFileSync(join(cwd, 'a'), 'utf8')).toBe('short')
  })

  it.each<[string, (cwd: string, elsewhere: string) => readonly [string, string], string]>([
    ['at the end', (cwd, elsewhere) => [join(elsewhere, 'precious'), join(cwd, 'a')], 'a'],
    ['at the end, to nothing yet', (cwd, elsewhere) => [join(elsewhere, 'new'), join(cwd, 'a')], 'a'],
    ['on the way', (cwd, elsewhere) => [elsewhere, join(cwd, 'reports')], 'reports/precious'],
    ['outside, at the end', (cwd, elsewhere) => [join(elsewhere, 'precious'), join(cwd, '..', 'link')], '../link'],
  ])('follows no link %s', (_, link, output) => {
    const base = folder()
    const [cwd, elsewhere] = [join(base, 'cwd'), join(base, 'elsewhere')]
    mkdirSync(cwd)
    mkdirSync(elsewhere)
    writeFileSync(join(elsewhere, 'precious'), 'mine')
    symlinkSync(...link(cwd, elsewhere))
    expect(writeOutput(cwd, output, 'x')).toMatchObject({ code: 'workspace/unwritable' })
    expect(readFileSync(join(elsewhere, 'precious'), 'utf8')).toBe('mine')
    expect(existsSync(join(elsewhere, 'new'))).toBe(false)
  })

  it('follows no link of the workspace that lies beside the working folder', () => {
    const root = folder()
    for (const name of ['below', 'elsewhere']) mkdirSync(join(root, name))
    symlinkSync(join(root, 'elsewhere'), join(root, 'reports'))
    expect(writeOutput(join(root, 'below'), '../reports/a', 'x', root)).toMatchObject({ code: 'workspace/unwritable' })
    expect(writeOutput(join(root, 'below'), '../elsewhere/a', 'x', root)).toBeUndefined()
  })

  it.skipIf(process.platform === 'win32')('writes through a link to a device', () => {
    const cwd = folder()
    symlinkSync('/dev/null', join(cwd, 'a'))
    expect(writeOutput(cwd, 'a', 'x')).toBeUndefined()
  })

  it.each([
    ['a hook', '.git/hooks/pre-commit'],
    ['in other letters', '.GIT/config'],
    ['as some file systems read it', '.git. /config'],
    ['as a stream of it', '.git::$INDEX_ALLOCATION/config'],
    ['from below', '../.git/config'],
    ['of a folder within', 'sub/.git/config'],
    ['the file that points to it', 'sub/.Git'],
    ['through a link beside the workspace', '../link/config'],
    ['by its full path', undefined],
  ])('writes nothing into a .git folder: %s', (_, output) => {
    const base = folder()
    const cwd = join(base, 'cwd')
    for (const one of ['.git', 'cwd/.git/hooks', 'cwd/sub/.git']) mkdirSync(join(base, one), { recursive: true })
    symlinkSync(join(base, '.git'), join(base, 'link'))
    const before = readdirSync(base, { recursive: true })
    expect(writeOutput(cwd, output ?? join(cwd, '.git', 'config'), 'x')).toMatchObject({ code: 'workspace/unsafe-path' })
    expect(readdirSync(base, { recursive: true })).toEqual(before)
  })

  it('writes beside it, and in a workspace that lies in one', () => {
    const cwd = join(folder(), '.git', 'worktree')
    mkdirSync(cwd, { recursive: true })
    for (const name of ['a', '.gitignore', 'x.git', '.github']) expect([name, writeOutput(cwd, name, 'x')]).toEqual([name, undefined])
  })

  it('says why a file cannot be written', () => {
    expect(writeOutput(folder(), 'missing/a', 'x')).toMatchObject({ code: 'cli/usage', message: 'cannot write missing/a (ENOENT)' })
    expect(writeOutput(folder(), '.', 'x')).toMatchObject({ code: 'cli/usage' })
  })
})

describe('a run', () => {
  it('gives its answer in several formats, with one exit code', async () => {
    const s = scenario()
    const { code, stdout } = await s.refractor('gate check P0 --format github --output junit=a.xml --output sarif=a.sarif -o json=a.json')
    const read = (name: string): string => readFileSync(join(s.root, name), 'utf8')
    expect(stdout).toContain('gate P0 is unmet')
    expect(read('a.xml')).toContain('<property name="verdict" value="unmet"/>')
    expect((JSON.parse(read('a.sarif')) as { runs: [{ invocations: unknown }] }).runs[0].invocations).toMatchObject([{ exitCode: code }])
    expect(JSON.parse(read('a.json'))).toMatchObject({ command: 'gate check', exitCode: code })
  })

  it('that cannot write a copy has no answer', async () => {
    const s = scenario()
    const { code, stderr } = await s.refractor('status -o json=missing/a.json')
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot write missing/a.json (ENOENT)')])
    writeFileSync(join(s.root, '..', 'precious'), 'mine')
    symlinkSync(join(s.root, '..', 'precious'), join(s.root, 'a.json'))
    expect((await s.refractor('status --output a.json')).code).toBe(4)
    expect((await s.refractor('status --output json=.git/a.json')).code).toBe(2)
    expect(existsSync(join(s.root, '.git/a.json'))).toBe(false)
    expect(readFileSync(join(s.root, '..', 'precious'), 'utf8')).toBe('mine')
  })
})
