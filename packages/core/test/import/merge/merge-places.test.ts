import { describe, expect, it } from 'vitest'
import type { ImportedProgram } from '../../../src/import/imported.ts'
import { baselinePath, readBaseline } from '../../../src/import/merge/baseline.ts'
import { planImport } from '../../../src/import/write/plan-import.ts'
import { loadRecord } from '../../../src/load/record.ts'
import type { PhaseFile } from '../../../src/schema/phase.ts'
import { orchard } from '../write/imported-sample.ts'
import { type Changeable, Folder, phasePath, revised, start } from './folder.ts'

const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }
const imported = (plan: ImportedProgram): Folder =>
  new Folder().apply(planImport(structuredClone(plan), { folders, schemas: {}, documents: [] }))
const textOf = (folder: Folder, path: string): string => folder.texts.get(path) ?? ''
const phaseOf = (folder: Folder, path = phasePath): PhaseFile =>
  loadRecord('phase', { path, text: textOf(folder, path) }).record as PhaseFile
const ids = (list: readonly (string | { id: string })[] | undefined): string[] | undefined =>
  list?.map((one) => (typeof one === 'string' ? one : one.id))
const tasksOf = (folder: Folder): (string[] | undefined)[] | undefined => phaseOf(folder).milestones?.map(({ tasks }) => ids(tasks))

const tasksPath = 'specification/tasks.yaml'
const dig = '      - id: "T-1"\n        title: "Dig"\n'

/** A plan with a second milestone and a task of the program. */
const wide = (): ImportedProgram =>
  revised(({ phases, tasks }) => {
    phases[0].milestones.push({ id: 'P0.M2', title: 'Trees stand', tasks: [{ id: 'T-5', title: 'Stake' }] })
    tasks.push({ id: 'T-8', title: 'Count' })
  })

const changed = (plan: ImportedProgram, change: (plan: Changeable) => void): ImportedProgram => {
  const copy = structuredClone(plan)
  change(copy)
  return copy
}

/** Takes the lines of an entry of a list away, and tells them. */
function cut(folder: Folder, path: string, first: string): string {
  const lines = textOf(folder, path).split('\n')
  const at = lines.findIndex((line) => line.includes(first))
  expect(at).toBeGreaterThanOrEqual(0)
  const indent = (lines[at] as string).search(/\S/)
  const after = lines.findIndex((line, index) => index > at && line.trim() !== '' && line.search(/\S/) <= indent)
  const taken = lines.splice(at, (after < 0 ? lines.length : after) - at)
  folder.texts.set(path, `${lines.join('\n').trimEnd()}\n`)
  return taken.map((line) => line.slice(indent)).join('\n')
}

