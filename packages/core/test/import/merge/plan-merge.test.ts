import { describe, expect, it } from 'vitest'
import type { ImportedProgram } from '../../../src/import/imported.ts'
import { baselinePath } from '../../../src/import/merge/baseline.ts'
import { loadRecord } from '../../../src/load/record.ts'
import { orchard } from '../write/imported-sample.ts'
import { type Changeable, phasePath, revised, start } from './folder.ts'

describe('a new revision', () => {
  it('of the same plan changes nothing', () => {
    const planned = start().merge(orchard())
    expect([planned.ok && planned.plan.steps, planned.diagnostics]).toEqual([[], []])
  })

  it('changes only the lines that the plan changed; comments and what people wrote stay', () => {
    const folder = start()
    folder.edit(phasePath, 'title: "Holes are dug"', 'title: "Holes are dug" # by hand')
    folder.edit(phasePath, '        title: "Water"', '        title: "Water, at noon"\n        owner: "Gardener" # asked')
    folder.edit(phasePath, 'window: "0-2"', '# Checked with everybody.\nwindow: "0-2"')
    const before = folder.texts.get(phasePath) ?? ''
    const planned = folder.merge(
      revised(({ phases }) => {
        phases[0].window = '0-3'
        phases[0].milestones[0].title = 'All holes are dug'
      }),
    )
    expect(planned.diagnostics).toEqual([])
    expect(planned.merge).toMatchObject({ changed: ['phase P0', 'milestone P0.M1'], added: [], removed: [] })
    folder.apply(planned)
    expect(folder.texts.get(phasePath)).toBe(
      before.replace('"Holes are dug"', '"All holes are dug"').replace('window: "0-2"', 'window: "0-3"'),
    )
  })

  it('adds records where the plan has them', () => {
    const folder = start()
    const planned = folder.merge(
      revised(({ phases, risks }) => {
        phases[0].milestones[0].tasks.splice(1, 0, { id: 'T-9', title: 'Measure', detail: 'Twice.\nAt least.' })
        phases[0].milestones.push({ id: 'P0.M2', title: 'Trees stand', acceptance: [{ id: 'P0.M2.1', statement: 'They do' }] })
        phases[0].entry = { criteria: [{ id: 'P0.entry.1', statement: 'Frost is over' }] }
        phases.push({ format: 1, id: 'P1', title: 'Harvest' })
        risks.unshift({ id: 'R-2', title: 'Hail' })
      }),
    )
    expect(planned.diagnostics).toEqual([])
    expect(planned.merge.added).toEqual(['entry P0', 'task T-9', 'milestone P0.M2', 'phase P1', 'risk R-2'])
    folder.apply(planned)
    const phase = loadRecord('phase', { path: phasePath, text: folder.texts.get(phasePath) ?? '' }).record
    expect(phase?.milestones?.map((one) => one.id)).toEqual(['P0.M1', 'P0.M2'])
    expect(phase?.milestones?.[0]?.tasks?.map((one) => (typeof one === 'string' ? one : one.id))).toEqual(['T-1', 'T-9', 'T-2'])
    expect(phase?.entry).toEqual({ criteria: [{ id: 'P0.entry.1', statement: 'Frost is over' }] })
    expect(
      loadRecord('risks', { path: 'r.yaml', text: folder.texts.get('specification/risks.yaml') ?? '' }).record?.risks.map((one) => one.id),
    ).toEqual(['R-2', 'R-1'])
    expect(folder.texts.get('specification/phases/P1.yaml')).toContain('title: "Harvest"')
    // The second import of the same revision finds nothing to do.
    expect(
      folder.merge(
        revised(({ phases, risks }) => {
          phases[0].milestones[0].tasks.splice(1, 0, { id: 'T-9', title: 'Measure', detail: 'Twice.\nAt least.' })
          phases[0].milestones.push({ id: 'P0.M2', title: 'Trees stand', acceptance: [{ id: 'P0.M2.1', statement: 'They do' }] })
          phases[0].entry = { criteria: [{ id: 'P0.entry.1', statement: 'Frost is over' }] }
          phases.push({ format: 1, id: 'P1', title: 'Harvest' })
          risks.unshift({ id: 'R-2', title: 'Hail' })
        }),
      ),
    ).toMatchObject({ ok: true, plan: { steps: [] } })
  })

  it('never touches states, and checks that people wrote', () => {
    const folder = start()
    folder.edit(phasePath, 'value: done', 'value: in-progress')
    folder.edit(
      phasePath,
      'statement: "No tree leans"',
      'statement: "No tree leans"\n      check: { kind: attest, claim: "no tree leans" }',
    )
    const planned = folder.merge(
      revised(({ phases }) => {
        phases[0].milestones[0].tasks[0].state = { value: 'open', mark: ' ' }
        phases[0].milestones[0].tasks[1].state = { value: 'done', mark: 'x' }
        phases[0].exit.criteria[0].check = { kind: 'artifact', paths: ['a'], proposed: true }
      }),
    )
    expect(planned.diagnostics).toEqual([])
    folder.apply(planned)
    expect(folder.texts.get(phasePath)).toMatch(/value: in-progress/)
    expect(folder.texts.get(phasePath)).not.toMatch(/value: done|value: open|artifact/)
  })

  it('reports a field that both sides changed, at its place, and leaves it', () => {
    const folder = start()
    folder.edit(phasePath, 'title: "Dig"', 'title: "Dig deep"')
    const change = revised(({ phases }) => {
      phases[0].milestones[0].tasks[0].title = 'Dig wide'
      phases[0].goals = ['Every tree lives.']
    })
    const planned = folder.merge(change)
    expect(planned.diagnostics.map((one) => [one.code, one.location?.file, one.location?.line])).toEqual([
      ['import/conflict', phasePath, 17],
    ])
    folder.apply(planned)
    expect(folder.texts.get(phasePath)).toContain('title: "Dig deep"')
    expect(folder.texts.get(phasePath)).toContain('Every tree lives.')
    // It was said once; the next import of the same plan keeps what people wrote.
    expect(folder.merge(change)).toMatchObject({ ok: true, plan: { steps: [] }, diagnostics: [] })
  })

  it('reports what the plan no longer has, and keeps it; with prune it goes, unless people changed it', () => {
    const change = revised(({ phases }) => {
      phases[0].milestones[0].tasks = [{ id: 'T-2', title: 'Water', notes: ['> twice a day'] }]
    })
    const folder = start()
    const kept = folder.merge(change)
    expect(kept.merge.removed).toEqual(['task T-1'])
    folder.apply(kept)
    expect(folder.texts.get(phasePath)).toContain('"T-1"')
    const pruned = folder.merge(change, { prune: true })
    expect(pruned.merge.pruned).toEqual(['task T-1'])
    folder.apply(pruned)
    expect(folder.texts.get(phasePath)).not.toContain('"T-1"')
    const edited = start()
    edited.edit(phasePath, 'title: "Dig"', 'title: "Dig deep"')
    const refused = edited.merge(change, { prune: true })
    expect(refused.diagnostics.map((one) => one.code)).toEqual(['import/conflict'])
    expect(edited.apply(refused).texts.get(phasePath)).toContain('"Dig deep"')
  })

  it('keeps records that people added', () => {
    const folder = start()
    folder.edit(phasePath, '    deliverables:', '      - { id: "T-x", title: "By hand" }\n    deliverables:')
    const planned = folder.merge(
      revised(({ phases }) => phases[0].milestones[0].tasks.push({ id: 'T-3', title: 'Prune' })),
      { prune: true },
    )
    expect(planned.merge).toMatchObject({ added: ['task T-3'], removed: [], pruned: [] })
    const phase = loadRecord('phase', { path: phasePath, text: folder.apply(planned).texts.get(phasePath) ?? '' }).record
    expect(phase?.milestones?.[0]?.tasks?.map((one) => (typeof one === 'string' ? one : one.id))).toEqual(['T-1', 'T-2', 'T-3', 'T-x'])
  })

  it('leaves out what people took out', () => {
    const folder = start()
    folder.edit(
      phasePath,
      '      - id: "T-2"\n        title: "Water"\n        prerequisites: ["T-1"]\n        notes:\n          - "> twice a day"\n',
      '',
    )
    folder.edit(phasePath, '    acceptance:\n      - id: "P0.M1.1"\n        statement: "Each hole is deep enough"\n', '')
    expect(folder.merge(orchard())).toMatchObject({ ok: true, plan: { steps: [] }, diagnostics: [] })
    const changed = folder.merge(revised(({ phases }) => Object.assign(phases[0].milestones[0].tasks[1], { title: 'Water well' })))
    expect(changed.diagnostics.map((one) => [one.code, one.location?.line])).toEqual([['import/conflict', 11]])
    expect(folder.apply(changed).texts.get(phasePath)).not.toContain('T-2')
  })

  it('moves a record with its comments', () => {
    const folder = start()
    const both = revised(({ phases }) =>
      phases[0].milestones.push({ id: 'P0.M2', title: 'Trees stand', tasks: [{ id: 'T-5', title: 'Stake' }] }),
    )
    folder.apply(folder.merge(both))
    folder.edit(phasePath, 'title: "Dig"', 'title: "Dig" # with a spade')
    const moved = structuredClone(both) as Changeable
    moved.phases[0].milestones[1].tasks.push(moved.phases[0].milestones[0].tasks.shift())
    const planned = folder.merge(moved)
    expect(planned.diagnostics).toEqual([])
    expect(planned.merge).toMatchObject({ moved: ['task T-1'], added: [], changed: [], removed: [] })
    expect(folder.apply(planned).texts.get(phasePath)).toContain('title: "Dig" # with a spade')
    const phase = loadRecord('phase', { path: phasePath, text: folder.texts.get(phasePath) ?? '' }).record
    expect(phase?.milestones?.map((one) => one.tasks?.map((task) => (typeof task === 'string' ? task : task.id)))).toEqual([
      ['T-2'],
      ['T-5', 'T-1'],
    ])
  })

  it('knows criteria by their words, for their ids are only places in a list', () => {
    const folder = start()
    folder.edit(
      phasePath,
      'statement: "No tree leans"',
      'statement: "No tree leans"\n      check: { kind: attest, claim: "no tree leans" }',
    )
    const planned = folder.merge(
      revised(({ phases }) => {
        phases[0].exit.criteria = [
          { id: 'P0.1', statement: 'The fence is closed' },
          { id: 'P0.2', statement: 'No tree leans' },
        ]
      }),
    )
    expect(planned.diagnostics).toEqual([])
    const phase = loadRecord('phase', { path: phasePath, text: folder.apply(planned).texts.get(phasePath) ?? '' }).record
    expect(
      phase?.exit?.criteria.map(({ id, statement, check }) => [id, statement, (check as { kind?: string } | undefined)?.kind]),
    ).toEqual([
      ['P0.2', 'The fence is closed', undefined],
      ['P0.1', 'No tree leans', 'attest'],
    ])
  })

  it('leaves a checklist that people ticked', () => {
    const more = revised((plan) => {
      ;(plan as Changeable).checklists[0].lines.push('- [ ] Rope')
    })
    const untouched = start()
    expect(untouched.apply(untouched.merge(more)).texts.get('inbox/P0/tools.md')).toContain('Rope')
    const ticked = start()
    ticked.edit('inbox/P0/tools.md', '[ ] Handle', '[x] Handle')
    const planned = ticked.merge(more)
    expect(planned.diagnostics.map((one) => [one.code, one.location?.file])).toEqual([['import/conflict', 'inbox/P0/tools.md']])
    expect(ticked.apply(planned).texts.get('inbox/P0/tools.md')).not.toContain('Rope')
  })

  it('without a baseline takes only what the program lacks', () => {
    const folder = start()
    folder.texts.delete(baselinePath('specification', 'orchard'))
    const planned = folder.merge(
      revised(({ phases }) => {
        phases[0].title = 'Plant'
        phases[0].summary = 'Trees.'
      }),
    )
    expect(planned.diagnostics.map((one) => one.code)).toEqual(['import/conflict'])
    expect(folder.apply(planned).texts.get(phasePath)).toContain('summary: "Trees."')
  })

  it('written in braces is changed as well', () => {
    const folder = start()
    folder.texts.set(
      'specification/risks.yaml',
      'format: 1\nrisks:\n  # The worst\n  - { id: "R-1", title: "Frost", tasks: ["T-2"], attributes: { "Seen before": "twice", Areas: ["north", "east"] } }\n',
    )
    const planned = folder.merge(revised(({ risks }) => Object.assign(risks[0], { title: 'Late frost', impact: 'high' })))
    expect(planned.diagnostics).toEqual([])
    expect(folder.apply(planned).texts.get('specification/risks.yaml')).toContain('# The worst')
    expect(folder.texts.get('specification/risks.yaml')).toContain('"Late frost"')
  })

  it('from another document does not rename the program, nor miss the records of the first', () => {
    const folder = start()
    const { phases, checklists, ...rest } = orchard()
    const other = {
      ...rest,
      phases: [],
      checklists: [],
      program: { format: 1, id: 'orchard', name: 'Risk register' },
      sources: [{ file: 'risks.md', lines: 4, sha256: 'b'.repeat(64) }],
      risks: [{ id: 'R-7', title: 'Mice', source: { file: 'risks.md', lines: '2' } }],
    } as unknown as ImportedProgram
    const planned = folder.merge(other)
    expect(planned.diagnostics).toEqual([])
    expect(planned.merge).toMatchObject({ added: ['risk R-7'], removed: [], changed: [] })
    expect(
      loadRecord('program', { path: 'p.yaml', text: folder.apply(planned).texts.get('specification/program.yaml') ?? '' }).record,
    ).toMatchObject({
      name: 'The orchard',
      imports: [{ file: 'plan.md' }, { file: 'risks.md', lines: 4 }],
    })
  })
})
