import { describe, expect, test } from 'vitest'
import { evidenceNeeded } from '../../src/gates/evidence-needed.ts'
import { forgeDecisions } from '../../src/gates/forge-decisions.ts'
import type { ForgeReview } from '../../src/gates/forge-reviews.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import type { Program } from '../../src/link/program-types.ts'
import type { PolicyFile } from '../../src/schema/policy.ts'
import type { ApprovalRecord } from '../../src/schema/records.ts'
import { approvalOf, caseOf, commit, criterion, exitOf, factsOf, hash, now, outcome } from './build.ts'

const policy = (more: Partial<PolicyFile> = {}): PolicyFile => ({ format: 1, version: 1, forge: { accept: ['github'] }, ...more })

/** A program whose lead and developer have accounts; P0.1 asks for the lead's approval of a file. */
function programWith(record: PolicyFile | null = policy(), trust?: 'self' | 'commit' | 'signed'): Program {
  const check = { kind: 'approval', roles: ['lead'], subjects: ['docs/a.md'] } as const
  const program = exitOf([criterion('P0.1', { ...check, roles: [...check.roles], subjects: [...check.subjects] }, trust && { trust })], {
    program: {
      roles: [{ id: 'lead' }, { id: 'dev' }],
      people: [
        { id: 'ada', emails: ['ada@example.org'], roles: ['lead'], accounts: ['github:Ada-L'] },
        { id: 'dev', roles: ['dev'], accounts: ['github:dev', 'gitlab:dev'] },
        { id: 'ci', kind: 'bot', roles: ['lead'], accounts: ['github:builder'] },
        { id: 'twin', accounts: ['github:dev2'] },
        { id: 'other-twin', accounts: ['github:dev2'] },
        { id: 'elsewhere' },
      ],
    },
  })
  return record === null ? program : { ...program, policy: { id: 'demo', record, file: program.file.file, pointer: '' } }
}

const review = (account: string, decision: ForgeReview['decision'] = 'approve', more: Partial<ForgeReview> = {}): ForgeReview => ({
  id: '1',
  account,
  bot: false,
  decision,
  commit,
  at: '2026-11-20T10:00:00Z',
  ...more,
})

const decide = (program: Program, reviews: readonly ForgeReview[], provider: 'github' | 'gitlab' | null = 'github') =>
  forgeDecisions(program, { provider: provider ?? undefined, reviews }, { head: commit, now, name: 'reviews.json' })

const told = (program: Program, ...reviews: readonly ForgeReview[]) => {
  const { approvals, diagnostics } = decide(program, reviews)
  return [...approvals.map(({ record }) => `${record?.by} ${record?.decision}`), ...diagnostics.map(({ code }) => code)]
}

describe('a review at the forge', () => {
  test('is the decision of the person with that account, however it is spelled', () => {
    const { approvals, diagnostics } = decide(programWith(), [review('ada-l')])
    expect(diagnostics).toEqual([])
    expect(approvals.map(({ source, record }) => [source.path, record])).toEqual([
      [
        'forge:github/ada-l/1',
        expect.objectContaining({
          decision: 'approve',
          target: { type: 'change', id: commit },
          by: 'ada',
          at: '2026-11-20T10:00:00Z',
          trust: 'forge',
          forge: { provider: 'github', account: 'ada-l', commit },
        }),
      ],
    ])
  })

  test('is of nobody where a letter only looks like one of the account', () => {
    const program = programWith()
    const kim: Program = {
      ...program,
      people: new Map([...program.people].map(([id, entry]) => [id, { ...entry, record: { ...entry.record, accounts: ['github:kim'] } }])),
    }
    const only: Program = { ...kim, people: new Map([...kim.people].filter(([id]) => id === 'ada')) }
    expect(told(only, review('Kim'))).toEqual(['ada approve'])
    // The Kelvin sign, whose lower case is a k.
    expect(told(only, review('\u212aim'))).toEqual(['forge/review-ignored'])
  })

  test('is the latest of each person', () => {
    const program = programWith()
    expect(told(program, review('ada-l', 'reject'), review('ada-l'))).toEqual(['ada approve'])
    expect(told(program, review('ada-l'), review('ada-l', 'none'))).toEqual([])
    expect(told(program, review('ada-l'), review('ada-l', 'reject'), review('dev'))).toEqual(['ada reject', 'dev approve'])
  })

  test('approves only the commit that is judged; a request for changes stands whatever was pushed', () => {
    const other = { commit: 'b'.repeat(40) }
    const program = programWith()
    expect(told(program, review('ada-l', 'approve', other))).toEqual(['forge/review-ignored'])
    expect(told(program, review('ada-l', 'approve', { commit: undefined }))).toEqual(['forge/review-ignored'])
    expect(told(program, review('ada-l', 'reject', other))).toEqual(['ada reject'])
    // Who approves an older commit afterwards has no objection any more, and has not approved this one.
    expect(told(program, review('ada-l', 'reject', other), review('ada-l', 'approve', other))).toEqual(['forge/review-ignored'])
  })

  test('of nobody, of several persons and of bots does not count', () => {
    const ignored = ['forge/review-ignored']
    expect(told(programWith(), review('nobody'))).toEqual(ignored)
    expect(told(programWith(), review('nobody', 'none'))).toEqual([])
    expect(decide(programWith(), [review('nobody', 'reject')]).diagnostics[0]?.message).toMatch(/^the request for changes of nobody /)
    expect(told(programWith(), review('dev2'))).toEqual(ignored)
    expect(told(programWith(), review('builder'))).toEqual(ignored)
    expect(told(programWith(), review('ada-l', 'approve', { bot: true }))).toEqual(ignored)
  })

  test('counts only of a forge that policy accepts, and for its roles', () => {
    expect(told(programWith(null), review('ada-l'))).toEqual(['forge/not-accepted'])
    expect(told(programWith(policy({ forge: { accept: ['gitlab'] } })), review('ada-l'))).toEqual(['forge/not-accepted'])
    const forDev = programWith(policy({ forge: { accept: ['github'], roles: ['dev'] } }))
    expect(told(forDev, review('ada-l'), review('dev'))).toEqual(['dev approve', 'forge/review-ignored'])
  })

  test('has the time of the judgement where the forge says none', () => {
    const program = programWith(policy({ forge: { accept: ['gitlab'] } }))
    expect(decide(program, [review('dev', 'approve', { at: undefined })], 'gitlab').approvals[0]?.record?.at).toBe(now)
    expect(decide(program, [], null)).toEqual({ approvals: [], diagnostics: [] })
  })
})

