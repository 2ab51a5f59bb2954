import { describe, expect, test } from 'vitest'
import type { Facts, FileFact } from '../../src/gates/case.ts'
import { criterionDefinition, gateDefinition } from '../../src/gates/definition.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { type ApprovalRequest, approvalFactsNeeded, planApproval } from '../../src/plan/approval.ts'
import type { Planned } from '../../src/plan/plan.ts'
import { type ApprovalRecord, ApprovalRecord as ApprovalSchema } from '../../src/schema/records.ts'
import { caseOf, findings, phaseYaml, planOf, programOf, recordFile, stamp } from './sample.ts'

const digest = (letter: string) => letter.repeat(64)
const file = (letter: string): FileFact => ({ state: 'file', sha256: digest(letter) })

function factsOf(files: Record<string, FileFact> = { 'docs/charter.md': file('1') }, globs: Record<string, string[]> = {}): Facts {
  return {
    head: undefined,
    knownCommits: undefined,
    files: new Map(Object.entries(files)),
    globs: new Map(Object.entries(globs)),
    inputs: new Map(),
  }
}

const approve = (
  request: Partial<ApprovalRequest> = {},
  { program = programOf(), facts = factsOf(), records = caseOf(), by = stamp } = {},
): Planned => planApproval(program, records, facts, { decision: 'approve', id: 'P0.1', ...request }, by)

function recordOf(result: Planned): ApprovalRecord & { path: string } {
  const [step] = planOf(result).steps
  if (step?.type !== 'create') throw new Error('a new file was expected')
  return { ...ApprovalSchema.parse(JSON.parse(step.text)), path: step.path }
}

describe('the record', () => {
  test('binds the definition of the criterion and the digests of the subjects', () => {
    const program = programOf()
    const result = approve(
      { role: 'TL', comment: 'fine', forum: 'steering', forumDate: '2026-11-19', minutes: 'docs/minutes.md', aspect: 'safety' },
      { program },
    )
    const { path, ...record } = recordOf(result)
    expect(record).toEqual({
      format: 1,
      program: 'demo',
      decision: 'approve',
      target: { type: 'criterion', id: 'P0.1' },
      definition: criterionDefinition(program.criteria.get('P0.1') as never),
      subjects: [{ path: 'docs/charter.md', sha256: digest('1') }],
      by: stamp.author,
      role: 'TL',
      forum: 'steering',
      forumDate: '2026-11-19',
      minutes: 'docs/minutes.md',
      aspect: 'safety',
      comment: 'fine',
      at: stamp.now,
      remembers: [{ type: 'criterion', id: 'P0.1', fingerprint: expect.stringMatching(/^sha256:v1:[0-9a-f]{64}$/) }],
      commit: stamp.commit,
      trust: 'self',
    })
    const [step] = planOf(result).steps
    expect(path).toBe(`.refractor/approvals/P0.1-approve-${sha256Hex(step?.type === 'create' ? step.text : '').slice(0, 12)}.json`)
  })

  test('of a gate: all its criteria, and the subjects of their approval checks', () => {
    const program = programOf()
    const record = recordOf(approve({ id: 'P0' }, { program }))
    expect(record.target).toEqual({ type: 'gate', id: 'P0' })
    expect(record.definition).toBe(gateDefinition(program.gates.get('P0') as never))
    expect(record.subjects).toHaveLength(1)
  })

  test('of a milestone: its acceptance gate, and no subjects where no check names any', () => {
    const record = recordOf(approve({ id: 'demo/P0.M1' }))
    expect(record.target).toEqual({ type: 'milestone', id: 'P0.M1' })
    expect(record.subjects).toEqual([])
  })

  test('subjects of the request: files, directories, globs and exclusions', () => {
    const facts = factsOf(
      { 'docs/a.md': file('a'), 'docs/b.md': file('b'), 'src/x.ts': file('c') },
      { 'docs/': ['docs/b.md', 'docs/a.md'], 'docs/**': ['docs/b.md', 'docs/a.md'], '**/*.md': ['docs/a.md', 'docs/b.md'] },
    )
    expect(recordOf(approve({ subjects: ['docs/', 'src/x.ts'] }, { facts })).subjects.map((one) => one.path)).toEqual([
      'docs/a.md',
      'docs/b.md',
      'src/x.ts',
    ])
    expect(recordOf(approve({ subjects: ['**/*.md', '!docs/b.md'] }, { facts })).subjects).toEqual([
      { path: 'docs/a.md', sha256: digest('a') },
    ])
    expect(recordOf(approve({ subjects: [] }, { facts })).subjects).toEqual([])
  })

  test('without a commit it says so', () => {
    const { commit: _, ...uncommitted } = stamp
    const result = approve({}, { by: { ...uncommitted, commit: undefined } })
    expect(recordOf(result)).not.toHaveProperty('commit')
    expect(result.diagnostics.map((one) => `${one.severity} ${one.code}`)).toEqual(['warning git/no-commit'])
  })

  test('an id that is no file name', () => {
    const program = programOf({ phases: { 'phases/P0.yaml': phaseYaml.replace('id: P0.1', 'id: "P0 1"').replace('[P0.1]', '["P0 1"]') } })
    expect(recordOf(approve({ id: 'P0 1' }, { program })).path).toMatch(/^\.refractor\/approvals\/P0%201-approve-/)
  })
})

