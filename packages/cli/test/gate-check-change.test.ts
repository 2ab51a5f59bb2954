import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const program = `format: 1
id: "move"
name: "The move"
roles:
  - { id: "lead", owner: "Lead" }
  - { id: "security", owner: "Security" }
people:
  - { id: "lead", name: "Lead", emails: ["lead@example.org"] }
  - { id: "security", name: "Security", emails: ["security@example.org"] }
`
const phase = (more = '', state = 'in-progress'): string => `format: 1
id: "P0"
title: "Plan the move"
paths: ["boxes/**"]
milestones:
  - id: "P0.M1"
    title: "The boxes are weighed"
    owner: "Lead"
    state: ${state}
    acceptance:
      - { id: "P0.M1.1", statement: "The weights are written down.", check: { kind: artifact, paths: ["docs/weights.md"] } }
entry:
  criteria:
    - { id: "P0.E1", statement: "There is a route.", check: { kind: artifact, paths: ["docs/route.md"] } }
exit:
  criteria:
    - { id: "P0.1", statement: "Everything is accepted.", check: { kind: query, from: milestones, expect: all, that: { state: accepted } } }
${more}`
const easy = '    - { id: "P0.1", statement: "Easy.", check: { kind: artifact, paths: ["docs/route.md"] } }\n'
const policy = (version: number): string =>
  `format: 1\nversion: ${version}\ngovernance: { roles: [security], paths: [".github/**", ".refractor/**"] }\n`

interface Document {
  readonly gates: readonly { readonly id: string; readonly verdict: string }[]
  readonly newGates?: readonly { readonly id: string; readonly verdict: string }[]
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[]
  readonly base?: { readonly commit: string; readonly revision: string }
  readonly head?: { readonly commit: string; readonly revision: string }
  readonly judge?: { readonly digest?: string; readonly changed: readonly { readonly part: string; readonly change: string }[] }
  readonly notDue?: readonly string[]
}

/** A repository on the branch "change", built on "main". */
class Change extends Scenario {
  constructor(files: Readonly<Record<string, string>> = {}) {
    super()
    open.push(this)
    const base = {
      'refractor.yaml': 'format: 1\n',
      'docs/route.md': '# The route\n',
      'specification/program.yaml': program,
      'specification/phases/P0.yaml': phase(),
      ...files,
    }
    for (const [path, text] of Object.entries(base)) this.write(path, text)
    this.commit('The plan')
    this.git('checkout', '-q', '-b', 'change')
  }

  /** Exit code, codes of the findings that are no infos, verdicts. */
  async check(line = 'P0 --base main'): Promise<{ code: number; codes: string[]; verdicts: string[]; document: Document }> {
    const { code, stdout } = await this.refractor(`gate check ${line} --json`)
    const document = JSON.parse(stdout) as Document
    const found = (document.diagnostics as (Document['diagnostics'][number] & { severity: string })[]).filter(
      (one) => one.severity !== 'info',
    )
    return { code, codes: found.map((one) => one.code), verdicts: document.gates.map(({ id, verdict }) => `${id} ${verdict}`), document }
  }
}

const accepted = { 'specification/phases/P0.yaml': phase('', 'accepted'), 'docs/weights.md': 'A1: 14 kg\n' }
const write = (s: Scenario, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) s.write(path, text)
}

