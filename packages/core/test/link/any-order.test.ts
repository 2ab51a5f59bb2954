import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkProgram } from '../../src/link/link-program.ts'
import type { Program } from '../../src/link/program-types.ts'
import { checkRules } from '../../src/rules/index.ts'
import { folders, loadFiles } from '../build-program.ts'

const id = (prefix: string, count: number) => fc.integer({ min: 0, max: count }).map((n) => `${prefix}${n}`)
const ids = (prefix: string, count: number) => fc.array(id(prefix, count), { maxLength: 3 })

const task = fc.record({
  id: id('T', 12),
  title: fc.constant('t'),
  prerequisites: ids('T', 12),
  risks: ids('R', 3),
  state: fc.constantFrom('open', 'done', 'odd'),
})
const milestone = fc.record({
  id: id('M', 6),
  title: fc.constant('m'),
  tasks: fc.array(fc.oneof(id('T', 12), task), { maxLength: 3 }),
  acceptance: fc.array(
    fc.record({ id: id('c', 20), statement: fc.constant('s'), after: fc.array(id('c', 20), { minLength: 1, maxLength: 2 }) }),
    { maxLength: 2 },
  ),
  relations: fc.array(fc.record({ type: fc.constantFrom('after', 'before', 'parallel'), milestone: id('M', 6) }), { maxLength: 2 }),
})
const phase = fc.record({
  format: fc.constant(1),
  id: id('P', 6),
  title: fc.constant('p'),
  window: fc.constantFrom('0-2', '2-4', '10+'),
  parent: id('P', 6),
  dependencies: ids('P', 6),
  milestones: fc.array(milestone, { maxLength: 2 }),
  tasks: fc.array(fc.oneof(id('T', 12), task), { maxLength: 3 }),
  exit: fc.record({
    criteria: fc.array(
      fc.record({ id: id('c', 20), statement: fc.constant('s'), check: fc.record({ kind: fc.constant('gate'), gate: id('P', 6) }) }),
      { maxLength: 2 },
    ),
  }),
  gates: fc.array(
    fc.record({ id: id('G', 3), criteria: fc.constant([]), includes: fc.array(id('G', 3), { minLength: 1, maxLength: 2 }) }),
    { maxLength: 2 },
  ),
})
const risks = fc.array(fc.record({ id: id('R', 3), title: fc.constant('r'), tasks: ids('T', 12) }), { maxLength: 3 })

/** Every map with the order of its keys, and of each entry all but its file. */
const shape = (program: Program | undefined) =>
  program &&
  Object.entries(program).map(([field, value]) =>
    value instanceof Map
      ? [field, [...value].map(([key, entry]) => (Array.isArray(entry) ? [key, entry] : [key, { ...entry, file: entry.file.source.path }]))]
      : [field, field === 'file' ? 0 : value],
  )

describe('the order of the files', () => {
  it('changes neither the program nor the findings', () => {
    const shuffled = fc.array(phase, { minLength: 1, maxLength: 6 }).chain((phases) =>
      fc.tuple(
        fc.constant(phases),
        fc.shuffledSubarray(
          phases.map((_, i) => i),
          { minLength: phases.length },
        ),
      ),
    )
    fc.assert(
      fc.property(shuffled, fc.array(task, { maxLength: 5 }), risks, ([phases, order], tasks, riskList) => {
        const texts = Object.fromEntries(phases.map((one, index) => [`specification/phases/${index}.yaml`, JSON.stringify(one)]))
        const files = loadFiles({
          ...texts,
          'specification/tasks.yaml': JSON.stringify({ format: 1, tasks }),
          'specification/risks.yaml': JSON.stringify({ format: 1, risks: riskList }),
        })
        expect(files.phases.flatMap(({ diagnostics }) => diagnostics)).toEqual([])
        const linked = linkProgram({ folders, isDefault: true, files })
        const other = linkProgram({
          folders,
          isDefault: true,
          files: { ...files, phases: order.map((index) => files.phases[index] as (typeof files.phases)[number]) },
        })
        expect(shape(other.program)).toEqual(shape(linked.program))
        expect(other.diagnostics).toEqual(linked.diagnostics)
        if (linked.program && other.program) expect(checkRules(other.program)).toEqual(checkRules(linked.program))
      }),
      { numRuns: 150 },
    )
  })
})
