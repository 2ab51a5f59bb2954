// tested-for: P3.R6
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exchangeOf } from '../../../src/export/exchange/exchange.ts'
import { needsJson } from '../../../src/export/exchange/needs-json.ts'
import { recordsCsv } from '../../../src/export/exchange/records-csv.ts'
import type { ProgramRecords } from '../../../src/import/imported.ts'
import { importDocuments } from '../../../src/import/index.ts'
import { clean } from '../../../src/import/write/clean.ts'

const plans = fileURLToPath(new URL('../../../../cli/test/fixtures/plans', import.meta.url))
const shared = fileURLToPath(new URL('../../../../../../shared/seeds', import.meta.url))
const documents = [plans, shared].flatMap((folder) =>
  existsSync(folder) ? readdirSync(folder).flatMap((name) => (name.endsWith('.md') ? [join(folder, name)] : [])) : [],
)

const formats = {
  'needs.json': (records: ProgramRecords) => needsJson(exchangeOf(records)),
  'records.csv': (records: ProgramRecords) => recordsCsv(exchangeOf(records)),
}

const readBack = (path: string, text: string) => importDocuments([{ path, text }], { isNamed: false })

/** Risks and tasks name one another; it does not matter which of the two does. */
function comparable(records: ProgramRecords): unknown {
  const risksOf = new Map<string, string[]>()
  for (const risk of records.risks) for (const task of risk.tasks ?? []) risksOf.set(task, [...(risksOf.get(task) ?? []), risk.id])
  const taskOf = (task: unknown): unknown => {
    if (typeof task === 'string') return task
    const { risks, children, detail, ...rest } = task as { id: string; risks?: string[]; children?: unknown[]; detail?: unknown }
    return {
      ...rest,
      detail,
      risks: [...new Set([...(risks ?? []), ...(risksOf.get(rest.id) ?? [])])].sort(),
      children: children?.map(taskOf),
    }
  }
  return clean({
    ...records,
    program: { ...records.program, imports: undefined, genre: records.program.genre ?? 'phased-program' },
    tasks: records.tasks.map(taskOf),
    risks: records.risks.map((risk) => ({ ...risk, tasks: undefined })),
    phases: records.phases.map((phase) => ({
      ...phase,
      tasks: phase.tasks?.map(taskOf),
      milestones: phase.milestones?.map((one) => ({ ...one, tasks: one.tasks?.map(taskOf) })),
    })),
    checklists: [],
  })
}

const recordsIn = ({ program, phases, tasks, risks, requirements, properties, components, ...rest }: ProgramRecords): ProgramRecords => {
  const { playbooks, gates, metrics, alerts, questions, decisions, actions } = rest
  const plain = { risks, requirements, properties, components, playbooks, metrics, alerts, questions, decisions, actions }
  return { program, phases, tasks, gates, ...plain, checklists: [] }
}

describe.each(Object.entries(formats))('%s', (path, write) => {
  it.each(documents)('brings back %s as it was', (document) => {
    const records = importDocuments([{ path: 'PLAN.md', text: readFileSync(document, 'utf8') }], { programId: 'plan' })
    const text = write(records)
    const back = readBack(path, text)
    expect(back.diagnostics).toEqual([])
    expect(write(back) === text).toBe(true)
    expect(back.accounting.unmapped).toBe(0)
    expect(back.program.id).toBe('plan')
  })
})

const word = fc.constantFrom('T', 'R', 'a b', 'ü', '書', 'x.1', '1', '2', '10', 'P0', 'true')
const text = fc.oneof(
  fc.constantFrom(
    '=SUM(A1)',
    '+1',
    '-1',
    '@cmd',
    "'",
    "'=x",
    "''=x",
    '"',
    'a,b',
    'a;b',
    'two\nlines',
    'two\r\nlines',
    '[1]',
    '{"a":1}',
    ' x ',
    'null',
    '\ttab',
  ),
  fc.string({ minLength: 1, maxLength: 12 }).filter((one) => !one.includes('__proto__')),
  fc.string({ minLength: 1, maxLength: 8, unit: 'grapheme' }),
)
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined })
const texts = fc.array(text, { minLength: 1, maxLength: 3 })
const attributes = fc.dictionary(fc.constantFrom('Label', 'x,y', 'type', 'status'), fc.oneof(text, texts), { minKeys: 1 })
const notes = fc.array(fc.oneof(text, fc.record({ text })), { minLength: 1, maxLength: 2 })

