// tested-for: P4.R6
import { describe, expect, it } from 'vitest'
import { packHtml } from '../../../src/export/pack/pack-html.ts'
import { packMarkdown } from '../../../src/export/pack/pack-markdown.ts'
import type { ReviewPack } from '../../../src/export/pack/review-pack.ts'
import type { GateResult } from '../../../src/gates/result.ts'

const location = { file: 'specification/phases/P0.yaml', line: 4, column: 3 }
const criterion = { gate: 'P0', kind: 'test', level: 'required', location, definition: 'd'.repeat(64), evidence: [] } as const
const gate: GateResult = {
  id: 'P0',
  program: 'demo',
  title: 'Foundations',
  phase: 'P0',
  milestone: undefined,
  stage: 'exit',
  verdict: 'unmet',
  due: true,
  counts: { met: 1, unmet: 1, waived: 1, notApplicable: 0, unknown: 0 },
  location,
  criteria: [
    {
      ...criterion,
      id: 'P0.1',
      statement: 'All <tests> | pass',
      outcome: 'met',
      because: '3 passed',
      evidence: ['a', 'b', 'c', 'd'].map((name) => ({ path: `docs/evidence/${name}/metadata.json` })),
    },
    { ...criterion, id: 'P0.2', statement: 'Approved', outcome: 'unmet', reason: 'pending', because: 'nobody has', level: 'recommended' },
    {
      ...criterion,
      id: 'P0.3',
      statement: 'Fast',
      outcome: 'waived',
      because: 'W-001',
      waiver: {
        id: 'W-001',
        path: '.refractor/waivers/W-001.json',
        until: '2026-12-20T23:59:59Z',
        breakGlass: true,
        covered: { outcome: 'unmet', reason: 'failed', because: '41 ms' },
      },
    },
  ],
}

const bare: ReviewPack = {
  program: { id: 'demo', name: 'Demo' },
  phase: 'P0',
  title: 'Foundations',
  state: 'in-progress',
  goals: [],
  at: '2026-12-01T09:00:00Z',
  others: [],
  hindrances: [],
  needed: [],
  approvals: [],
  waivers: [],
  questions: [],
  actions: [],
  checklists: [],
  states: [],
  left: [],
  superseded: [],
  seeds: [],
  follows: [],
  milestones: [],
  risks: [],
  snapshots: [],
  drills: [],
  commands: [],
}

const full: ReviewPack = {
  ...bare,
  forum: 'steering review',
  window: '0-2',
  goals: ['a *parser* that every harbour can use'],
  commit: 'a'.repeat(40),
  gate,
  others: [{ id: 'P0.M1', title: 'Parser', stage: 'acceptance', verdict: 'unmet' }],
  hindrances: [{ message: 'P0 depends on P9', help: 'refractor review P9' }, { message: 'a box is open' }],
  needed: [{ id: 'P0.2', statement: 'Approved', who: ['architect: Ada'], because: 'nobody has', command: 'refractor approve P0.2' }],
  approvals: [{ path: 'x.json', of: 'P0.4', by: 'Ada <ada@example.org>', role: 'architect', at: '2026-11-30T10:00:00Z' }],
  waivers: [{ id: 'W-001', criterion: 'P0.3', until: '2026-12-20T23:59:59Z', breakGlass: true, found: '41 ms' }],
  questions: [{ id: 'Q1', title: 'Which harbour?', overdue: false }],
  actions: [{ id: 'P0.A1', title: 'Ask @ada', owner: 'ada', due: '2026-11-01', overdue: true }],
  checklists: [{ from: 'inbox/P0/a.md', to: 'outbox/P0/a.md' }],
  states: [{ id: 'P0.M1', to: 'accepted' }],
  seeds: ['inbox/P1/P1.md'],
  follows: [{ id: 'P1', title: 'Pilot', command: 'refractor milestone start P1.M1' }],
  milestones: [
    { id: 'P0.M1', title: 'Parser', state: 'under-review', owners: ['Ada'], tasks: { done: 1, total: 2 }, verdict: 'met' },
    { id: 'P0.M2', title: 'Page', state: 'planned', owners: [], tasks: { done: 0, total: 0 } },
  ],
  risks: [
    { id: 'R1', title: 'Late', severity: 'high', state: 'open', open: true, mitigation: 'begin early', tasks: ['T1'] },
    { id: 'R2', title: 'Lost', severity: 'medium', state: 'mitigated', open: false, owner: 'Ada', tasks: [] },
    { id: 'R3', title: 'Small', state: 'open', open: true, tasks: ['T2'] },
  ],
  snapshots: [{ id: '20261201T080000Z-0a1b2c3d', date: '2026-12-01T08:00:00Z', gates: ['P0'] }],
  drills: [
    { scenario: 'rollback', date: '2026-11-30', outcome: 'passed', rto: 0.41, rpo: 90, path: 'x' },
    { scenario: 'region lost', date: '2026-11-29', outcome: 'failed', rto: 600, rpo: 9000, path: 'y' },
  ],
  changes: {
    phase: 'P9',
    date: '2026-11-01T00:00:00Z',
    commit: 'b'.repeat(40),
    records: [{ change: 'changed', type: 'task', id: 'T1', title: 'Write', fields: ['state', 'owner'] }],
    gates: [{ id: 'P0', before: 'met', after: null }],
  },
  commands: [{ command: 'refractor approve P0.2', why: 'P0.2: architect: Ada' }],
}