describe('facts needed', () => {
  test('the subjects of the checks, or of the request', () => {
    expect(approvalFactsNeeded(programOf(), 'P0', {})).toMatchObject({ files: ['docs/charter.md'], globs: [] })
    expect(approvalFactsNeeded(programOf(), 'P0.1', { subjects: ['docs/', '*.md', '!x.md', 'a.md'] })).toMatchObject({
      texts: [],
      inputs: [],
    })
    const { files, globs } = approvalFactsNeeded(programOf(), 'P0.1', { subjects: ['docs/', '*.md', '!x.md', 'a.md'] })
    expect(files).toContain('a.md')
    expect(globs).toContain('*.md')
    expect(globs.some((glob) => glob.startsWith('docs/'))).toBe(true)
    expect([...files, ...globs].join()).not.toContain('x.md')
    expect(approvalFactsNeeded(programOf(), 'P9', {})).toMatchObject({ files: [], globs: [] })
  })
})

test('nobody is told to declare the first role where there is none: every other one that checks name would have to be declared too', () => {
  const program = programOf({ program: 'format: 1\nid: demo\nname: Demo\n' })
  const { diagnostics } = approve({ id: 'P0.1' }, { program })
  expect(diagnostics[0]?.help).toBe('add Ada Lovelace <ada@example.org> under people: with roles: TL in specification/program.yaml')
})

