import { describe, expect, it } from 'vitest'
import { addCheckpoint, readCheckpoints } from '../../src/import/read/checkpoints.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import { readingOf, shortGates } from './template-reading.ts'

const several = `## 4. Checkpoints

### Checkpoint 1: Base tests
\`\`\`bash
npm test -- base
# Expected: all pass
\`\`\`

### Checkpoint 2: It runs
\`\`\`python
run()
assert ok
\`\`\`

### Checkpoint 3: Checks
\`\`\`bash
npm run lint
npm test
\`\`\`
`

describe('checkpoints', () => {
  it('become gates with commands, what is expected, and a check that is only proposed', () => {
    const { section, scope, reading, draft, unclaimed } = readingOf(several)
    expect(readCheckpoints(section, scope, reading)).toBe(true)
    expect(shortGates(draft.gates)).toEqual([
      ['checkpoint-1', 'checkpoint', ['Base tests']],
      ['checkpoint-2', 'checkpoint', ['It runs']],
      ['checkpoint-3', 'checkpoint', ['Checks']],
    ])
    expect(draft.gates.map((gate) => gate.criteria[0])).toMatchObject([
      {
        commands: ['npm test -- base'],
        expected: 'all pass',
        check: { kind: 'command', argv: ['npm', 'test', '--', 'base'], proposed: true },
      },
      { commands: ['run()\nassert ok'] },
      {
        commands: ['npm run lint', 'npm test'],
        check: { all: [{ argv: ['npm', 'run', 'lint'] }, { argv: ['npm', 'test'] }], proposed: true },
      },
    ])
    expect(draft.gates[1]?.criteria[0]?.check).toBeUndefined()
    expect(draft.gates.map((gate) => gate.title)).toEqual(['Checkpoint 1: Base tests', 'Checkpoint 2: It runs', 'Checkpoint 3: Checks'])
    expect(unclaimed()).toEqual([])
  })

  it('with a list have its entries as criteria, and the code below one belongs to it', () => {
    const { section, scope, reading, draft, unclaimed } = readingOf(
      '### Checkpoint A: Ready\n\nwords\n\n- [ ] all tests pass\n  ```sh\n  npm test\n  ```\n- [x] it builds\n',
    )
    expect(readCheckpoints(section, scope, reading)).toBe(true)
    expect(shortGates(draft.gates)).toEqual([['checkpoint-A', 'checkpoint', ['all tests pass', 'it builds']]])
    expect(draft.gates[0]?.criteria[0]).toMatchObject({ mark: ' ', commands: ['npm test'], check: { kind: 'command' } })
    expect(unclaimed()).toEqual([3])
  })

  it('of a phase are gates of the phase, and one without a number has its words as criterion', () => {
    const { section, scope, reading } = readingOf('### Checkpoint\n\n```sh\nnpm test\n```\n')
    const phase: PhaseFile = { format: 1, id: '3.2', title: 'Core' }
    expect(readCheckpoints(section, { ...scope, phase }, reading)).toBe(true)
    expect(shortGates(phase.gates ?? [])).toEqual([['3.2.checkpoint', 'checkpoint', ['Checkpoint']]])
  })

  it('in a paragraph are made by the one who reads it', () => {
    const { root, scope, reading, draft, unclaimed } = readingOf('All base tests pass\n\n```sh\nnpm test\n```\n')
    const [paragraph, code] = root.blocks
    if (paragraph?.type !== 'paragraph' || code === undefined) throw new Error('unexpected blocks')
    const gate = addCheckpoint('All base tests pass', paragraph.lines, [code], scope, reading)
    expect(draft.gates).toEqual([gate])
    expect(gate.criteria).toMatchObject([{ statement: 'All base tests pass', commands: ['npm test'], check: { kind: 'command' } }])
    expect(unclaimed()).toEqual([])
  })

  it.each([
    ['prose', '## Checkpoints\n\nWe check often.\n'],
    ['headings without content', '## Checkpoints\n\n### Checkpoint 1\n\n### Checkpoint 2\n'],
  ])('are not seen in %s', (_name, text) => {
    const { section, scope, reading, draft } = readingOf(text)
    expect(readCheckpoints(section, scope, reading)).toBe(false)
    expect(draft.gates).toEqual([])
  })

  it('need a heading', () => {
    const { root, scope, reading } = readingOf('- a\n')
    expect(readCheckpoints(root, scope, reading)).toBe(false)
  })
})
