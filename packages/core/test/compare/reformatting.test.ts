import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { compare, told } from './sides.ts'

type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value }
type Files = Readonly<Record<string, { readonly [key: string]: Value }>>

const plan: Files = {
  'program.yaml': {
    format: 1,
    id: 'demo',
    name: 'The demo of a demo',
    summary: 'Two lines\nof text',
    roles: [{ id: 'lead', owner: 'Ada' }, { id: 'ops' }],
    trace: { rules: [{ every: 'risk', has: 'task' }] },
  },
  'phases/P1.yaml': {
    format: 1,
    id: 'P1',
    title: 'First',
    window: '0-2',
    goals: ['Begin', 'Go on'],
    milestones: [
      {
        id: 'P1.M1',
        title: 'Frame',
        accountable: ['lead', 'ops'],
        tasks: [{ id: 'T1', title: 'Saw the wood', requirements: ['1.1', '1.2'], detail: ['one', 'two'] }],
        acceptance: [
          {
            id: 'P1.M1.1',
            statement: 'It stands.',
            check: {
              all: [
                { kind: 'attest', claim: 'stands' },
                { kind: 'attest', claim: 'straight' },
              ],
            },
          },
        ],
      },
      { id: 'P1.M2', title: 'Roof', relations: [{ type: 'after', milestone: 'P1.M1' }] },
    ],
    exit: {
      criteria: [
        { id: 'P1.1', statement: 'All is done.', check: { kind: 'query', from: 'milestones', expect: 'all', that: { state: 'accepted' } } },
      ],
    },
  },
  'phases/P2.yaml': {
    format: 1,
    id: 'P2',
    title: 'Second',
    dependencies: ['P1'],
    tasks: ['T2', { id: 'T3', title: 'Sweep', prerequisites: ['T1', 'T2'] }],
  },
  'tasks.yaml': {
    format: 1,
    tasks: [
      { id: 'T2', title: 'Paint', risks: ['R1'] },
      {
        id: 'T4',
        title: 'Rest',
        children: [
          { id: 'T4.1', title: 'Sit' },
          { id: 'T4.2', title: 'Lie' },
        ],
      },
    ],
  },
  'risks.yaml': {
    format: 1,
    risks: [
      { id: 'R1', title: 'Rain and hail', impact: 'high' },
      { id: 'R2', title: 'Wind', tasks: ['T1', 'T2'] },
    ],
  },
  'requirements.yaml': {
    format: 1,
    requirements: [
      { id: '1.1', title: 'Stands' },
      { id: '1.2', title: 'Dry', text: 'No drop\nof water gets in.' },
    ],
  },
}

/** Lists whose order says nothing: registers and references. Milestones, criteria, goals and conditions stay as they are. */
const unordered = new Set(['risks', 'requirements', 'properties', 'accountable', 'prerequisites', 'roles', 'children', 'tasks'])

interface Style {
  readonly order: (length: number) => number[]
  readonly flow: () => boolean
}

function shuffled(value: Value, { order, flow }: Style, key = ''): Value {
  if (Array.isArray(value)) {
    const list = value.map((one) => shuffled(one, { order, flow }))
    return unordered.has(key) ? order(list.length).map((at) => list[at] as Value) : list
  }
  if (typeof value !== 'object') return typeof value === 'string' && key === 'title' && flow() ? `  ${value.replaceAll(' ', '  ')} ` : value
  const entries = Object.entries(value)
  return Object.fromEntries(
    order(entries.length).map((at) => [entries[at]?.[0] as string, shuffled(entries[at]?.[1] as Value, { order, flow }, entries[at]?.[0])]),
  )
}

test('how a plan is written is no difference: key order, order of registers, white space, quotes, comments, line ends, names of files', () => {
  fc.assert(
    fc.property(
      fc.infiniteStream(fc.nat(1000)),
      fc.boolean(),
      fc.constantFrom(20, 80, 0),
      fc.boolean(),
      (stream, crlf, lineWidth, rename) => {
        const next = (): number => stream.next().value as number
        const order = (length: number): number[] => {
          const at = Array.from({ length }, (_, index) => index)
          for (let i = length - 1; i > 0; i--) {
            const j = next() % (i + 1)
            ;[at[i], at[j]] = [at[j] as number, at[i] as number]
          }
          return at
        }
        const flow = (): boolean => next() % 2 === 0
        const write = (value: Value): string => {
          const text = stringify(value, {
            lineWidth,
            collectionStyle: flow() ? 'flow' : 'any',
            defaultStringType: flow() ? 'QUOTE_DOUBLE' : 'PLAIN',
            singleQuote: flow(),
          })
          const commented = `# ${next()}\n${text}`
          return crlf ? commented.replaceAll('\n', '\r\n') : commented
        }
        const base = Object.fromEntries(Object.entries(plan).map(([path, value]) => [path, stringify(value)]))
        const head = Object.fromEntries(
          order(Object.keys(plan).length).map((at) => {
            const [path, value] = Object.entries(plan)[at] as [string, Value]
            return [rename ? path.replace('P2.yaml', 'second.yaml') : path, write(shuffled(value, { order, flow }))]
          }),
        )
        const difference = compare(base, head)
        expect(told(difference)).toEqual(rename ? ['files'] : [])
      },
    ),
    { numRuns: 60 },
  )
})
