import { describe, expect, it } from 'vitest'
import { readCode } from '../../src/import/read/code.ts'
import { commandLines, proposedCommandCheck } from '../../src/import/read/command-lines.ts'
import { linesIn } from '../../src/import/scan/lines.ts'
import type { GateBody } from '../../src/schema/gate.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import { readingOf } from './template-reading.ts'

const shell = (...texts: string[]) => commandLines(linesIn({ path: 'x', text: texts.join('\n') }))
const fenced = (language: string, ...texts: string[]) => readingOf([`\`\`\`${language}`, ...texts, '```'].join('\n'))
const phase = (): PhaseFile => ({ format: 1, id: 'P1', title: 'Build' })

describe('shell lines', () => {
  it('keeps comments with the command below them', () => {
    expect(shell('# format', 'npm run format', '', 'npm test', '# the end').commands).toEqual([
      '# format\nnpm run format',
      'npm test',
      '# the end',
    ])
  })

  it.each([
    ['# Expected: all pass', 'all pass'],
    ['# expected output: 3 files', '3 files'],
    ['→ 12 pass, 0 fail', '12 pass, 0 fail'],
    ['# => ok', 'ok'],
    ['# 期待: 成功', '成功'],
    ['# Ожидается: успех', 'успех'],
    ['# Should print: hello', 'hello'],
  ])('reads what is expected: %s', (line, expected) => {
    expect(shell('npm test', line)).toMatchObject({ bare: ['npm test'], expected: [expected] })
  })

  it('keeps an expectation without words as it stands', () => {
    expect(shell('npm test', '# Expected').expected).toEqual(['# Expected'])
  })

  it('parts a command from the result behind it', () => {
    expect(shell('npm test → 12 pass, 0 fail')).toMatchObject({ bare: ['npm test'], expected: ['12 pass, 0 fail'] })
  })

  it('takes prompts away, and other lines for output', () => {
    expect(shell('$ npm test', '12 pass')).toMatchObject({ bare: ['npm test'], expected: ['12 pass'] })
  })

  it.each([
    ['backslashes', ['npm test \\', '  --all'], 1],
    ['quotes', ['git commit -m "First', '', 'second"', 'git push'], 2],
    ['a here-document', ['cat <<EOF', "it's text", 'EOF', 'ls'], 2],
    ['a quote that nobody closes', ["echo it's", 'npm test'], 2],
    ['a quote in a comment', ["npm test # it's", 'npm run build'], 2],
    ['an escaped quote', ['echo \\"', 'ls'], 2],
    ['quotes in quotes', [`echo "it's"`, 'ls'], 2],
  ])('joins what goes on over lines: %s', (_name, lines, count) => {
    expect(shell(...lines).bare).toHaveLength(count)
  })

  it('knows numbered prose in a shell fence', () => {
    expect(shell('# Steps', '1. Make it', '2. Try it')).toEqual({
      commands: [],
      bare: [],
      expected: [],
      steps: ['1. Make it', '2. Try it'],
      heading: 'Steps',
    })
  })
})

describe('the check that commands are proposed as', () => {
  it.each([
    [['npm test'], { kind: 'command', argv: ['npm', 'test'], proposed: true }],
    [['npm test  # all of them'], { kind: 'command', argv: ['npm', 'test'], proposed: true }],
    [[`grep "two words" 'a b' c`], { kind: 'command', argv: ['grep', 'two words', 'a b', 'c'], proposed: true }],
    [['pytest tests/test_a*.py'], { kind: 'command', argv: ['sh', '-c', 'pytest tests/test_a*.py'], proposed: true }],
    [['ls src/{a,b}'], { kind: 'command', argv: ['bash', '-c', 'ls src/{a,b}'], proposed: true }],
    [['CI=1 npm test'], { kind: 'command', argv: ['sh', '-c', 'CI=1 npm test'], proposed: true }],
    [
      ['npm test', 'npm run lint'],
      {
        all: [
          { kind: 'command', argv: ['npm', 'test'], proposed: true },
          { kind: 'command', argv: ['npm', 'run', 'lint'], proposed: true },
        ],
        proposed: true,
      },
    ],
  ])('%j', (commands, check) => {
    expect(proposedCommandCheck(commands)).toEqual(check)
  })

  it.each([
    [[]],
    [['cd src', 'npm test']],
    [['npm test {name}']],
    [['npm test <the name>']],
    [['npm test …']],
    [['export A=1']],
    [['x'.repeat(2000)]],
    [Array(30).fill('ls')],
  ])('is none for %j', (commands) => {
    expect(proposedCommandCheck(commands)).toBeUndefined()
  })
})

