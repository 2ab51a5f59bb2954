import type { CommandSpec } from '../command-spec.ts'
import { signOptions } from '../sign-options.ts'

const views = ['text', 'markdown', 'csv', 'html', 'xlsx'] as const
const drawings = ['text', 'markdown', 'mermaid', 'dot', 'svg'] as const

export const trace: readonly CommandSpec[] = [
  {
    words: ['why'],
    group: 'Tracing',
    summary: 'why a task, milestone, phase, gate or criterion does not go on, down to what can be done now',
    args: '<id>',
    examples: ['why T-017', 'why P2.M1', 'why P2', 'why P2.3'],
    needs: 'program',
    load: () => import('../commands/why.ts'),
  },
  {
    words: ['trace'],
    group: 'Tracing',
    summary: 'how well the records are linked: what is covered, and what is lost, suspect or nowhere',
    args: '[ids...]',
    options: [
      { flags: '--rule <id>', summary: 'this coverage rule only', repeats: true },
      { flags: '--strict', summary: 'warnings count as well' },
    ],
    examples: ['trace', 'trace P2.M1', 'trace R-004 T-014', 'trace --rule mitigated', 'trace --strict'],
    needs: 'program',
    load: () => import('../commands/trace.ts'),
  },
  {
    words: ['trace', 'show'],
    group: 'Tracing',
    summary: 'one record, what it depends on and what depends on it, as a tree',
    args: '<id>',
    options: [{ flags: '--depth <n>', summary: 'so many links far, both ways (default 3, at most 99)' }],
    examples: ['trace show T-014', 'trace show R-001 --depth 1', 'trace show requirement:1.2'],
    needs: 'program',
    load: () => import('../commands/trace-show.ts'),
  },
  {
    words: ['trace', 'matrix'],
    group: 'Tracing',
    summary: 'two kinds of records against each other: risks and tasks, say',
    args: '[rows] [columns]',
    options: [
      { flags: '--as <form>', summary: 'the form; default: by the name of --output', choices: views },
      { flags: '--deep', summary: 'chains of links count as well: a requirement, its property, the test of that' },
      { flags: '--relation <name>', summary: 'links of this relation only', repeats: true },
      { flags: '--gaps', summary: 'only what is linked with nothing' },
      { flags: '--list', summary: 'a line for each row, not a grid' },
    ],
    examples: [
      'trace matrix',
      'trace matrix risk task',
      'trace matrix requirement test --deep --as csv',
      'trace matrix raci --output raci.html',
      'trace matrix task source --gaps',
    ],
    needs: 'program',
    load: () => import('../commands/trace-matrix.ts'),
  },
  {
    words: ['trace', 'graph'],
    group: 'Tracing',
    summary: 'the links as a drawing: all of them, those of some types, or what is around a record',
    options: [
      { flags: '--of <types...>', summary: 'records of these types only' },
      { flags: '--from <id>', summary: 'what is linked with this record', repeats: true },
      { flags: '--depth <n>', summary: 'with --from: so many links far (default 2)' },
      { flags: '--relation <name>', summary: 'links of this relation only', repeats: true },
      { flags: '--levels', summary: 'in levels: what depends on nothing comes first' },
      { flags: '--as <form>', summary: 'the form; default: by the name of --output', choices: drawings },
    ],
    examples: [
      'trace graph',
      'trace graph --of risk task --output risks.svg',
      'trace graph --of component --levels --as mermaid',
      'trace graph --from T-014 --depth 1 --as dot',
    ],
    needs: 'program',
    load: () => import('../commands/trace-graph.ts'),
  },
  {
    words: ['trace', 'order'],
    group: 'Tracing',
    summary: 'components, or tasks, in levels: an order in which they can be built',
    args: '[type]',
    examples: ['trace order', 'trace order task'],
    needs: 'program',
    load: () => import('../commands/trace-order.ts'),
  },
  {
    words: ['trace', 'clear'],
    group: 'Tracing',
    mutates: true,
    summary: 'record that links were looked at after their targets changed',
    args: '[ids...]',
    options: [
      { flags: '--reason <text>', summary: 'what was looked at, and why it still holds' },
      { flags: '--dependents', summary: 'the links that lead to these records, not those that start at them' },
      { flags: '--all', summary: 'every link of the program, as a first review' },
      ...signOptions,
    ],
    examples: [
      'trace clear --all --reason "first review of all links"',
      'trace clear T-014 --reason "the new limit is met as well"',
      'trace clear 1.2 --dependents --reason "read with the new text"',
    ],
    needs: 'program',
    load: () => import('../commands/trace-clear.ts'),
  },
]