describe('a record that the plan puts elsewhere', () => {
  it('stays where people put it meanwhile, and both places are named', () => {
    const folder = imported(wide())
    cut(folder, phasePath, '"T-1"')
    folder.edit(tasksPath, 'tasks:\n', 'tasks:\n  - id: "T-1"\n    title: "Dig"\n')
    const planned = folder.merge(changed(wide(), ({ phases: [{ milestones }] }) => milestones[1].tasks.push(milestones[0].tasks.shift())))
    expect(planned.diagnostics.map(({ message }) => message)).toContain(
      'the plan moved task T-1 to milestone P0.M2, people moved it to the program; it stays',
    )
    expect(tasksOf(folder.apply(planned))).toEqual([['T-2'], ['T-5']])
    expect(textOf(folder, tasksPath)).toContain('"T-1"')
  })

  it('may have been meant for the program itself', () => {
    const folder = imported(wide())
    const lines = cut(folder, phasePath, '"T-1"')
    folder.texts.set(
      phasePath,
      textOf(folder, phasePath).replace('      - id: "T-5"', `${lines.trimEnd().replace(/^/gm, '      ')}\n      - id: "T-5"`),
    )
    const planned = folder.merge(changed(wide(), ({ phases: [{ milestones }], tasks }) => tasks.push(milestones[0].tasks.shift())))
    expect(planned.diagnostics.map(({ message }) => message)).toContain(
      'the plan moved task T-1 to the program, people moved it to milestone P0.M2; it stays',
    )
    expect(tasksOf(folder.apply(planned))).toEqual([['T-2'], ['T-1', 'T-5']])
  })

  it('goes to another file, with what people made of it', () => {
    const folder = imported(wide())
    folder.edit(phasePath, dig, `${dig}        owner: "Ada"\n`)
    const planned = folder.merge(changed(wide(), ({ phases: [{ milestones }], tasks }) => tasks.unshift(milestones[0].tasks.shift())))
    expect([planned.diagnostics, planned.merge.moved]).toEqual([[], ['task T-1']])
    expect(tasksOf(folder.apply(planned))).toEqual([['T-2'], ['T-5']])
    const { record } = loadRecord('tasks', { path: tasksPath, text: textOf(folder, tasksPath) })
    expect(record?.tasks).toMatchObject([{ id: 'T-1', owner: 'Ada', state: { value: 'done' } }, { id: 'T-8' }])
  })

  it('goes along with a new record around it, with what plan and people changed', () => {
    const folder = start()
    folder.edit(phasePath, dig, `${dig}        owner: "Ada"\n`)
    folder.edit(phasePath, 'title: "Water"', 'title: "Water, at noon"')
    const planned = folder.merge(
      revised(({ phases: [phase] }) => {
        const [first] = phase.milestones
        const [one, two] = first.tasks
        first.tasks = [{ id: 'T-7', title: 'Measure' }]
        phase.milestones.push({
          id: 'P0.M2',
          title: 'Trees stand',
          tasks: [
            { ...one, title: 'Dig wide' },
            { id: two.id, title: 'Water well' },
          ],
        })
      }),
    )
    expect(planned.merge).toMatchObject({ added: ['task T-7', 'milestone P0.M2'], moved: ['task T-1', 'task T-2'] })
    expect(planned.diagnostics.map(({ code }) => code)).toEqual(['import/conflict'])
    expect(tasksOf(folder.apply(planned))).toEqual([['T-7'], ['T-1', 'T-2']])
    const [first, second] = phaseOf(folder).milestones?.[1]?.tasks ?? []
    expect(first).toMatchObject({ title: 'Dig wide', owner: 'Ada' })
    expect(second).toMatchObject({ title: 'Water, at noon' })
    expect(second).not.toHaveProperty('prerequisites')
  })
})

