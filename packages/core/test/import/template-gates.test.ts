import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import { shortGates } from './template-reading.ts'

const imported = (...lines: string[]) =>
  importDocuments([{ path: 'plan.md', text: ['# Program', '', '## Phase 1: Build', '', ...lines].join('\n') }])
const phaseOf = (...lines: string[]) => imported(...lines).phases[0]

describe('gates of a phase, as plans write them', () => {
  it.each([
    [
      'a numbered gate under a label',
      ['**Gate 1.1: valid**', '- **Method:** load', '- **Pass Criteria:** it loads', '- **Validator:** the owner'],
    ],
    [
      'a numbered gate as an entry',
      ['- **Gate 1.1: valid**', '  - Method: load', '  - Pass Criteria: it loads', '  - Validator: the owner'],
    ],
    ['a numbered gate as a heading', ['#### Gate 1.1: valid', '', '- Method: load', '- Pass Criteria: it loads', '- Validator: the owner']],
  ])('%s', (_name, lines) => {
    const found = imported(...lines)
    expect(found.phases[0]?.gates).toMatchObject([
      {
        id: 'P1.gate-1.1',
        stage: 'checkpoint',
        attributes: { Method: 'load', Validator: 'the owner' },
        criteria: [{ statement: 'it loads' }],
      },
    ])
    expect(found.accounting).toMatchObject({ kept: 0, unmapped: 0 })
  })

  it.each(['**Gate 1.1: valid**:', '**Gate 1.1 — valid:**'])('a numbered gate in one line has a criterion for each clause: %s', (label) => {
    expect(shortGates(phaseOf(`${label} it loads; it is read back`)?.gates ?? [])).toEqual([
      ['P1.gate-1.1', 'checkpoint', ['it loads', 'it is read back']],
    ])
  })

  it('quality gates stand beside the exit gate, further lines under the same words in one of them', () => {
    const phase = phaseOf(
      '**Exit gate:** all is done',
      '',
      '**Quality Gates:**',
      '- [ ] `npm test` - green',
      '',
      '**Quality Gates:** no warnings',
    )
    expect(phase?.exit?.criteria.map((criterion) => criterion.statement)).toEqual(['all is done'])
    expect(shortGates(phase?.gates ?? [])).toEqual([['P1.quality', 'quality', ['`npm test` - green', 'no warnings']]])
    expect(phase?.gates?.[0]?.criteria[0]).toMatchObject({ mark: ' ', commands: ['npm test'], expected: 'green' })
  })

  it.each([
    ['Exit gate', (phase: ReturnType<typeof phaseOf>) => phase?.exit],
    ['Entry gate', (phase: ReturnType<typeof phaseOf>) => phase?.entry],
    ['Acceptance criteria', (phase: ReturnType<typeof phaseOf>) => phase?.exit],
    ['Quality gate', (phase: ReturnType<typeof phaseOf>) => phase?.gates?.[0]],
    ['Checkpoint', (phase: ReturnType<typeof phaseOf>) => phase?.gates?.[0]],
  ])('commands right below the words of "%s" belong to it', (label, gateOf) => {
    const phase = phaseOf(`**${label}:** the parts hold`, '```bash', 'npm run parts', '# Expected: 3 parts', '```')
    expect(gateOf(phase)?.criteria).toMatchObject([
      {
        statement: 'the parts hold',
        commands: ['npm run parts'],
        expected: '3 parts',
        check: { kind: 'command', argv: ['npm', 'run', 'parts'] },
      },
    ])
    expect(phase?.commands).toBeUndefined()
  })

  it('commands below other words are those of the phase', () => {
    const phase = phaseOf('**Goal:** the parts hold', '```bash', 'npm run parts', '```')
    expect(phase?.commands).toEqual(['npm run parts'])
  })

  it('checkpoints may be a list under one label', () => {
    expect(shortGates(phaseOf('**Checkpoints:**', '- the parts hold', '- the whole holds')?.gates ?? [])).toEqual([
      ['P1.checkpoint', 'checkpoint', ['the parts hold', 'the whole holds']],
    ])
  })

  it('commands below the acceptance of a milestone belong to it', () => {
    const phase = phaseOf('### Milestone 1.1: Parts', '', '**Acceptance criteria:** the parts hold', '```bash', 'npm run parts', '```')
    expect(phase?.milestones?.[0]?.acceptance).toMatchObject([{ statement: 'the parts hold', commands: ['npm run parts'] }])
  })

  it('lines that are drawn between phases make no notes', () => {
    const found = imported('words', '', '---', '', '***', '', '## Phase 2: More', '', '___')
    expect(found.phases.map((phase) => phase.notes)).toEqual([undefined, undefined])
    expect(found.accounting).toMatchObject({ kept: 0, unmapped: 0 })
  })
})

describe('gates of the program', () => {
  it('are read like those of a phase', () => {
    const found = importDocuments([
      {
        path: 'plan.md',
        text: '# Program\n\n## Phase 1: A\n\nwords\n\n## Quality gates\n\n- [ ] no warnings\n\n## Checkpoints\n\n- all hold\n',
      },
    ])
    expect(shortGates(found.gates).map(([, stage, statements]) => [stage, statements])).toEqual([
      ['quality', ['no warnings']],
      ['checkpoint', ['all hold']],
    ])
  })
})
