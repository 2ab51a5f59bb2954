import { describe, expect, it } from 'vitest'
import { buildGraph } from '../../src/trace/build-graph.ts'
import { type TraceDirection, type TraceStep, traceTree } from '../../src/trace/trace-tree.ts'
import type { TraceKey } from '../../src/trace/trace-types.ts'
import { type ProgramParts, programOf } from '../gates/build.ts'

const parts: ProgramParts = {
  tasks: [
    { id: 'T1', title: 'One', requirements: ['1.1'] },
    {
      id: 'T2',
      title: 'Two',
      prerequisites: ['T1'],
      requirements: ['1.1'],
      children: [{ id: 'T2.1', title: 'Part', prerequisites: ['T1'] }],
    },
    { id: 'T3', title: 'Three', prerequisites: ['T1', 'T2'] },
  ],
  requirements: [
    { id: '1', title: 'All' },
    { id: '1.1', title: 'Some', parent: '1' },
  ],
}

/** "needs T1 (satisfies 1.1 (refines 1))" */
const told = (steps: readonly TraceStep[]): string =>
  steps
    .map(({ link, to, met, next, beyond }) => {
      const mark = met === 'first' ? '' : ` ${met}`
      const more = beyond > 0 ? ` +${beyond}` : ''
      return `${link.relation} ${to.slice(to.indexOf(':') + 1)}${mark}${more}${next.length > 0 ? ` (${told(next)})` : ''}`
    })
    .join(', ')

const tree = (key: string, direction: TraceDirection = 'from', depth = 3, given = parts): string =>
  told(traceTree(buildGraph(programOf(given)), key as TraceKey, direction, depth))

describe('traceTree', () => {
  it('goes to the end of the links, each record where the way to it is shortest', () => {
    expect(tree('task:T3')).toBe('needs T1 (satisfies 1.1 (refines 1)), needs T2 (satisfies 1.1 again, needs T1 again)')
    expect(tree('requirement:1', 'to')).toBe(
      'refines 1.1 (satisfies T1 (needs T2 again, needs T2.1, needs T3), satisfies T2 (needs T3 again))'.replace(
        'needs T3 again',
        'needs T3',
      ),
    )
  })

  it('stops at the depth that was asked for, and says how much lies beyond', () => {
    expect(tree('task:T3', 'from', 1)).toBe('needs T1 +1, needs T2 +2')
    expect(tree('requirement:1', 'to', 1)).toBe('refines 1.1 +2')
  })

  it('tells what holds a record, and does not follow it', () => {
    expect(tree('task:T2.1')).toBe('needs T1 (satisfies 1.1 (refines 1)), part-of T2')
    expect(tree('task:T2', 'to')).toBe('needs T3, part-of T2.1')
  })

  it('is empty for what is linked with nothing, or is not there', () => {
    expect(tree('requirement:1')).toBe('')
    expect(tree('task:nobody')).toBe('')
  })

  it('marks a circle where it closes', () => {
    const circular: ProgramParts = {
      tasks: [
        { id: 'A', title: 'A', prerequisites: ['B'] },
        { id: 'B', title: 'B', prerequisites: ['C'] },
        { id: 'C', title: 'C', prerequisites: ['A', 'B'] },
      ],
    }
    expect(tree('task:A', 'from', 9, circular)).toBe('needs B (needs C (needs A circle, needs B circle))')
  })
})