describe('a record that the plan adds', () => {
  it('makes the file that it needs, and others go there too', () => {
    const folder = start()
    const planned = folder.merge(
      changed(orchard(), ({ playbooks }) =>
        playbooks.push({ id: 'frost', title: 'Frost', steps: ['Cover'] }, { id: 'hail', title: 'Hail', steps: ['Wait'] }),
      ),
    )
    expect(planned.merge.added).toEqual(['playbook frost', 'playbook hail'])
    const path = 'specification/playbooks.yaml'
    const { record } = loadRecord('playbooks', { path, text: textOf(folder.apply(planned), path) })
    expect(ids(record?.playbooks)).toEqual(['frost', 'hail'])
  })

  it('makes the list that it needs', () => {
    const folder = start()
    const planned = folder.merge(revised(({ phases }) => Object.assign(phases[0], { tasks: [{ id: 'T-6', title: 'Rake' }] })))
    expect(planned.merge.added).toEqual(['task T-6'])
    expect(ids(phaseOf(folder.apply(planned)).tasks)).toEqual(['T-6'])
  })

  it('follows the nearest record before it that stands in its list', () => {
    const folder = imported(wide())
    const lines = cut(folder, phasePath, '"T-2"')
    folder.texts.set(
      phasePath,
      textOf(folder, phasePath).replace('      - id: "T-5"', `${lines.trimEnd().replace(/^/gm, '      ')}\n      - id: "T-5"`),
    )
    const planned = folder.merge(changed(wide(), ({ phases: [{ milestones }] }) => milestones[0].tasks.push({ id: 'T-9', title: 'Rake' })))
    expect(tasksOf(folder.apply(planned))).toEqual([
      ['T-1', 'T-9'],
      ['T-2', 'T-5'],
    ])
  })

  it('brings its gates, tasks and criteria along', () => {
    const folder = start()
    const planned = folder.merge(
      revised(({ phases }) =>
        phases.push({
          format: 1,
          id: 'P1',
          title: 'Harvest',
          exit: { criteria: [{ id: 'P1.1', statement: 'Baskets are full' }] },
          tasks: [{ id: 'T-20', title: 'Pick', children: [{ id: 'T-21', title: 'Climb' }] }, 'T-1'],
        }),
      ),
    )
    expect(planned.merge.added).toEqual(['phase P1'])
    const phase = phaseOf(folder.apply(planned), 'specification/phases/P1.yaml')
    expect(phase).toMatchObject({ exit: { criteria: [{ id: 'P1.1' }] }, tasks: [{ id: 'T-20', children: [{ id: 'T-21' }] }] })
  })

  it('gets a free id where the import made one up that is taken', () => {
    const criteria = (...statements: string[]) => statements.map((statement, at) => ({ id: `P0.${at + 1}`, statement }))
    const before = revised(({ phases: [phase] }) => {
      phase.exit.criteria = criteria('No tree leans', 'The fence is closed')
      phase.milestones[0].deliverables[0].id = 'map'
    })
    const folder = imported(before)
    const planned = folder.merge(
      revised(({ phases: [phase] }) => {
        phase.exit.criteria = criteria('Somebody said thanks', 'No tree leans', 'The fence is closed')
        phase.milestones[0].deliverables = [{ id: 'map', title: 'Receipts of the nursery' }]
      }),
    )
    const phase = phaseOf(folder.apply(planned))
    expect(phase.exit?.criteria.map(({ id, statement }) => [id, statement])).toEqual([
      ['P0.3', 'Somebody said thanks'],
      ['P0.1', 'No tree leans'],
      ['P0.2', 'The fence is closed'],
    ])
    expect(ids(phase.milestones?.[0]?.deliverables)).toEqual(['map', 'map-2'])
  })
})

describe('a record that people removed', () => {
  it('stays out with all that stood in it, but for what they kept elsewhere', () => {
    const folder = imported(wide())
    const lines = cut(folder, phasePath, '"T-1"')
    folder.edit(tasksPath, 'tasks:\n', `tasks:\n${lines.trimEnd().replace(/^/gm, '  ')}\n`)
    cut(folder, phasePath, '- id: "P0.M1"')
    const planned = folder.merge(wide())
    expect(planned).toMatchObject({ ok: true, diagnostics: [], merge: { added: [], changed: [], moved: [] } })
    expect(ids(phaseOf(folder.apply(planned)).milestones)).toEqual(['P0.M2'])
    expect(textOf(folder, phasePath)).not.toContain('"T-2"')
  })
})