describe('judged by', () => {
  const facts = factsOf({ files: { 'docs/a.md': { state: 'file', size: 1, sha256: hash('a') } } })
  const judged = (program: Program, ...approvals: readonly ReturnType<typeof approvalOf>[]): string => {
    const result = judgeGates(program, caseOf({ approvals }), facts, ['P0'], { now }).gates[0]?.criteria[0]
    return result ? (outcome(result).split(':')[0] as string) : 'nothing'
  }
  const reviewed = (program: Program, ...reviews: readonly ForgeReview[]) => decide(program, reviews).approvals

  test('a review of the commit approves every file of it', () => {
    const program = programWith()
    expect(judged(program, ...reviewed(program, review('ada-l')))).toMatch(/^met/)
    expect(judged(program, ...reviewed(program, review('dev')))).toMatch(/^unmet pending|^pending/)
    expect(judged(program, ...reviewed(program, review('ada-l', 'reject')))).toMatch(/rejected/)
  })

  test('it proves as much as a commit does, and less than a signature', () => {
    const [commits, signatures] = [programWith(policy(), 'commit'), programWith(policy(), 'signed')]
    expect(judged(commits, ...reviewed(commits, review('ada-l')))).toMatch(/^met/)
    expect(judged(signatures, ...reviewed(signatures, review('ada-l')))).not.toMatch(/^met/)
    const perRole = programWith(policy({ trust: { lead: 'signed' } }))
    expect(judged(perRole, ...reviewed(perRole, review('ada-l')))).not.toMatch(/^met/)
  })

  test('it stands for no role that policy leaves out', () => {
    const people = { roles: ['lead', 'dev'] }
    const base = programWith(policy({ forge: { accept: ['github'], roles: ['dev'] } }))
    const ada = base.people.get('ada')
    if (!ada) throw new Error('no ada')
    const program: Program = { ...base, people: new Map([...base.people, ['ada', { ...ada, record: { ...ada.record, ...people } }]]) }
    const approvals = reviewed(program, review('ada-l'))
    expect(approvals.length).toBe(1)
    expect(judged(program, ...approvals)).not.toMatch(/^met/)
    // Where the same person has approved in a record of their own, that counts for itself.
    const own = approvalOf({
      by: 'ada@example.org',
      definition: definitionOf(program),
      subjects: [{ path: 'docs/a.md', sha256: hash('a') }],
    })
    expect(judged(program, ...approvals, own)).toMatch(/^met/)
  })

  test('it meets a rule of policy in the roles for which it counts', () => {
    const ruled = (roles: string[] | undefined, rule: NonNullable<PolicyFile['approve']>[number]): Program => {
      const record = policy({ approve: [rule], forge: { accept: ['github'], ...(roles && { roles }) } })
      const program = exitOf([criterion('P0.1', { kind: 'approval' })], {
        program: { roles: [{ id: 'lead' }, { id: 'dev' }], people: [{ id: 'ada', roles: ['lead', 'dev'], accounts: ['github:ada-l'] }] },
      })
      return { ...program, policy: { id: 'demo', record, file: program.file.file, pointer: '' } }
    }
    const verdict = (program: Program): string => judged(program, ...reviewed(program, review('ada-l')))
    expect(verdict(ruled(undefined, { roles: ['lead'] }))).toMatch(/^met/)
    expect(verdict(ruled(['dev'], { roles: ['lead'] }))).not.toMatch(/^met/)
    expect(verdict(ruled(['dev'], { roles: ['lead', 'dev'] }))).toMatch(/^met/)
    expect(verdict(ruled(['dev'], { people: ['ada'] }))).toMatch(/^met/)
    expect(verdict(ruled(undefined, { roles: ['lead'], trust: 'signed' }))).not.toMatch(/^met/)
  })

  test('a record of the repository that claims to be one is none', () => {
    const program = programWith()
    const [real] = reviewed(program, review('ada-l'))
    if (!real) throw new Error('no review')
    const forged = { ...real, source: { ...real.source, path: '.refractor/approvals/forged.json' } }
    expect(judged(program, forged)).not.toMatch(/^met/)
  })

  test('nothing is asked of git for it', () => {
    const program = programWith()
    const approvals = reviewed(program, review('ada-l'))
    expect(evidenceNeeded(program, caseOf({ approvals }), ['P0']).proofs).toBeUndefined()
  })
})

/** The digest that an approval of P0.1 has to be bound to. */
function definitionOf(program: Program): ApprovalRecord['definition'] {
  const result = judgeGates(program, caseOf({}), factsOf(), ['P0'], { now }).gates[0]?.criteria[0]
  return result?.definition ?? ''
}
