import { expect, test } from 'vitest'
import type { Case, Facts, FileFact } from '../../src/gates/case.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import { phaseState } from '../../src/gates/phase-state.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { planApproval } from '../../src/plan/approval.ts'
import { planMilestoneState } from '../../src/plan/milestone-state.ts'
import { planNewChecklist } from '../../src/plan/new-checklist.ts'
import type { Planned } from '../../src/plan/plan.ts'
import { planReview } from '../../src/plan/review.ts'
import { planTaskState } from '../../src/plan/task-state.ts'
import { planTicks } from '../../src/plan/ticks.ts'
import type { ApprovalRecord, ArchiveRecord, ReviewRecord } from '../../src/schema/records.ts'
import { caseOf, phaseYaml, planOf, programOf, recordFile, stamp } from './sample.ts'

/** The files of a small workspace, changed by applying plans. */
class Files {
  readonly texts = new Map([
    ['specification/phases/P0.yaml', phaseYaml],
    ['docs/charter.md', '# Charter\n'],
  ])

  apply(result: Planned): void {
    for (const step of planOf(result).steps) {
      if (step.type === 'create') {
        expect(this.texts.has(step.path)).toBe(false)
        this.texts.set(step.path, step.text)
        continue
      }
      const from = step.type === 'move' ? step.from : step.path
      const text = this.texts.get(from) as string
      expect(sha256Hex(text)).toBe(step.before)
      if (step.type === 'edit') this.texts.set(from, step.text)
      else if (step.type === 'move') {
        expect(this.texts.has(step.to)).toBe(false)
        this.texts.delete(from)
        this.texts.set(step.to, text)
      }
    }
  }

  program() {
    return programOf({ phases: { 'phases/P0.yaml': this.texts.get('specification/phases/P0.yaml') as string } })
  }

  records(): Case {
    const below = (folder: string, end: string) => [...this.texts].filter(([path]) => path.startsWith(folder) && path.endsWith(end))
    const json = <T>(pair: readonly [string, string]) => ({ ...recordFile(pair[0], JSON.parse(pair[1]) as T), sha256: sha256Hex(pair[1]) })
    return caseOf({
      inbox: Object.fromEntries(below('inbox/', '.md')),
      outbox: Object.fromEntries(below('outbox/', '.md')),
      metadata: below('outbox/', '.metadata.json').map((pair) => json<ArchiveRecord>(pair)),
      reviews: below('outbox/', '/metadata.json').map((pair) => json<ReviewRecord>(pair)),
      approvals: below('.refractor/approvals/', '.json').map((pair) => json<ApprovalRecord>(pair)),
    })
  }

  facts(): Facts {
    const files = new Map(
      [...this.texts].map(([path, text]): [string, FileFact] => [
        path,
        { state: 'file', sha256: sha256Hex(text), size: text.length, text },
      ]),
    )
    return { head: stamp.commit, knownCommits: undefined, files, globs: new Map(), inputs: new Map() }
  }

  judge(gates: string | readonly string[], records: Case = this.records()) {
    return judgeGates(this.program(), records, this.facts(), [gates].flat(), { now: stamp.now })
  }

  edit(path: string, change: (text: string) => string): void {
    this.texts.set(path, change(this.texts.get(path) as string))
  }
}

test('from a planned phase to a closed one, by plans alone', () => {
  const files = new Files()
  const verdict = (gate: string) => files.judge(gate).gates[0]?.verdict
  const review = () => planReview(files.program(), files.records(), 'P0', (after, gates) => files.judge(gates, after).gates, stamp)

  files.apply(planMilestoneState(files.program(), 'P0.M1', 'start', {}))
  files.apply(planNewChecklist(files.program(), files.records(), 'P0', stamp))
  files.apply(planTaskState(files.program(), 'P0.M1.T1', 'done'))
  files.apply(planTaskState(files.program(), 'P0.M1.T2', 'done'))
  files.apply(planTicks(files.program(), files.records(), 'inbox/P0/P0.md', 'to-boxes'))
  files.apply(planMilestoneState(files.program(), 'P0.M1', 'submit', {}))
  const acceptance = files.judge('P0.M1').gates[0]
  files.apply(planMilestoneState(files.program(), 'P0.M1', 'accept', acceptance ? { acceptance } : {}))

  expect(review().diagnostics.map((one) => one.code)).toContain('checklist/open-box')
  files.edit('inbox/P0/P0.md', (text) => text.replace(/- \[ \] /g, '- [x] '))
  expect(review().diagnostics.map((one) => one.code)).toEqual(['review/not-met'])
  expect(verdict('P0')).toBe('unmet')

  files.apply(planApproval(files.program(), files.records(), files.facts(), { decision: 'approve', id: 'P0.1' }, stamp))
  expect(verdict('P0')).toBe('unmet')
  files.apply(review())
  expect(phaseState(files.program(), 'P0', files.records())).toBe('closed')
  expect(files.judge('P0')).toMatchObject({ gates: [{ verdict: 'met', closed: { record: 'outbox/P0/metadata.json' } }], diagnostics: [] })
  expect(planOf(review()).steps).toEqual([])

  expect(files.judge('P0.M1')).toMatchObject({
    gates: [{ verdict: 'met', closed: { record: 'outbox/P0/metadata.json' } }],
    diagnostics: [],
  })

  for (const path of [
    'docs/charter.md',
    'outbox/P0/P0.md',
    'outbox/P0/P0.metadata.json',
    ...[...files.texts.keys()].filter((one) => one.startsWith('.refractor/approvals/')),
  ]) {
    const before = files.texts.get(path) as string
    files.edit(path, (text) => `${text} `)
    expect(
      files.judge('P0').diagnostics.map((one) => one.code),
      path,
    ).toContain('review/tampered')
    expect(files.judge('P0.M1').gates[0]?.criteria[0]?.reason, path).toBe(path === 'docs/charter.md' ? 'tampered' : undefined)
    files.texts.set(path, before)
  }
})