/** Programs whose ids are unique within their types, and whose references lead to records, ranges or nowhere. */
const programs: fc.Arbitrary<ProgramRecords> = fc
  .record({ seed: fc.array(fc.nat(1000), { minLength: 40, maxLength: 40 }), ids: fc.uniqueArray(word, { minLength: 6, maxLength: 8 }) })
  .chain(({ seed, ids }) => {
    const [a, b, c, d, e, f] = ids as [string, string, string, string, string, string]
    const some = <T>(index: number, value: T): T | undefined => ((seed[index] ?? 0) % 2 === 0 ? value : undefined)
    const reference = fc.subarray([a, b, c, 'nowhere', '1-2', 'all'], { minLength: 1 })
    const task = (id: string, children?: object[]) =>
      fc.record({
        id: fc.constant(id),
        title: text,
        detail: maybe(fc.oneof(text, texts)),
        state: maybe(
          fc.oneof(fc.constantFrom('open', 'done'), fc.constant({ value: 'done', mark: '[x]' }), fc.constant({ value: 'open', mark: '' })),
        ),
        optional: maybe(fc.boolean()),
        owner: maybe(text),
        inputs: maybe(texts),
        requirements: maybe(reference),
        validates: maybe(reference),
        prerequisites: maybe(fc.subarray([a, b, 'nowhere'], { minLength: 1 })),
        risks: maybe(fc.subarray([a, b], { minLength: 1 })),
        attributes: maybe(attributes),
        notes: maybe(notes),
        children: fc.constant(children),
      })
    const criterion = (id: string) =>
      fc.record({
        id: fc.constant(id),
        statement: text,
        traces: maybe(fc.subarray([a, b, c, 'nowhere'], { minLength: 1 })),
        mark: maybe(fc.constantFrom('', '[ ]')),
        check: maybe(fc.constant({ kind: 'attest', claim: 'done' })),
        hint: maybe(text),
      })
    return fc
      .record({
        inner: task(c),
        first: task(a),
        second: task(b),
        listed: task(d),
        criteria: fc.tuple(criterion(a), criterion(b), criterion(e), criterion(f)),
        name: text,
        attributes: maybe(attributes),
        titles: fc.array(text, { minLength: 8, maxLength: 8 }),
        impact: maybe(text),
        status: maybe(text),
        rest: texts,
      })
      .map(({ inner, first, second, listed, criteria, name, attributes: own, titles, impact, status, rest }) => {
        const [entry, exit, acceptance, gate] = criteria
        const title = (index: number): string => titles[index] as string
        const value = {
          program: { format: 1, id: 'harbour', name, genre: 'task-list', attributes: own, template: some(0, true) },
          phases: [
            {
              format: 1,
              id: a,
              title: title(0),
              status,
              dependencies: some(1, [b, { phase: b, note: rest[0] }, 'nowhere']),
              entry: some(2, { criteria: [entry], title: title(1) }),
              exit: { criteria: some(3, [exit]) ?? [] },
              milestones: [
                {
                  id: a,
                  title: title(2),
                  status,
                  tasks: [d, { ...second, children: [inner] }],
                  deliverables: [{ id: a, title: title(3), state: status }],
                  acceptance: some(4, [acceptance]),
                },
              ],
              tasks: [first, d],
            },
            { format: 1, id: b, title: title(4), goals: rest },
          ],
          tasks: [listed],
          risks: [
            { id: a, title: title(5), impact, status, tasks: [c, 'nowhere'], attributes: own },
            { id: b, title: title(6) },
          ],
          requirements: ['1', '2', '3', a, b]
            .filter((id, index, all) => all.indexOf(id) === index)
            .map((id, index) => ({ id, title: title(index), text: rest[0], parent: some(6, index > 0 ? a : 'nowhere') })),
          properties: [{ id: a, title: title(0), validates: ['1-3', a], iterations: some(7, 100) }],
          components: [
            { id: a, type: 'module', level: 0, dependsOn: some(8, [b, 'nowhere']) },
            { id: b, title: title(1) },
          ],
          playbooks: [{ id: a, title: title(2), steps: rest }],
          gates: [{ id: f, stage: 'quality', criteria: [gate], includes: [a] }],
          metrics: [{ id: a, title: title(3), notes: rest }],
          alerts: [{ id: a, title: title(4), metric: a }],
          questions: [{ id: a, title: title(5), state: status, answer: rest[0] }],
          decisions: [{ id: a, title: title(6), state: status }],
          actions: [
            { id: a, title: title(7), state: status, owner: rest[0], due: '2026-12-03', phase: a, meeting: 'outbox/a.md', attributes: own },
            { id: b, title: title(0), source: { file: 'a.md', lines: '7' }, notes: rest },
          ],
          checklists: [],
        }
        return JSON.parse(JSON.stringify(value)) as ProgramRecords
      })
  })

describe('programs of every kind', () => {
  it.each(Object.entries(formats))('come back from %s as they were', (path, write) => {
    fc.assert(
      fc.property(programs, (records) => {
        const written = write(records)
        const back = readBack(path, written)
        expect(back.diagnostics).toEqual([])
        expect(write(back)).toBe(written)
        expect(exchangeOf(back)).toEqual(exchangeOf(records))
      }),
      { numRuns: 30 },
    )
  })

  it('say the same in both formats, and hold the same records as before', () => {
    fc.assert(
      fc.property(programs, (records) => {
        const back = recordsIn(readBack('needs.json', formats['needs.json'](records)))
        expect(formats['records.csv'](back)).toBe(formats['records.csv'](records))
        const [now, before] = [comparable(back), comparable(records)] as [ProgramRecords, ProgramRecords]
        expect(now.phases.map(({ id }) => id)).toEqual(before.phases.map(({ id }) => id))
        expect(now.program).toEqual(before.program)
        expect(now.gates).toEqual(before.gates)
        expect(now.playbooks).toEqual(before.playbooks)
        expect(now.decisions).toEqual(before.decisions)
        expect(now.actions).toEqual(before.actions)
      }),
      { numRuns: 20 },
    )
  })
})