describe('fenced code', () => {
  it('under a phase is its commands', () => {
    const { code, reading, scope, unclaimed } = fenced('bash', '# check', 'npm test', '# Expected: green', '')
    const owner = phase()
    expect(readCode(code, { ...scope, phase: owner, holder: owner }, reading)).toBe(true)
    expect(owner.commands).toEqual(['# check\nnpm test'])
    expect(owner.attributes).toEqual({ Expected: 'green' })
    expect(unclaimed()).toEqual([])
  })

  it('without a language is shell when each line calls a program', () => {
    const { code, reading, scope } = fenced('', 'npm test', '# twice', 'git status')
    const task: Task = { id: '1', title: 'Try' }
    expect(readCode(code, { ...scope, task, holder: task }, reading)).toBe(true)
    expect(task.commands).toEqual(['npm test', '# twice\ngit status'])
  })

  it('of numbered prose is kept under its comment', () => {
    const { code, reading, scope, unclaimed } = fenced('bash', '# Steps', '1. Make it', '2. Try it')
    const owner = phase()
    expect(readCode(code, { ...scope, phase: owner, holder: owner }, reading)).toBe(true)
    expect(owner.attributes).toEqual({ Steps: ['1. Make it', '2. Try it'] })
    expect(owner.commands).toBeUndefined()
    expect(unclaimed()).toEqual([])
  })

  it('under a gate belongs to its last criterion, and proposes a check', () => {
    const { code, reading, scope } = fenced('sh', 'npm test', '# Expected: 0 failures')
    const body: GateBody = { criteria: [{ id: 'P1.1', statement: 'the tests pass' }] }
    expect(readCode(code, { ...scope, gate: { id: 'P1', body } }, reading)).toBe(true)
    expect(body.criteria).toEqual([
      {
        id: 'P1.1',
        statement: 'the tests pass',
        commands: ['npm test'],
        expected: '0 failures',
        check: { kind: 'command', argv: ['npm', 'test'], proposed: true },
      },
    ])
  })

  it('under a gate without criteria makes one of its label', () => {
    const { code, reading, scope } = fenced('sh', 'npm test')
    const body: GateBody = { criteria: [] }
    readCode(code, { ...scope, label: '**Exit gate**', gate: { id: 'P1', body } }, reading)
    expect(body.criteria.map((criterion) => criterion.statement)).toEqual(['Exit gate'])
  })

  it('is kept word for word under its label, and left where nothing names it', () => {
    const { code, reading, scope, draft, unclaimed } = fenced('', '{A} ──► {B}', '  (first)   (second)', '')
    expect(readCode(code, scope, reading)).toBe(false)
    expect(unclaimed()).toHaveLength(4)
    expect(readCode(code, { ...scope, label: '**Chain:**' }, reading)).toBe(true)
    expect(draft.program.attributes).toEqual({ 'Chain:': '{A} ──► {B}\n  (first)   (second)' })
    expect(unclaimed()).toEqual([])
  })

  it('that is empty is left', () => {
    const { code, reading, scope } = fenced('bash', '', '')
    expect(readCode(code, { ...scope, label: 'Commands' }, reading)).toBe(false)
  })

  it('that is never closed is read to the end', () => {
    const { code, reading, scope, draft, unclaimed } = readingOf('```yaml\na: 1')
    expect(readCode(code, { ...scope, field: 'metadata' }, reading)).toBe(true)
    expect(draft.program.attributes).toEqual({ a: '1' })
    expect(unclaimed()).toEqual([])
  })

  it('that is a tree of files makes a gate only where files are asked for', () => {
    const tree = ['src/', '├── a.ts', '└── b.ts']
    const asked = fenced('', ...tree)
    expect(readCode(asked.code, { ...asked.scope, field: 'manifest', label: 'Files to create' }, asked.reading)).toBe(true)
    expect(asked.draft.gates).toHaveLength(1)
    const described = fenced('', ...tree)
    expect(readCode(described.code, { ...described.scope, field: 'manifest', label: 'Project structure' }, described.reading)).toBe(true)
    expect(described.draft.gates).toEqual([])
    expect(described.draft.program.attributes).toEqual({ 'Project structure': tree.join('\n') })
  })

  it('that draws modules on levels makes components anywhere', () => {
    const { code, reading, scope, draft } = fenced('', 'Level 0: Base', '├── a.py', 'Level 1: Top', '└── b.py requires: a')
    expect(readCode(code, scope, reading)).toBe(true)
    expect(draft.components.map(({ id, level, dependsOn }) => [id, level, dependsOn])).toEqual([
      ['a', 0, undefined],
      ['b', 1, ['a']],
    ])
  })
})