describe('gate check between two revisions', () => {
  it('judges the case of head by the judge of base', async () => {
    const s = new Change()
    write(s, accepted)
    s.commit('Weigh the boxes')
    const { code, codes, verdicts, document } = await s.check()
    expect([code, codes, verdicts]).toEqual([0, [], ['P0 met']])
    expect(document.base).toEqual({ revision: 'main', commit: s.git('rev-parse', 'main').trim() })
    expect(document.head).toEqual({ revision: 'HEAD', commit: s.git('rev-parse', 'change').trim() })
    expect(document.judge?.changed).toEqual([])
    const text = await s.refractor('gate check P0 --base main')
    expect(text.stdout).toMatch(/^base [0-9a-f]{7} \(main\) · head [0-9a-f]{7} \(HEAD\)\n/)
  })

  it('does not let a change bring its own gate, and says what it changed', async () => {
    const s = new Change()
    s.write(
      'specification/phases/P0.yaml',
      phase()
        .replace(/ {4}- \{ id: "P0.1".*\n/, easy)
        .concat('gates: [{ id: "N", criteria: [] }]\n'),
    )
    s.commit('Make it easy')
    const { code, codes, verdicts, document } = await s.check()
    expect([code, codes, verdicts]).toEqual([1, ['policy/judge-changed'], ['P0 unmet']])
    expect(document.judge?.changed.map(({ part, change }) => `${part} ${change}`)).toEqual(['criterion P0.1 changed', 'gate N added'])
    expect(document.newGates?.map(({ id }) => id)).toEqual(['N'])
    expect((await s.refractor('gate check P0 --base main')).stdout).toContain('New in head, deciding once merged: N (unknown)')
    expect(await s.check('N --base main')).toMatchObject({ code: 4, verdicts: [], codes: expect.arrayContaining(['change/new-gate']) })
  })

  it('looks at objects only: the work tree and the cache are left alone', async () => {
    const s = new Change()
    write(s, accepted)
    s.commit('Weigh the boxes')
    write(s, { 'refractor.yaml': 'format: [\n', 'docs/weights.md': '' })
    expect(await s.check()).toMatchObject({ code: 0, verdicts: ['P0 met'] })
    expect(existsSync(join(s.root, '.refractor'))).toBe(false)
    s.git('rm', '-r', '-q', '-f', '--cached', '.')
    s.git('clean', '-f', '-d', '-q', '-x')
    expect(await s.check('P0 --base main --head change')).toMatchObject({ code: 0, verdicts: ['P0 met'] })
  })

  it('finds nothing met in a head that is not valid, and nothing to judge by in such a base', async () => {
    const s = new Change()
    s.write('specification/phases/P0.yaml', phase('tasks: 7\n', 'accepted'))
    s.commit('Break it')
    const { code, codes, verdicts } = await s.check()
    expect([code, codes, verdicts]).toEqual([1, ['change/invalid-head'], ['P0 unmet']])
    s.write('specification/phases/P0.yaml', phase('', 'accepted'))
    s.write('specification/program.yaml', 'format: 1\nid: 7\n')
    s.commit('Break it elsewhere')
    expect(await s.check()).toMatchObject({ code: 1, codes: expect.arrayContaining(['change/invalid-head']), verdicts: ['P0 unmet'] })
    write(s, { 'specification/program.yaml': program, 'specification/phases/P0.yaml': phase() })
    s.commit('Mend it')
    expect(await s.check('P0 --base change~1 --head change')).toMatchObject({
      code: 2,
      verdicts: [],
      codes: expect.arrayContaining(['change/invalid-base']),
    })
  })

  it('refuses what contradicts itself, and what is not there', async () => {
    const s = new Change()
    const refused = [
      ['P0 --base main --now 2026-11-21T10:00:00Z', 2, 'cli/usage'],
      ['P0 --head change', 2, 'cli/usage'],
      ['P0 --changed main..change', 2, 'cli/usage'],
      ['--changed main...change', 2, 'cli/usage'],
      ['--changed main..change --base main', 2, 'cli/usage'],
      ['P0 --base main --branch main', 2, 'cli/usage'],
      ['P0 --base main --attest-key key', 2, 'cli/usage'],
      ['P0 --branch main', 2, 'cli/usage'],
      ['P7 --base main', 2, 'cli/unknown-id'],
      ['P0 --base main --program other', 2, 'cli/unknown-id'],
      ['P0 --base=--output=x', 4, 'git/unknown-revision'],
      ['P0 --base nowhere', 4, 'git/unknown-revision'],
      ['P0 --base main --checks nowhere.json', 4, 'checks/unreadable'],
      ['P0 --base main --reviews nowhere.json', 2, 'forge/invalid-reviews'],
    ] as const
    for (const [line, code, expected] of refused) {
      const answer = await s.check(line)
      expect([line, answer.code, answer.codes]).toEqual([line, code, expect.arrayContaining([expected])])
    }
  })

  it('gives no answer by a clock that stands before the commit of base', async () => {
    const s = new Change()
    s.at('2026-11-21T09:54:59Z')
    for (const line of ['P0.entry --base main', '--changed main..change', 'P0.entry --base main --head main'])
      expect(await s.check(line)).toMatchObject({ code: 4, verdicts: [], codes: ['git/clock-behind'] })
    s.at('2026-11-21T09:55:00Z')
    expect(await s.check('P0.entry --base main')).toMatchObject({ code: 0, verdicts: ['P0.entry met'] })
  })

  it('decides the gates that are due by what head claims', async () => {
    const s = new Change({ 'specification/phases/P0.yaml': phase('', 'planned') })
    expect(await s.check('--base main')).toMatchObject({ code: 4, codes: ['gate/nothing-due'] })
    write(s, accepted)
    s.commit('Weigh the boxes')
    expect(await s.check('--base main')).toMatchObject({ code: 0, verdicts: ['P0.entry met', 'P0.M1 met', 'P0 met'] })
    expect((await s.check('--base main --all')).verdicts).toHaveLength(3)
  })

  it('lets no change accept a milestone or close a phase on its own word', async () => {
    const s = new Change()
    s.write('specification/phases/P0.yaml', phase('', 'accepted'))
    s.commit('Accept it')
    expect(await s.check('P0.entry --base main')).toMatchObject({ code: 1, verdicts: ['P0.entry met'], codes: ['change/not-accepted'] })
    const review = {
      format: 1,
      kind: 'review',
      program: 'move',
      phase: 'P0',
      gate: 'P0',
      verdict: 'met',
      author: 'Lead',
      date: '2026-11-21T09:00:00Z',
    }
    s.write('outbox/P0/metadata.json', JSON.stringify({ ...review, criteria: [], approvals: [], archived: [], artifacts: [] }))
    s.commit('Close it')
    expect(await s.check('P0.entry --base main')).toMatchObject({ code: 1, codes: ['change/not-closed', 'change/not-accepted'] })
  })
})

describe('a change of the judge', () => {
  const changed = (version: number): Record<string, string> => ({
    'specification/phases/P0.yaml': phase(
      '    - { id: "P0.2", statement: "There is a route.", check: { kind: artifact, paths: ["docs/route.md"] } }\n',
    ),
    'specification/policy.yaml': policy(version),
  })

  it('needs a new version and the approval of this very judge by the people of base', async () => {
    const s = new Change({ 'specification/policy.yaml': policy(1), ...accepted })
    write(s, {
      ...changed(1),
      ...{ 'specification/phases/P0.yaml': changed(1)['specification/phases/P0.yaml']?.replace('in-progress', 'accepted') as string },
    })
    s.commit('Ask for more')
    expect((await s.check()).codes.sort()).toEqual(['policy/unapproved-change', 'policy/version-kept'])
    s.write('specification/policy.yaml', policy(2))
    s.commit('A new version')
    expect(await s.check()).toMatchObject({ code: 1, codes: ['policy/unapproved-change'], verdicts: ['P0 met'] })
    // Whoever wrote the change does not govern it.
    await s.refractor('approve policy')
    s.commit('Approve it oneself')
    expect((await s.check()).codes).toEqual(['policy/unapproved-change'])
    s.as('Security', 'security@example.org')
    expect((await s.refractor('approve policy --role security')).code).toBe(0)
    s.as('Lead', 'lead@example.org')
    s.commit('Keep the approval')
    expect(await s.check()).toMatchObject({ code: 0, codes: [] })
    // One file more that counts as part of the judge, and the approval is for another one.
    s.write('.github/gate.yml', 'on: push\n')
    s.commit('Change the workflow')
    expect((await s.check()).codes).toEqual(['policy/unapproved-change'])
  })

  it('never goes back', async () => {
    const s = new Change({ 'specification/policy.yaml': policy(3) })
    s.write('specification/policy.yaml', policy(2))
    s.commit('An older policy')
    expect(await s.check()).toMatchObject({ code: 3, codes: expect.arrayContaining(['policy/rolled-back']) })
    s.git('rm', '-q', 'specification/policy.yaml')
    s.commit('No policy')
    expect(await s.check()).toMatchObject({ code: 3, codes: expect.arrayContaining(['policy/rolled-back']) })
  })
})

describe('what says no', () => {
  it('stays, and its removal is a violation', async () => {
    const s = new Change()
    s.git('checkout', '-q', 'main')
    write(s, accepted)
    await s.refractor('reject P0.1 --comment "not yet"')
    s.commit('Reject it')
    s.git('checkout', '-q', '-B', 'change')
    expect(await s.check()).toMatchObject({ code: 0 })
    s.git('rm', '-r', '-q', '.refractor/approvals')
    s.commit('Forget it')
    expect(await s.check()).toMatchObject({ code: 3, codes: expect.arrayContaining(['change/record-removed']) })
  })

  it('that base got after head had left it is not taken for removed', async () => {
    const s = new Change({ 'specification/policy.yaml': policy(1) })
    write(s, accepted)
    s.commit('Weigh the boxes')
    s.git('checkout', '-q', 'main')
    write(s, { 'specification/policy.yaml': policy(2) })
    await s.refractor('reject P0.1 --comment "not yet"')
    s.commit('Go on')
    s.git('checkout', '-q', 'change')
    const { code, codes, verdicts, document } = await s.check()
    expect([code, codes, verdicts]).toEqual([0, [], ['P0 met']])
    expect(document.diagnostics.map((one) => one.code)).toContain('change/behind')
    s.git('merge', '-q', '--no-edit', 'main')
    expect((await s.check()).document.diagnostics.map((one) => one.code)).not.toContain('change/behind')
  })
})

describe('gate check --changed', () => {
  it('asks for the gates that apply, and says why', async () => {
    const s = new Change()
    write(s, { ...accepted, 'boxes/a1.md': 'books\n' })
    s.commit('Weigh the boxes')
    expect(await s.check('--changed main..HEAD')).toMatchObject({ code: 0, verdicts: ['P0.entry met', 'P0.M1 met'] })
    const { stdout } = await s.refractor('gate check --changed main..')
    expect(stdout).toContain('P0.entry: the change touches boxes/a1.md, which belongs to P0')
  })

  it('says plainly that none does', async () => {
    const s = new Change()
    s.write('notes.md', 'n\n')
    s.commit('A note')
    expect(await s.check('--changed main..HEAD')).toMatchObject({ code: 4, codes: ['gate/none-applies'] })
    const allowed = new Change({ 'specification/policy.yaml': 'format: 1\nversion: 1\nmerge: { none: allow }\n' })
    allowed.write('notes.md', 'n\n')
    allowed.commit('A note')
    expect(await allowed.check('--changed main..HEAD')).toMatchObject({ code: 0, codes: [], verdicts: [] })
  })
})

describe('gate check --attest', () => {
  it('writes down what was judged, and by what', async () => {
    const s = new Change()
    write(s, accepted)
    s.commit('Weigh the boxes')
    expect((await s.refractor('gate check P0 --base main --attest verdict.json')).code).toBe(0)
    expect((await s.refractor('gate check P0 --attest local.json')).code).toBe(0)
    for (const name of ['verdict.json', 'local.json']) expect(existsSync(join(s.root, name))).toBe(true)
  })
})