describe('the Markdown', () => {
  const text = packMarkdown(full)
  it.each([
    '# Review of P0 Foundations (Demo)',
    '- **Verdict:** **unmet (1 met, 1 unmet, 1 waived, 0 unknown)**',
    '1. Action items: 1 open, 1 overdue',
    '3. Exit gate: unmet',
    '4. Approvals that are still needed: 1',
    '6. Risks: 2 open',
    '| `P0.1` | All \\<tests\\> \\| pass | **met** | 3 passed | `docs/evidence/a/metadata.json, docs/evidence/b/metadata.json, docs/evidence/c/metadata.json and 1 more` |',
    '| `P0.2` | Approved (recommended) | **unmet: pending** | nobody has | none |',
    '| `P0.3` | Fast | waived | W-001: 41 ms | none |',
    '- P0 depends on P9 (refractor review P9)',
    '| `P0.2` | Approved | architect: Ada | nobody has |',
    '| `W-001` | `P0.3` | 2026-12-20 | 41 ms (emergency) |',
    '| `P0.A1` | Ask @\u2060ada | ada | **2026-11-01, overdue** |',
    '| `Q1` | Which harbour? | nobody | no date |',
    '| `R1` | Late | **high** | open | nobody | begin early; T1 |',
    '| `R3` | Small | not rated | open | nobody | T2 |',
    '| `P0.M2` | Page | planned | nobody | 0/0 | no gate |',
    '| changed | task | `T1` | Write | state, owner |',
    '| `P0` | met | **not there** |',
    '| rollback | 2026-11-30 | **passed** | 410 ms | 1 min 30 s |',
    '| region lost | 2026-11-29 | **failed** | 10 min | 2 h 30 min |',
    '- P0.M1 becomes accepted',
    '# P0.2: architect: Ada\nrefractor approve P0.2',
  ])('has %s', (part) => expect(text).toContain(part))

  it('says where there is nothing', () => {
    const empty = packMarkdown(bare)
    expect(empty).toContain('The phase has no exit gate, so nothing can close it.')
    expect(empty).toContain('## Action items\n\nNone are open.')
    expect(empty).not.toContain('## What changed')
    expect(packMarkdown({ ...bare, state: 'closed' })).toContain('Phase P0 is closed')
  })

  it('says why changes are not known', () => {
    const unknown = packMarkdown({ ...full, changes: { ...(full.changes as NonNullable<ReviewPack['changes']>), unknown: 'Gone.' } })
    expect(unknown).toContain('at bbbbbbbbbbbb. Gone.')
  })

  it('keeps what people wrote from being more than text', () => {
    const evil = packMarkdown({ ...bare, title: 'a`|<img src=x>\n# b', commands: [{ command: 'x\n```\nrm', why: 'y\nrm -rf' }] })
    expect(evil.split('\n')[0]).toBe('# Review of P0 a\\`\\|\\<img src=x\\> \\# b (Demo)')
    expect(evil).toContain('```sh\n# y rm -rf\nx ``` rm\n```')
  })
})

describe('the page', () => {
  const page = packHtml(full)
  it('is one file that loads and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|https?:/)
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('@media print')
    expect(page).toContain('prefers-color-scheme: dark')
  })
  it('shows text as text', () => {
    expect(page).toContain('All &lt;tests&gt; | pass')
    const evil = packHtml({ ...bare, title: '</title><script>alert(1)</script>', commands: [{ command: '<b>', why: '"' }] })
    expect(evil).not.toMatch(/<script|<b>/)
  })
  it('has what the Markdown has', () => {
    for (const part of [
      '<h2 id="exit-gate">',
      '<span class="bad">unmet: pending</span>',
      '<ol class="commands">',
      '<span class="warn">',
      '<p>Since the',
    ])
      expect(page).toContain(part)
    expect(packHtml(bare)).toContain('<span class="faint">None.</span>')
  })
})