describe('refused', () => {
  const line = 'specification/phases/P0.yaml:27'
  const other = { ...stamp, author: 'Eve <eve@example.org>' }

  test.each([
    [
      'a subject that does not exist',
      { facts: factsOf({ 'docs/charter.md': { state: 'missing' } }) },
      {},
      [`evidence/missing-artifact ${line}`],
    ],
    ['a subject nobody looked for', { facts: factsOf({}) }, {}, [`evidence/missing-artifact ${line}`]],
    ['a glob that matches nothing', { facts: factsOf({}, { '*.md': [] }) }, { subjects: ['*.md'] }, [`evidence/missing-artifact ${line}`]],
    ['a glob nobody looked for', { facts: factsOf({}) }, { subjects: ['*.md'] }, [`evidence/missing-artifact ${line}`]],
    [
      'an empty directory',
      { facts: factsOf({ 'docs/': { state: 'directory' } }, { 'docs/**': [] }) },
      { subjects: ['docs/'] },
      [`evidence/missing-artifact ${line}`],
    ],
    [
      'a subject that cannot be read',
      { facts: factsOf({ 'docs/charter.md': { state: 'unreadable', problem: 'EACCES' } }) },
      {},
      [`workspace/unreadable ${line}`],
    ],
    [
      'a directory named like a file',
      { facts: factsOf({ docs: { state: 'directory' } }) },
      { subjects: ['docs'] },
      [`workspace/unreadable ${line}`],
    ],
    ['a bot', { by: { ...stamp, author: 'Robot <robot@example.org>' } }, {}, [`state/guard ${line}`]],
    ['a bot of a forge', { by: { ...stamp, author: 'dependabot[bot] <49@example.org>' } }, {}, [`state/guard ${line}`]],
    ['nobody', { by: { ...stamp, author: 'TBD' } }, {}, [`state/guard ${line}`]],
    ['a role that somebody else holds', { by: other }, { role: 'TL' }, [`state/guard ${line}`]],
    ['a role that nobody holds', {}, { role: 'QL' }, [`state/guard ${line}`]],
    ['a role that the program does not have', {}, { role: 'XL' }, [`link/unknown-role ${line}`]],
    ['an approval that only other roles can give', { by: other }, {}, [`state/guard ${line}`]],
    ['an unknown id', {}, { id: 'P0.9' }, ['cli/unknown-id']],
    ['a task', {}, { id: 'P0.M1.T1' }, ['cli/unknown-id']],
  ])('%s', (_, parts, request, expected) => {
    expect(findings(approve(request, parts))).toEqual(expected)
  })

  test('a milestone without acceptance criteria', () => {
    const program = programOf({ phases: { 'phases/P0.yaml': phaseYaml.replace(/ {4}acceptance:[\s\S]*?(?=exit:)/, '') } })
    const result = approve({ id: 'P0.M1' }, { program })
    expect(findings(result)).toEqual(['cli/unknown-id'])
    expect(result.diagnostics[0]?.message).toContain('acceptance criteria')
  })

  test('everything that is wrong is said at once', () => {
    expect(findings(approve({ role: 'QL', subjects: ['a.md', 'b.md'] }))).toHaveLength(3)
  })
})

test('a bot and nobody approve nothing, even what no check reserves for roles', () => {
  for (const author of ['Robot <r@example.org>', 'ci[bot] <c@example.org>', 'TBD']) {
    expect(approve({ id: 'P0.M1' }, { by: { ...stamp, author } }).ok).toBe(false)
    expect(approve({ id: 'P0.M1', decision: 'reject' }, { by: { ...stamp, author } }).ok).toBe(false)
  }
})

test('an approval that lacks what the check asks for is recorded with a warning', () => {
  const text = phaseYaml.replace('roles: [TL]', 'forum: Steering review, minutes: true, aspect: safety')
  const program = programOf({ phases: { 'phases/P0.yaml': text } })
  const warnings = (request: Partial<ApprovalRequest>) =>
    approve(request, { program }).diagnostics.map((one) => `${one.severity} ${one.help}`)
  expect(warnings({})).toEqual([
    'warning approve again with --aspect safety',
    "warning approve again with --forum 'Steering review'",
    'warning approve again with --minutes FILE',
  ])
  expect(warnings({ forum: 'steering review ', minutes: 'TBD', aspect: 'speed' })).toHaveLength(2)
  expect(warnings({ forum: 'Steering Review', minutes: 'docs/minutes.md', aspect: 'Safety' })).toEqual([])
  expect(warnings({ decision: 'reject' })).toEqual([])
})

describe('who may', () => {
  test('holders by name, by address, by id; owner of the role or a role of the person', () => {
    for (const author of ['Ada Lovelace', 'ada lovelace <other@example.org>'])
      expect(approve({ role: 'TL' }, { by: { ...stamp, author } }).ok).toBe(true)
    const program = programOf({
      program:
        'format: 1\nid: demo\nname: Demo\nroles: [{ id: TL, owner: grace }, { id: QA }]\npeople: [{ id: grace, name: Grace Hopper, emails: [Grace@example.org], roles: [QA] }]\n',
    })
    for (const author of ['G. Hopper <grace@EXAMPLE.org>', 'Grace Hopper', 'grace']) {
      for (const role of ['TL', 'QA']) expect(approve({ role }, { program, by: { ...stamp, author } }).ok).toBe(true)
    }
  })

  test('anybody may reject, even what does not exist; as a role only who holds it', () => {
    const by = { ...stamp, author: 'Eve <eve@example.org>' }
    const result = approve({ decision: 'reject' }, { by, facts: factsOf({}) })
    expect(recordOf(result)).toMatchObject({ decision: 'reject', subjects: [] })
    expect(recordOf(result).path).toContain('P0.1-reject-')
    expect(approve({ decision: 'reject', role: 'TL' }, { by }).ok).toBe(false)
  })

  test('anybody may approve what no check reserves for roles', () => {
    expect(approve({ id: 'P0.M1' }, { by: { ...stamp, author: 'Eve <eve@example.org>' } }).ok).toBe(true)
  })
})

