import { describe, expect, test } from 'vitest'
import { checkRules } from '../../src/rules/index.ts'
import { lines, linkTexts, marked, place } from '../build-program.ts'

const programYaml =
  'format: 1\nid: demo\nname: Demo\nweeks: half-open\nroles: [{id: TL, owner: Ada <ada@example.org>}, {id: RL}, {id: SL, owner: TBD}]\n'
const phases = {
  'specification/phases/P0.yaml':
    'format: 1\nid: P0\ntitle: P0\nexit: {criteria: [{id: P0.1, statement: s, check: {kind: attest, claim: c}}]}\n',
}
const policy = (...rest: string[]): Record<string, string> => ({
  'specification/program.yaml': programYaml,
  ...phases,
  'specification/policy.yaml': ['format: 1', 'version: 1', ...rest, ''].join('\n'),
})
const people = (...more: string[]): string[] => [
  'people:',
  '  - { id: ada, name: Ada, emails: [ada@example.org], roles: [RL] }',
  '  - { id: grace, emails: [grace@example.org], roles: [RL] }',
  '  - { id: robot, kind: bot, roles: [RL] }',
  ...more,
]

/** What validate says of a policy, and where; the marks § stand before each place that is expected. */
function said(texts: Record<string, string>): { readonly found: string[]; readonly places: readonly string[] } {
  const { texts: plain, places } = marked(texts)
  const { program, diagnostics } = linkTexts(plain)
  const rules = program ? checkRules(program) : []
  const about = [...diagnostics, ...rules].filter(({ location }) => location?.file === 'specification/policy.yaml')
  return { found: about.map(({ code, location }) => `${code} ${place(location)}`), places }
}

const all = (code: string, places: readonly string[]): string[] => places.map((one) => `${code} ${one}`)

describe('a policy without a fault', () => {
  test.each<[string, string[]]>([
    ['nothing', []],
    ['everybody', [...people(), 'approve: [{ roles: [TL] }]', 'accept: [{ people: [grace] }]', 'review: [{ roles: [RL], min: 2 }]']],
    ['an owner who is a person', [...people(), 'approve: [{ roles: [TL, RL], min: 2 }]']],
    ['one rule for each stage', [...people(), 'approve: [{ gates: [P0], roles: [TL] }]']],
    ['no milestones for the rule to fit', [...people(), 'accept: [{ milestones: ["P7.*"], roles: [TL] }]']],
    ['an owner who is no person', ['approve: [{ roles: [TL] }]', 'people: [{ id: grace, roles: [RL] }]']],
    ['an address that is written twice', people('  - { id: eve, emails: [eve@example.org, Eve@example.org] }')],
    ['keys for all who sign', ['trust: { SL: signed }', ...people()]],
  ])('%s', (_, rest) => expect(said(policy(...rest)).found).toEqual([]))
})

describe('what does not exist', () => {
  test('roles', () => {
    const { found, places } = said(
      policy(
        ...people(),
        'trust: { "*": commit, §XX: self }',
        'approve: [{ roles: [TL, §YY] }]',
        'waive: { roles: [TL], breakGlass: { roles: [§ZZ] } }',
        'forge: { accept: [github], roles: [§VV] }',
      ),
    )
    expect(found.filter((one) => one.startsWith('link/'))).toHaveLength(4)
    expect(found.filter((one) => one.startsWith('link/')).every((one) => one.startsWith('link/unknown-role'))).toBe(true)
    expect(all('link/unknown-role', places.slice(1))).toEqual(expect.arrayContaining([`link/unknown-role ${places[1]}`]))
  })
  test('people', () => {
    const { found, places } = said(policy(...people(), 'governance: { people: [ada, §bob] }', 'restore: { people: [§eve] }'))
    expect(found.filter((one) => one.startsWith('link/')).sort()).toEqual(all('link/unknown-id', places).sort())
  })
  test('roles of people where none is declared', () => {
    const texts = {
      ...policy(...people(), 'approve: [{ roles: [RL] }]'),
      'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\nweeks: half-open\n',
    }
    expect(said(texts).found).toEqual([])
  })
})

