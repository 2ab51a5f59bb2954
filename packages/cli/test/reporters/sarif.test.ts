import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answer.ts'
import { sarif } from '../../src/reporters/sarif.ts'
import { context } from './context.ts'
import { criterion, findings, gate, gateCheckAnswer, hostileAnswer, metGate } from './harbour.ts'
import { sarifProblems } from './sarif-rules.ts'

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly version: string; readonly rules: readonly { readonly id: string }[] } }
      readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly exitCode: number }]
      readonly results: readonly {
        readonly ruleId: string
        readonly ruleIndex: number
        readonly level: string
        readonly message: { readonly text: string }
        readonly locations: readonly {
          readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: object }
        }[]
        readonly partialFingerprints: Readonly<Record<string, string>>
        readonly suppressions?: readonly object[]
      }[]
    },
  ]
}

/** The one run of an answer, which follows the rules of the format. */
function read(answer: Answer, given: Parameters<typeof context>[0] = {}): Log['runs'][0] {
  const log = JSON.parse(sarif(answer, context(given))) as Log
  expect(sarifProblems(log)).toEqual([])
  const [run] = log.runs
  for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
  expect(new Set(run.tool.driver.rules.map(({ id }) => id)).size).toBe(run.tool.driver.rules.length)
  return run
}

const one = (given: Partial<Parameters<typeof criterion>[0]>, more: Partial<Parameters<typeof gate>[0]> = {}): Answer => ({
  command: 'gate check',
  diagnostics: [],
  gates: [gate({ criteria: [criterion({ id: 'P1.1', statement: 'x', outcome: 'met', because: 'y', ...given })], ...more })],
  data: {},
})

describe('sarif', () => {
  it('has a result for each finding and for each criterion that is open', async () => {
    const run = read(gateCheckAnswer, { pathPrefix: 'my plan/' })
    expect(run.results.map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual([
      'error link/unknown-id',
      'warning plan/owner-missing',
      'error harbour/P1.2',
      'error harbour/P1.3',
      'error harbour/P1.4',
      'note harbour/P1.5',
      'error harbour/P1.6',
      'error harbour/P1.7',
    ])
    expect(run.results[0]?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'my%20plan/specification/phases/P1.yaml' },
      region: { startLine: 2, startColumn: 20, endLine: 2, endColumn: 27 },
    })
    await expect(sarif(gateCheckAnswer, context())).toMatchFileSnapshot('../golden/reporters/gate-check.sarif')
  })

  it('suppresses what is waived, and says what it would be', () => {
    const covered = { outcome: 'unmet', reason: 'failed', because: 'failed: 18.6 kg' } as const
    const waiver = { id: 'W-002', path: '.refractor/waivers/W-002.json', until: '2026-12-20T23:59:59Z', breakGlass: true, covered }
    const [result] = read(one({ outcome: 'waived', because: 'waived', waiver }, { verdict: 'met' })).results
    expect(result).toMatchObject({
      level: 'error',
      message: { text: 'P1.1 is unmet: failed: 18.6 kg' },
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'W-002 (.refractor/waivers/W-002.json) until 2026-12-20T23:59:59Z, break-glass',
        },
      ],
    })
  })

  it('has a result for a gate that is not met for no criterion', () => {
    expect(read(one({}, { verdict: 'unknown', criteria: [] })).results.map(({ ruleId }) => ruleId)).toEqual(['harbour/P1'])
    expect(read(one({ outcome: 'unmet', level: 'recommended' }, { verdict: 'unknown' })).results).toHaveLength(2)
    expect(read({ command: 'gate check', diagnostics: [], gates: [metGate], data: {} }).results).toEqual([])
  })

  it.each([
    [0, true],
    [1, true],
    [2, true],
    [3, true],
    [4, false],
    [70, false],
  ] as const)('says with exit code %i whether there was an answer', (exitCode, executionSuccessful) => {
    expect(read(gateCheckAnswer, { exitCode }).invocations).toMatchObject([{ executionSuccessful, exitCode }])
  })

  it('tells findings apart by what they are, not by where they stand', () => {
    const [first] = findings as [(typeof findings)[number]]
    const moved = { ...first, location: { file: 'specification/phases/P1.yaml', line: 90, column: 1 } }
    const print = (one_: typeof first): string | undefined =>
      read({ command: 'validate', diagnostics: [one_], data: {} }).results[0]?.partialFingerprints['refractor/v1']
    expect(print(moved)).toBe(print(first))
    expect(print({ ...first, message: 'another' })).not.toBe(print(first))
  })

  it('never names a place that there cannot be', () => {
    const location = { file: 'a', line: 0, column: 0, endLine: 0, endColumn: 0 }
    const [result] = read({
      command: 'validate',
      diagnostics: [{ ...(findings[0] as (typeof findings)[number]), location }],
      data: {},
    }).results
    expect(result?.locations[0]?.physicalLocation.region).toEqual({ startLine: 1, startColumn: 1 })
  })

  it('is whole whatever a file says', () => {
    const text = ']]> </script> \u0000\u001b[31m \ud800 \u202e\r\n::set-output name=x::y\n##[error]z <img src=x onerror=y> " \\'
    const hostile: Answer = {
      ...hostileAnswer,
      diagnostics: [
        { code: 'schema/invalid-value', severity: 'error', message: text, location: { file: `../${text}%41 #?`, line: 1, column: 1 } },
      ],
      gates: [gate({ id: text, title: text, criteria: [criterion({ id: text, statement: text, outcome: 'unmet', because: text })] })],
    }
    for (const answer of [hostile, hostileAnswer]) {
      const written = sarif(answer, context())
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
      expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/)
      for (const line of written.split('\n')) expect(line).not.toMatch(/^\s*::|##\[/)
      expect(read(answer).results).toHaveLength(2)
    }
    expect(read(hostile).results[0]?.message.text).toContain('\\u0000\\u001b[31m \\ud800 \\u202e\n::set-output name=x::y\n##[error]z')
  })

  it('has no version where none is known', () => {
    expect(read(gateCheckAnswer, { version: '' }).tool.driver).not.toHaveProperty('version')
  })
})