describe('saying it again', () => {
  const said = (at: string, changes: Partial<ApprovalRecord> = {}) => {
    const { path, ...record } = recordOf(approve())
    return recordFile(path, { ...record, at, ...changes })
  }
  const steps = (...approvals: ReturnType<typeof said>[]) => planOf(approve({}, { records: caseOf({ approvals }) })).steps.length

  test('needs nothing, unless something has changed or somebody has rejected it since', () => {
    expect(steps(said('2026-11-19T00:00:00Z'))).toBe(0)
    expect(steps(said('2026-11-19T00:00:00Z'), said('2026-11-18T00:00:00Z', { decision: 'reject', by: 'Eve' }))).toBe(0)
    expect(steps(said('2026-11-19T00:00:00Z'), said('2026-11-19T00:00:00Z', { decision: 'reject', by: 'Eve' }))).toBe(1)
    expect(steps(said('2026-11-19T00:00:00Z', { definition: digest('0') }))).toBe(1)
    expect(steps(said('2026-11-19T00:00:00Z', { subjects: [] }))).toBe(1)
    expect(steps(said('2026-11-19T00:00:00Z', { by: 'Eve' }))).toBe(1)
    expect(steps(said('2026-11-19T00:00:00Z', { target: { type: 'gate', id: 'P0' } }))).toBe(1)
  })

  test.each<[string, [string, Partial<ApprovalRecord>][], string]>([
    ['now, behind everything that was said before', [['09:59:59', { decision: 'reject', by: 'Eve' }]], '10:00:00'],
    ['after the rejection of this second, whoever made it', [['10:00:00', { decision: 'reject', by: 'Eve' }]], '10:00:01'],
    ['after one that a faster clock made', [['10:04:00', { decision: 'reject' }]], '10:04:01'],
    ['now, where one claims to be from another time', [['11:00:00', { decision: 'reject' }]], '10:00:00'],
    ['now, beside what others say', [['10:00:00', { by: 'Eve' }]], '10:00:00'],
    ['now, whatever is said about others', [['10:00:00', { decision: 'reject', target: { type: 'gate', id: 'P0' } }]], '10:00:00'],
    ['now, whatever is said in other programs', [['10:00:00', { decision: 'reject', program: 'other' }]], '10:00:00'],
  ])('is said %s', (_, before, at) => {
    const approvals = before.map(([time, changes], index) => {
      const { path, ...record } = recordOf(approve())
      return recordFile(path.replace('.json', `-${index}.json`), { ...record, at: `2026-11-20T${time}Z`, ...changes })
    })
    expect(recordOf(approve({}, { records: caseOf({ approvals }) })).at).toBe(`2026-11-20T${at}Z`)
  })

  test.each([
    ['10:00:00', '10:00:01'],
    ['10:00:01', '10:00:02'],
  ])('is said anew behind what was said at %s and taken back in this second', (time, at) => {
    const own = said(`2026-11-20T${time}Z`)
    const revoked = said('2026-11-20T10:00:00Z', { decision: 'revoke', revokes: [own.sha256] })
    const approvals = [own, { ...revoked, source: { ...revoked.source, path: '.refractor/approvals/r.json' } }]
    expect(recordOf(approve({}, { records: caseOf({ approvals }) })).at).toBe(`2026-11-20T${at}Z`)
  })
})