describe('too few people', () => {
  test.each<[string, string[]]>([
    ['nobody holds it', [...people(), 'approve: [§{ roles: [SL] }]']],
    ['not enough', [...people(), 'review: [§{ roles: [RL], min: 3 }]']],
    ['the owner is one of them', [...people(), 'review: [§{ roles: [TL], people: [ada], min: 2 }]']],
    ['waivers, and emergencies', [...people(), 'waive: §{ roles: [SL], breakGlass: §{ roles: [RL], min: 3 } }']],
  ])('%s', (_, rest) => {
    const { found, places } = said(policy(...rest))
    // The place of a mapping under a key is that of the key.
    expect(found.filter((one) => one.startsWith('policy/too-few-people'))).toHaveLength(places.length)
    if (places.length === 1) expect(found).toEqual(all('policy/too-few-people', places))
  })
})

describe('people who cannot be told apart', () => {
  test('addresses, accounts and keys', () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample'
    const { found, places } = said(
      policy(
        ...people(
          `  - { id: eve, emails: [§"Ada@example.org"], accounts: ["github:eve"], keys: ["${key} one"] }`,
          `  - { id: bob, accounts: [§"github:Eve"], keys: [§"${key} two"] }`,
        ),
      ),
    )
    expect(found).toEqual(all('policy/shared-identity', places))
  })
  test('patterns', () => {
    const { found, places } = said(policy(...people('  - { id: eve, emails: [§"*@example.org", eve@example.org] }')))
    expect(found).toEqual(all('policy/wildcard', places))
  })
})

describe('who has to sign and cannot', () => {
  test('by role, by rule, by name', () => {
    const { found, places } = said(
      policy(
        'trust: { RL: signed }',
        'people:',
        '  - §{ id: ada, roles: [RL] }',
        '  - { id: robot, kind: bot, roles: [RL] }',
        '  - { id: left, roles: [RL], active: { to: "2026-01-01" } }',
        '  - §{ id: grace }',
        '  - { id: bob }',
        'governance: { people: [grace], trust: signed }',
      ),
    )
    expect(found.filter((one) => one.startsWith('policy/no-key'))).toEqual(all('policy/no-key', places))
    const byRule = said(policy('people: [§{ id: ada, roles: [RL] }, { id: bob }]', 'accept: [{ roles: [RL], trust: signed }]'))
    expect(byRule.found).toEqual(all('policy/no-key', byRule.places))
  })
  test('in every role that has no demand of its own', () => {
    const { found, places } = said(
      policy(
        'trust: { RL: commit, "*": signed }',
        'people:',
        '  - §{ id: ada, roles: [RL, TL] }',
        '  - { id: eve, roles: [RL] }',
        '  - { id: robot, kind: bot, roles: [TL] }',
        '  - §{ id: grace }',
        '  - { id: bob }',
        'review: [{ people: [grace] }]',
      ),
    )
    expect(found.filter((one) => one.startsWith('policy/no-key'))).toEqual(all('policy/no-key', places))
    const relaxed = said(policy('trust: { RL: signed, "*": commit }', 'people: [§{ id: ada, roles: [RL] }, { id: eve, roles: [TL] }]'))
    expect(relaxed.found.filter((one) => one.startsWith('policy/no-key'))).toEqual(all('policy/no-key', relaxed.places))
  })
})

describe('a rule that never applies', () => {
  test('fits nothing, or comes too late', () => {
    const { found, places } = said(
      policy(
        ...people(),
        'approve:',
        '  - { stages: [exit], roles: [TL] }',
        '  - §{ gates: [P0], roles: [RL] }',
        '  - §{ gates: [P9], roles: [RL] }',
        'review:',
        '  - §{ phases: [P9], roles: [RL] }',
      ),
    )
    expect(found).toEqual(all('policy/never-applies', places))
  })
})

test('nothing is said without a policy, and lines are in order', () => {
  const { program } = linkTexts({ 'specification/program.yaml': programYaml, ...phases })
  expect(lines(program ? checkRules(program).filter(({ code }) => code.startsWith('policy/')) : [])).toEqual([])
})
