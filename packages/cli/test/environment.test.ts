// tested-for: P4.R7
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { ArchiveRules, ProgramFile, ReviewSettings, SnapshotSettings } from '../../core/src/schema/program.ts'
import { ScheduleSettings } from '../../core/src/schema/timing.ts'
import { TraceSettings } from '../../core/src/schema/trace.ts'
import { environmentVariables, invalidVariables, unknownVariables, withheldVariables } from '../src/environment.ts'
import { programSettings } from '../src/settings.ts'
import { waitMs, waitProblem } from '../src/waiting.ts'
import { Scenario } from './transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

function scenario(env: Record<string, string> = {}): Scenario {
  const made = new Scenario('harbour-library')
  made.io = { env }
  open.push(made)
  return made
}

const packages = fileURLToPath(new URL('../../', import.meta.url))

/** Every variable that a source file asks for by name. */
function namesRead(): string[] {
  const files = ['cli', 'core', 'workspace'].flatMap((name) =>
    readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(packages, name, 'src', path)),
  )
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    const byName = [...text.matchAll(/\benv\[['"](\w+)['"]\]|\benv\.([A-Z][A-Z_]+)\b(?! \}\})/g)].map((one) => (one[1] ?? one[2]) as string)
    const taken = [...text.matchAll(/const \{([^}]*)\} = [\w.]*\benv\b/g)].flatMap((one) => one[1]?.match(/\b[A-Z][A-Z_]+\b/g) ?? [])
    return [...byName, ...taken]
  })
}

describe('the environment', () => {
  it('has every variable in the register that a source file reads', () => {
    const known = environmentVariables.map((one) => one.name)
    expect(new Set(known).size).toBe(known.length)
    expect(namesRead()).toEqual(expect.arrayContaining(['NO_COLOR', 'GITHUB_OUTPUT', 'GIT_AUTHOR_NAME', 'REFRACTOR_WAIT']))
    expect([...new Set(namesRead())].filter((name) => !known.includes(name))).toEqual([])
  })

  it('is written down in the guide', () => {
    const guide = readFileSync(join(packages, '../docs/guide/environment.md'), 'utf8')
    expect(environmentVariables.map((one) => one.name).filter((name) => !guide.includes(`\`${name}\``))).toEqual([])
  })

  it.each<[string, string, boolean]>([
    ['REFRACTOR_WAIT', '0', true],
    ['REFRACTOR_WAIT', '2.5', true],
    ['REFRACTOR_WAIT', '-1', false],
    ['REFRACTOR_WAIT', '1e3', false],
    ['REFRACTOR_WAIT', 'Infinity', false],
    ['REFRACTOR_WAIT', '99999999', false],
    ['REFRACTOR_WAIT', '', true],
    ['FORCE_COLOR', '3', true],
    ['FORCE_COLOR', 'pink', false],
    ['GITHUB_OUTPUT', 'out.txt', false],
    ['GITHUB_OUTPUT', 'D:\\a\\out', true],
    ['GIT_AUTHOR_NAME', 'A\nB', false],
  ])('%s=%j', (name, value, isValid) => {
    expect(invalidVariables({ [name]: value }).map((one) => one.name)).toEqual(isValid ? [] : [name])
  })

  it('tells names that nobody reads, and those that git must not see', () => {
    const env = { REFRACTOR_WIAT: '1', refractor_wait: '1', REFRACTOR_WAIT: '1', GIT_DIR: '/x', GIT_AUTHOR_NAME: 'A', HOME: '/' }
    expect(unknownVariables(env)).toEqual(['REFRACTOR_WIAT', 'refractor_wait'])
    expect(withheldVariables(env)).toEqual(['GIT_DIR'])
  })

  it.each<[string, number]>([
    ['status', 2],
    ['gate check', 2],
    ['init', 2],
    ['status --wait 1', 0],
    ['doctor', 1],
    ['explain workspace/locked', 0],
    ['schema', 0],
    ['config show', 2],
  ])('with a waiting limit that means nothing, %s ends with %d', async (line, code) => {
    expect((await scenario({ REFRACTOR_WAIT: 'soon' }).refractor(line)).code).toBe(code)
  })

  it('--wait comes before the variable, and that before five seconds', async () => {
    const of = (wait: string | undefined, env: Record<string, string>): number =>
      waitMs({ common: wait === undefined ? {} : { wait }, io: { env } } as never)
    expect([of('1', { REFRACTOR_WAIT: '2' }), of(undefined, { REFRACTOR_WAIT: '2' }), of(undefined, {})]).toEqual([1_000, 2_000, 5_000])
    expect([of(undefined, { REFRACTOR_WAIT: '' }), waitProblem('0')]).toEqual([5_000, undefined])
    expect(await scenario().refractor('status --wait never')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--wait never') as string,
    })
  })
})

describe('config show --origin', () => {
  it('says where each value stands', async () => {
    const s = scenario({ REFRACTOR_WAIT: '9', GH_TOKEN: 'very-secret', GIT_INDEX_FILE: '/x' })
    s.git('config', 'user.email', 'robin@example.org')
    const { stdout } = await s.refractor('config show --origin --json')
    expect(stdout).not.toContain('very-secret')
    const { settings } = JSON.parse(stdout) as { settings: { key: string; value: unknown; from: string; origin: object }[] }
    const found = (key: string) => settings.find((one) => one.key === key)
    expect(found('REFRACTOR_WAIT')).toMatchObject({ value: '9', origin: { kind: 'environment' } })
    expect(found('GH_TOKEN')).toMatchObject({ value: 'set, not shown' })
    expect(found('GIT_INDEX_FILE')).toMatchObject({ value: 'not handed on to git' })
    expect(found('NO_COLOR')).toMatchObject({ from: 'default', origin: { kind: 'default' } })
    expect(found('git user.email')).toMatchObject({
      value: 'robin@example.org',
      origin: { kind: 'git', scope: 'local', file: '.git/config' },
    })
    s.write('specification/program.yaml', `${readFileSync(join(s.root, 'specification/program.yaml'), 'utf8')}snapshots:\n  rpo: PT1H\n`)
    const again = JSON.parse((await s.refractor('config show --origin --wait 3 --json')).stdout) as { settings: typeof settings }
    const lines = readFileSync(join(s.root, 'specification/program.yaml'), 'utf8').trimEnd().split('\n').length
    expect(again.settings.find((one) => one.key === 'harbour.snapshots.rpo')).toMatchObject({
      value: 'PT1H',
      from: `specification/program.yaml:${lines}:8`,
      origin: { kind: 'file', line: lines, column: 8 },
    })
    expect(again.settings.find((one) => one.key === 'REFRACTOR_WAIT')).toMatchObject({ value: '3', from: '--wait' })
  })

  it('knows every setting of a program', () => {
    const keys = programSettings.map((one) => one.key)
    const below = (name: string, shape: object): string[] => Object.keys(shape).map((key) => `${name}.${key}`)
    const parts = ProgramFile.shape
    const all = [
      ...below('archive', ArchiveRules.shape),
      ...below('review', ReviewSettings.shape),
      ...below('snapshots', SnapshotSettings.shape),
      ...below('rules', parts.rules.unwrap().shape),
      ...below('calendar', parts.calendar.unwrap().shape),
      ...below('schedule', ScheduleSettings.shape).filter((key) => key !== 'schedule.health'),
      ...below('trace', TraceSettings.shape).filter((key) => !/rules|tags|fingerprint/.test(key)),
    ]
    expect(all.filter((key) => !keys.includes(key))).toEqual([])
  })
})
