import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { approval, Keys, Lab, route, type Setting } from '../../../test/red-team/lab.ts'

// Attacks of less weight than the threats of test/red-team, each beside what an honest change looks like.

let keys: Keys
const labs: Lab[] = []
beforeAll(() => {
  keys = new Keys()
})
afterEach(() => {
  for (const lab of labs.splice(0)) lab.remove()
})
afterAll(() => keys.remove())

function make(setting: Setting = {}): Lab {
  const lab = new Lab(keys, { criteria: route + approval, ...setting })
  labs.push(lab)
  return lab
}

const merging = (paths: string): Setting => ({
  policy: `merge: { none: allow, require: [{ paths: ["${paths}"], gates: ["P1"] }] }\n`,
  files: { 'src/a.ts': 'one\n' },
})

test('a gate that base asks for is not put off by a change that says nothing has begun', async () => {
  const second = (criteria: string): string =>
    `format: 1\nid: "P2"\ntitle: "Phase P2"\ntasks:\n  - { id: "P2.T1", title: "Begin", state: in-progress }\nexit:\n  criteria:\n${criteria}`
  const lab = make({ files: { 'specification/phases/P2.yaml': second(route.replace('P1.1', 'P2.1')) } })
  lab.edit('specification/phases/P1.yaml', (text) => text.replace(', state: in-progress', ''))
  lab.be('developer').commit('Not yet')
  const said = await lab.said(`gate check --base ${lab.base} --head HEAD`)
  expect(said).toMatchObject({ code: 1, verdicts: { P1: 'unmet', P2: 'met' } })
  await lab.approved()
  expect(await lab.said(`gate check --base ${lab.base} --head HEAD`)).toMatchObject({ code: 0, verdicts: { P1: 'met', P2: 'met' } })
})

describe('the gates that a change must meet', () => {
  test.each(['src/a.ts', 'README.md'])('are found where two lines have merged each other (%s came first)', async (early) => {
    const lab = make(merging('src/**'))
    const late = early === 'README.md' ? 'src/a.ts' : 'README.md'
    lab.git('checkout', '-q', 'main')
    lab.write(early, 'two\n')
    lab.be('lead').commit('On main')
    const theirs = lab.head()
    lab.git('checkout', '-q', 'change')
    lab.write(late, 'two\n')
    lab.be('developer').commit('On the branch')
    const ours = lab.head()
    lab.git('checkout', '-q', 'main')
    lab.git('merge', '-q', '--no-ff', '-m', 'Merge the branch', ours)
    lab.base = lab.head()
    lab.git('checkout', '-q', 'change')
    lab.git('merge', '-q', '--no-ff', '-m', 'Merge main', theirs)
    lab.write('src/a.ts', 'one\n')
    lab.commit('Take it back')
    expect(await lab.said(`gate check --changed ${lab.base}..HEAD`)).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
  })

  test('are found where a submodule stands on another commit', async () => {
    const lab = make(merging('lib/**'))
    const standOn = (oid: string, path: string): void => {
      lab.git('update-index', '--add', '--cacheinfo', `160000,${oid},${path}`)
      lab.git('commit', '-q', '-m', 'Another one')
    }
    const first = lab.base
    for (const path of ['lib', 'other']) standOn(first, path)
    lab.base = lab.head()
    standOn(lab.base, 'lib')
    expect(await lab.said(`gate check --changed ${lab.base}..HEAD`)).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
    lab.git('reset', '-q', lab.base)
    standOn(lab.base, 'other')
    expect((await lab.said(`gate check --changed ${lab.base}..HEAD`)).code).toBe(0)
  })
})

test('a tool that is a submodule is part of the judge, and so is a link to it', async () => {
  const lab = make({ criteria: route, policy: 'governance: { roles: [governance], paths: ["tools/**", "ci/*"] }\n' })
  const standOn = (oid: string): void => {
    lab.git('update-index', '--add', '--cacheinfo', `160000,${oid},tools`)
    lab.git('commit', '-q', '-m', 'The tool')
  }
  mkdirSync(join(lab.root, 'ci'))
  symlinkSync('../tools/gate.yml', join(lab.root, 'ci/gate.yml'))
  lab.be('lead').commit('The gate is that of the tool')
  standOn(lab.base)
  lab.base = lab.head()
  lab.be('developer')
  standOn(lab.base)
  const said = await lab.judged()
  expect(said).toMatchObject({ code: 1, verdicts: { P1: 'met' } })
  expect([...said.found]).toContain('policy/unapproved-change')
  // Whoever has not fetched the submodule has an empty folder, and may approve it all the same.
  mkdirSync(join(lab.root, 'tools'))
  lab.write('specification/policy.yaml', lab.read('specification/policy.yaml').replace('version: 1', 'version: 2'))
  lab.git('commit', '-q', '-m', 'The next version', 'specification')
  lab.be('lead')
  await lab.must('approve policy')
  lab.git('add', '.refractor')
  lab.git('commit', '-q', '-m', 'Approved')
  expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
})

test('an account at the forge is nobody else for a letter that folds to another one', async () => {
  const lab = make({ policy: 'forge: { accept: [github] }\n' })
  lab.edit('specification/policy.yaml', (text) => text.replace('{ id: security,', '{ id: security, accounts: ["github:sec-k"],'))
  lab.be('lead').commit('Accounts')
  lab.land()
  lab.write('docs/note.md', '# A note\n')
  lab.be('developer').commit('A note')
  const reviewed = (login: string): string =>
    JSON.stringify([
      { id: 1, user: { login, type: 'User' }, state: 'APPROVED', commit_id: lab.head(), submitted_at: '2026-11-21T10:00:00Z' },
    ])
  const judged = (login: string) => {
    writeFileSync(join(dirname(lab.root), 'reviews.json'), reviewed(login))
    return lab.judged('--reviews ../reviews.json')
  }
  expect(await judged('sec-\u212a')).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
  expect(await judged('Sec-K')).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
})

test('an open box of base is not ticked by deleting it', async () => {
  const list = '---\nphase: P1\n---\n\n# The move\n\n- [ ] The van is ordered\n- [x] The boxes are packed\n'
  const checklist = '    - { id: "P1.9", statement: "It is ticked.", check: { kind: checklist } }\n'
  const lab = make({ criteria: checklist, files: { 'inbox/P1/move.md': list } })
  lab.write('inbox/P1/move.md', list.replace('- [ ] The van is ordered\n', ''))
  lab.be('developer').commit('Shorter')
  expect(await lab.judged()).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
  lab.write('inbox/P1/move.md', list.replace('[ ]', '[x]'))
  lab.commit('Ordered')
  expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
})
