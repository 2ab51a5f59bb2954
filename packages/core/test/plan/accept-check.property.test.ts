import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadRecord } from '../../src/load/record.ts'
import { planAcceptChecks } from '../../src/plan/accept-check.ts'
import type { Check } from '../../src/schema/check.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import { planOf, programOf } from './sample.ts'

/** A check as text lines, in one of the ways that people write it. `mark`: where its mark stands, if it has one. */
interface Written {
  readonly flow: string
  readonly block: readonly string[]
}

const leaf = fc.constantFrom(
  ['kind: test', 'minTests: 3'],
  ['kind: attest', 'claim: "proposed: true"'],
  ['kind: artifact', 'paths: ["a, b.md", c.md]'],
  ["'kind': metric", 'metric: speed', 'op: lte', 'value: 3'],
)
const marks = fc.constantFrom('', 'proposed: true', '"proposed": true', 'proposed:   true', 'proposed: false')
const comment = fc.constantFrom('', ' # proposed: true', '   # why')

const withMark = (members: readonly string[], mark: string, at: number): string[] =>
  mark === '' ? [...members] : [...members.slice(0, at % (members.length + 1)), mark, ...members.slice(at % (members.length + 1))]

const { check } = fc.letrec<{ check: Written }>((tie) => ({
  check: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ members: leaf, mark: marks, at: fc.nat(4), comment }).map(({ members, mark, at, comment: behind }): Written => {
      const all = withMark(members, mark, at)
      return { flow: `{ ${all.join(', ')} }`, block: all.map((line) => `${line}${behind}`) }
    }),
    fc
      .record({
        parts: fc.array(fc.record({ part: tie('check'), isFlow: fc.boolean() }), { minLength: 1, maxLength: 3 }),
        name: fc.constantFrom('all', 'any', 'nOf', 'not'),
        mark: marks,
        first: fc.boolean(),
        comment,
      })
      .map(({ parts, name, mark, first, comment: behind }): Written => {
        const [only] = parts as [(typeof parts)[number]]
        const list = `[${parts.map(({ part }) => part.flow).join(', ')}]`
        const inFlow = name === 'not' ? only.part.flow : name === 'nOf' ? `{ n: 1, of: ${list} }` : list
        const entries = parts.flatMap(({ part, isFlow }) =>
          isFlow ? [`- ${part.flow}${behind}`] : part.block.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`),
        )
        const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)
        const inBlock =
          name === 'not'
            ? [`not:${behind}`, ...indent(only.part.block)]
            : name === 'nOf'
              ? ['nOf:', '  n: 1', '  of:', ...indent(indent(entries))]
              : [`${name}:${behind}`, ...indent(entries)]
        const flow = withMark([`${name}: ${inFlow}`], mark, first ? 0 : 1)
        return {
          flow: `{ ${flow.join(', ')} }`,
          block: mark === '' ? inBlock : first ? [`${mark}${behind}`, ...inBlock] : [...inBlock, mark],
        }
      }),
  ),
}))

function unmarked(one: Check): Check {
  const kept = { ...one }
  if (kept.proposed === true) delete kept.proposed
  if ('kind' in kept) return kept
  if ('all' in kept) return { ...kept, all: kept.all.map(unmarked) }
  if ('any' in kept) return { ...kept, any: kept.any.map(unmarked) }
  if ('not' in kept) return { ...kept, not: unmarked(kept.not) }
  return { ...kept, nOf: { n: kept.nOf.n, of: kept.nOf.of.map(unmarked) } }
}

test('accepting changes nothing but the marks, whatever the check looks like', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ check, isFlow: fc.boolean() }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      (written, eol, ends) => {
        const lines = written.flatMap(({ check: one, isFlow }, index) => [
          `    - id: P0.${index}`,
          '      statement: "proposed: true" # proposed: true',
          ...(isFlow ? [`      check: ${one.flow} # kept`] : ['      check:', ...one.block.map((line) => `        ${line}`)]),
        ])
        const text = ['format: 1', 'id: P0', 'title: T', 'exit:', '  criteria:', ...lines].join(eol) + (ends ? eol : '')
        const before = loadRecord('phase', { path: 'P0.yaml', text })
        expect(before.diagnostics).toEqual([])
        const program = programOf({ phases: { 'phases/P0.yaml': text } })
        const targets = [...program.criteria.values()].map((criterion) => ({ program, criterion, named: false }))
        const [step] = planOf(planAcceptChecks(targets)).steps
        const after = step?.type === 'edit' ? step.text : text
        const expected = structuredClone(before.record as PhaseFile)
        for (const criterion of expected.exit?.criteria ?? []) criterion.check = unmarked(criterion.check as Check)
        expect(loadRecord('phase', { path: 'P0.yaml', text: after })).toMatchObject({ record: expected, diagnostics: [] })
        expect((after.match(/#/g) ?? []).length).toBe((text.match(/#/g) ?? []).length)
        // Without the marks the two texts are the same, letter by letter but for blanks and commas.
        const bare = (all: string): string => all.replace(/(?<!["#] ?)"?proposed"?:\s+true(?!")/g, '').replace(/[\s,]+/g, '')
        expect(bare(after)).toBe(bare(text))
        const again = programOf({ phases: { 'phases/P0.yaml': after } })
        expect(
          planOf(planAcceptChecks([...again.criteria.values()].map((criterion) => ({ program: again, criterion, named: true })))).steps,
        ).toEqual([])
      },
    ),
    { numRuns: 100 },
  )
})