describe('a record that the plan no longer has', () => {
  const pruned = (folder: Folder, plan: ImportedProgram) => {
    const planned = folder.merge(plan, { prune: true })
    folder.apply(planned)
    return planned
  }

  it('takes what stands in it along', () => {
    const folder = imported(wide())
    const planned = pruned(
      folder,
      changed(wide(), ({ phases: [phase] }) => phase.milestones.pop()),
    )
    expect([planned.diagnostics, planned.merge.pruned]).toEqual([[], ['milestone P0.M2']])
    expect(tasksOf(folder)).toEqual([['T-1', 'T-2']])
  })

  it('leaves no list behind that may be missing, and an empty one where a file needs it', () => {
    const folder = start()
    const planned = pruned(
      folder,
      revised(({ phases: [phase], risks }) => {
        phase.title = 'Plant'
        phase.milestones[0].deliverables = []
        phase.milestones[0].tasks = []
        risks.pop()
      }),
    )
    expect(planned.merge.pruned).toEqual(['task T-1', 'task T-2', 'deliverable P0.M1.D1', 'risk R-1'])
    const [milestone] = phaseOf(folder).milestones ?? []
    expect([milestone?.tasks, milestone?.deliverables]).toEqual([undefined, undefined])
    expect(phaseOf(folder).title).toBe('Plant')
    expect(textOf(folder, 'specification/risks.yaml')).toContain('risks: []')
  })

  it('gives its place to others: the list is written anew', () => {
    const folder = start()
    const planned = pruned(
      folder,
      revised(({ phases: [phase] }) => {
        phase.milestones[0].tasks = [{ id: 'T-30', title: 'Order a digger' }]
      }),
    )
    expect(planned.merge).toMatchObject({ added: ['task T-30'], pruned: ['task T-1', 'task T-2'] })
    expect(tasksOf(folder)).toEqual([['T-30']])
  })

  it('stays when people changed it or something in it', () => {
    const folder = imported(wide())
    folder.edit(phasePath, 'title: "Trees stand"', 'title: "Trees stand" \n    owner: "Ada"')
    folder.edit(phasePath, 'title: "Stake"', 'title: "Stake twice"')
    const planned = pruned(
      folder,
      changed(wide(), ({ phases: [phase] }) => phase.milestones.pop()),
    )
    expect(planned.diagnostics.map(({ message }) => message)).toEqual([
      'the plan no longer has milestone P0.M2, but people changed it; it stays',
      'the plan no longer has task T-5, but people changed it; it stays',
    ])
    expect(tasksOf(folder)).toEqual([['T-1', 'T-2'], ['T-5']])
  })
})

describe('checklists', () => {
  const list = (name: string, phase: string) => ({
    name,
    phase,
    title: name,
    lines: ['- [ ] Rope'],
    source: { file: 'plan.md', lines: '33' },
  })

  it('that are new are made, those that somebody took away stay away', () => {
    const folder = start()
    folder.texts.delete('inbox/P0/tools.md')
    const planned = folder.merge(changed(orchard(), ({ checklists }) => checklists.push(list('carts', 'P0'), list('ladders', 'P0'))))
    expect(
      planned.ok &&
        planned.plan.steps.flatMap((step) => (step.type !== 'move' && step.path.startsWith('inbox/') ? [[step.path, step.why]] : [])),
    ).toEqual([
      ['inbox/P0/carts.md', 'a checklist of P0'],
      ['inbox/P0/ladders.md', 'a checklist of P0'],
    ])
  })
})

describe('the documents of a program', () => {
  const path = 'specification/program.yaml'

  it('are written down where nobody knew them', () => {
    const folder = start()
    folder.texts.set(path, textOf(folder, path).replace(/^imports:\n(?: .*\n)+/m, ''))
    expect(textOf(folder, path)).not.toContain('imports')
    folder.apply(folder.merge(revised(({ phases }) => Object.assign(phases[0], { window: '0-3' }))))
    expect(loadRecord('program', { path, text: textOf(folder, path) }).record).toMatchObject({ imports: [{ file: 'plan.md', lines: 40 }] })
  })
})

describe('what the last import wrote', () => {
  const path = baselinePath('specification', 'orchard')

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another format', '{"format":2,"records":{}}'],
    ['no records', '{"format":1}'],
    ['a record that is none', '{"format":1,"records":{"task T-1":3}}'],
    ['a digest that is none', '{"format":1,"records":{"task T-1":{"fields":{"title":1}}}}'],
  ])('cannot be used: %s', (_name, text) => {
    expect(readBaseline({ path, text })).toBeUndefined()
    const folder = start()
    folder.texts.set(path, text)
    const planned = folder.merge(revised(({ phases }) => Object.assign(phases[0], { title: 'Plant' })))
    expect(planned.diagnostics.map(({ code }) => code)).toEqual(['import/no-baseline', 'import/conflict'])
  })

  it('may lack what is optional', () => {
    const text = '{"format":1,"records":{"task T-1":{"fields":{},"holder":3,"made":"yes"}},"checklists":[]}'
    expect(readBaseline({ path, text })).toEqual({ records: new Map([['task T-1', { fields: {} }]]), checklists: new Map() })
  })
})
