import type { Planned, Program } from '@refractor/core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readSnapshot } from '../src/read-snapshot.ts'
import { signPlan } from '../src/sign-plan.ts'
import { readSshSignature } from '../src/ssh-signature.ts'
import { makeKeys } from './support/keys.ts'
import { git, tempFolder, tempRepository } from './support/temp.ts'

const keys = makeKeys({ lead: 'ed25519', other: 'ed25519', stranger: 'ed25519' })
const author = 'Lead <lead@example.org>'

const people =
  `people:\n  - { id: lead, emails: [lead@example.org], keys: ["${keys.lead.text} remark"] }\n` +
  `  - { id: other, emails: [other@example.org], keys: ["${keys.other.text}"] }\n`

async function workspace(): Promise<{ root: string; program: Program }> {
  const root = tempRepository({
    'refractor.yaml': 'format: 1\n',
    'specification/program.yaml': `format: 1\nid: golden\nname: Golden\n${people}`,
  })
  const program = (await readSnapshot(root, { cache: false })).programs[0]?.program
  if (!program) throw new Error('no program')
  return { root, program }
}

const create = (path: string) => ({ type: 'create', path, text: `${path}\n`, why: 'a record' }) as const
const plan = (...paths: readonly string[]): Planned => ({ ok: true, plan: { title: 'record', steps: paths.map(create) }, diagnostics: [] })
const codesOf = (outcome: Planned): string[] => outcome.diagnostics.map(({ code }) => code)
const stepsOf = (outcome: Planned) => (outcome.ok ? outcome.plan.steps : [])
const approval = '.refractor/approvals/a.json'

afterEach(() => vi.unstubAllEnvs())

describe('signing a plan', () => {
  test('puts a signature beside each record, in the namespace of its type, and beside nothing else', async () => {
    const { root, program } = await workspace()
    const paths = [
      approval,
      '.refractor/waivers/w.json',
      'docs/evidence/P0/run/metadata.json',
      'docs/evidence/P0/run/junit.xml',
      'outbox/P0/metadata.json',
      'outbox/P0/x/metadata.json',
      'docs/a.json',
    ]
    const signed = signPlan(root, program, plan(...paths), { key: keys.lead.path, author })
    const signatures = stepsOf(signed).flatMap((step) => (step.type === 'create' && step.path.endsWith('.sig') ? [step] : []))
    expect(signatures.map(({ path, text }) => [path, readSshSignature(text)?.namespace])).toEqual([
      [`${approval}.sig`, 'refractor-approval-v1'],
      ['.refractor/waivers/w.json.sig', 'refractor-waiver-v1'],
      ['docs/evidence/P0/run/metadata.json.sig', 'refractor-evidence-v1'],
      ['outbox/P0/metadata.json.sig', 'refractor-review-v1'],
    ])
    expect(stepsOf(signed).length).toBe(paths.length + 4)
  })

  test('takes the key that git signs with: a path, or the key itself, whose private part an agent holds', async () => {
    const { root, program } = await workspace()
    git(root, 'config', 'gpg.format', 'ssh')
    git(root, 'config', 'user.signingkey', keys.lead.path)
    expect(stepsOf(signPlan(root, program, plan(approval), { author })).length).toBe(2)
    git(root, 'config', 'user.signingkey', `key::${keys.lead.text}`)
    vi.stubEnv('SSH_AUTH_SOCK', '')
    expect(codesOf(signPlan(root, program, plan(approval), { author }))).toEqual(['signature/not-signed'])
  })

  test('says what to do without a key, and where git signs with another kind', async () => {
    const { root, program } = await workspace()
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
    expect(codesOf(signPlan(root, program, plan(approval), { author }))).toEqual(['signature/no-key'])
    git(root, 'config', 'user.signingkey', 'ABCDEF')
    expect(codesOf(signPlan(root, program, plan(approval), { author }))).toEqual(['signature/no-key'])
  })

  test.each([
    ['of nobody', keys.stranger],
    ['of somebody else', keys.other],
  ])('refuses a key %s: it would make a bad signature', async (_, key) => {
    const { root, program } = await workspace()
    expect(codesOf(signPlan(root, program, plan(approval), { key: key.path, author }))).toEqual(['signature/unknown-key'])
  })

  test('refuses a key that is none, one that is not there, and a missing ssh-keygen', async () => {
    const { root, program } = await workspace()
    const sign = (key: string) => codesOf(signPlan(root, program, plan(approval), { key, author }))
    expect(sign(`${root}/refractor.yaml`)).toEqual(['signature/not-signed'])
    expect(sign(`${root}/none`)).toEqual(['signature/not-signed'])
    vi.stubEnv('PATH', tempFolder())
    expect(sign(keys.lead.path)).toEqual(['signature/unavailable'])
  })

  test('touches no key for a dry run, and leaves a refusal and a plan without records as they are', async () => {
    const { root, program } = await workspace()
    const dry = signPlan(root, program, plan(approval), { key: `${root}/none`, author, dryRun: true })
    expect(stepsOf(dry).map((step) => (step.type === 'create' ? [step.path, step.text] : []))).toEqual([
      [approval, `${approval}\n`],
      [`${approval}.sig`, ''],
    ])
    const other = plan('docs/a.md')
    expect(signPlan(root, program, other, { key: `${root}/none`, author })).toBe(other)
    const refused: Planned = { ok: false, diagnostics: [] }
    expect(signPlan(root, program, refused, { author })).toBe(refused)
  })
})
