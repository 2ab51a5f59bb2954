import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answer.ts'
import { junit } from '../../src/reporters/junit.ts'
import { context } from './context.ts'
import { criterion, findings, gate, gateCheckAnswer, hostileAnswer, metGate } from './harbour.ts'
import { type Element, readXml } from './read-xml.ts'

const golden = '../golden/reporters/gate-check.junit.xml'

/** What junit-10.xsd (Jenkins xUnit plugin) allows of what a report holds: attributes, required ones first, and children. */
const rules: Readonly<Record<string, { required: readonly string[]; optional: readonly string[]; children: readonly string[] }>> = {
  testsuites: { required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url', 'group'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  properties: { required: [], optional: [], children: ['property'] },
  property: { required: ['name', 'value'], optional: [], children: [] },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  skipped: { required: [], optional: ['type', 'message'], children: [] },
  error: { required: [], optional: ['type', 'message'], children: [] },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  'system-out': { required: [], optional: [], children: [] },
}

function check(element: Element): void {
  const rule = rules[element.name]
  expect(rule, element.name).toBeDefined()
  const { required, optional, children } = rule as NonNullable<typeof rule>
  expect(Object.keys(element.attributes)).toEqual(expect.arrayContaining([...required]))
  for (const name of Object.keys(element.attributes)) expect([...required, ...optional], element.name).toContain(name)
  for (const child of element.children) {
    expect(children, element.name).toContain(child.name)
    check(child)
  }
}

const all = (element: Element, name: string): Element[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((child) => all(child, name)),
]

const count = (element: Element, name: string): string => String(all(element, name).length)

/** The document of an answer, which follows the rules and counts right. */
function read(answer: Answer, given: Parameters<typeof context>[0] = {}): Element {
  const root = readXml(junit(answer, context(given)))
  check(root)
  for (const suite of [root, ...root.children]) {
    const { tests, failures, errors, skipped = count(suite, 'skipped') } = suite.attributes
    expect([tests, failures, errors, skipped]).toEqual(['testcase', 'failure', 'error', 'skipped'].map((name) => count(suite, name)))
  }
  return root
}

const one = (given: Partial<Parameters<typeof criterion>[0]>, more: Partial<Parameters<typeof gate>[0]> = {}): Answer => ({
  command: 'gate check',
  diagnostics: [],
  gates: [gate({ criteria: [criterion({ id: 'P1.1', statement: 'x', outcome: 'met', because: 'y', ...given })], ...more })],
  data: {},
})

const isBad = (root: Element): boolean => root.attributes['failures'] !== '0' || root.attributes['errors'] !== '0'

describe('junit', () => {
  it('has a suite for each gate and a case for each criterion', async () => {
    const root = read(gateCheckAnswer, { pathPrefix: 'plan/' })
    expect(root.children.map((suite) => suite.attributes['name'])).toEqual([
      'P0 Plan the move',
      'P1 Pack and move',
      'refractor gate check: findings',
    ])
    expect(root.children[1]?.attributes['file']).toBe('plan/specification/phases/P1.yaml')
    await expect(junit(gateCheckAnswer, context())).toMatchFileSnapshot(golden)
  })

  it('skips what is waived, and says what it would be', () => {
    const covered = { outcome: 'unmet', reason: 'failed', because: '18.6 kg' } as const
    const waiver = { id: 'W-002', path: '.refractor/waivers/W-002.json', until: '2026-12-20T23:59:59Z', breakGlass: false, covered }
    const root = read(one({ outcome: 'waived', because: 'waived until 2026-12-20 (W-002)', waiver }, { verdict: 'unknown' }), {
      exitCode: 4,
    })
    const [skipped] = all(root, 'skipped')
    expect(skipped?.attributes).toEqual({ message: 'waived until 2026-12-20 (W-002)', type: 'waived' })
    expect(skipped?.text).toContain('without the waiver W-002 (.refractor/waivers/W-002.json) it is unmet: 18.6 kg')
    expect(all(root, 'property').map((property) => property.attributes)).toContainEqual({ name: 'waived', value: 'W-002' })
  })

  it.each<[string, Answer, Parameters<typeof context>[0], boolean]>([
    ['a gate that is met', { command: 'gate check', diagnostics: [], gates: [metGate], data: {} }, { exitCode: 0 }, false],
    ['a recommendation that is not', one({ outcome: 'unmet', level: 'recommended' }, { verdict: 'met' }), { exitCode: 0 }, false],
    ['the same, with --strict', one({ outcome: 'unmet', level: 'recommended' }, { verdict: 'met' }), { exitCode: 1, strict: true }, true],
    ['a required criterion that is not', one({ outcome: 'unmet' }), { exitCode: 1 }, true],
    ['one that nobody can read', one({ outcome: 'unknown' }, { verdict: 'unknown' }), { exitCode: 4 }, true],
    [
      'a gate without criteria',
      { command: 'gate check', diagnostics: [], gates: [gate({ criteria: [], verdict: 'unknown' })], data: {} },
      {},
      true,
    ],
    ['a verdict that is worse than its criteria', one({}, { verdict: 'unmet' }), { exitCode: 1 }, true],
    ['an error', { command: 'validate', diagnostics: findings, data: {} }, { exitCode: 2 }, true],
    ['a warning', { command: 'validate', diagnostics: findings.slice(1), data: {} }, { exitCode: 0 }, false],
    ['a warning, with --strict', { command: 'validate', diagnostics: findings.slice(1), data: {} }, { exitCode: 1, strict: true }, true],
    ['nothing to report', { command: 'validate', diagnostics: [], data: {} }, { exitCode: 0 }, false],
    [
      'an answer that is no for a reason of its own',
      { command: 'task done', diagnostics: [], data: {}, negative: true },
      { exitCode: 1 },
      true,
    ],
  ])('of %s', (_, answer, given, bad) => {
    const root = read(answer, given)
    expect(isBad(root)).toBe(bad)
    expect(all(root, 'testcase').length).toBeGreaterThan(0)
  })

  it('is whole whatever a file says', () => {
    const text =
      ']]> <![CDATA[ <!-- --> &amp; " \' \u0000\u0001\u001b[31m \ud800 \ufffe\uffff \u202e\r\n::set-output name=x::y\n##[error]z <img src=x onerror=y>'
    const hostile: Answer = {
      ...hostileAnswer,
      diagnostics: [{ code: 'schema/invalid-value', severity: 'error', message: text, help: text }],
      gates: [
        gate({ id: text, title: text, criteria: [criterion({ id: text, statement: text, outcome: 'unmet', because: text, fix: text })] }),
      ],
    }
    for (const answer of [hostile, hostileAnswer]) {
      const written = junit(answer, context())
      const root = read(answer)
      for (const line of written.split('\n')) expect(line).not.toMatch(/^\s*::|##\[/)
      expect(written).not.toContain('\u202e')
      // Nothing is lost either: what cannot stand in a document is shown as an escape.
      expect(root.children.length).toBeGreaterThan(1)
    }
    expect(all(read(hostile), 'failure').at(-1)?.attributes['message']).toContain(
      ']]> <![CDATA[ <!-- --> &amp; " \' \\u0000\\u0001\\u001b[31m \\ud800 \\ufffe\\uffff \\u202e\n::set-output',
    )
  })
})
