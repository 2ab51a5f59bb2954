import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/answer.ts'
import { chalkPaint } from '../../src/reporters/chalk-paint.ts'
import { displayWidth } from '../../src/reporters/display-width.ts'
import { github } from '../../src/reporters/github.ts'
import { json } from '../../src/reporters/json.ts'
import { markdown } from '../../src/reporters/markdown.ts'
import type { ReporterContext } from '../../src/reporters/reporter.ts'
import { gateCheckText } from '../../src/reporters/text/gate-check.ts'
import { validateText } from '../../src/reporters/text/validate.ts'
import { text } from '../../src/reporters/text.ts'
import { context } from './context.ts'
import { findings, gate, gateCheckAnswer, hostileAnswer, metGate } from './harbour.ts'

const golden = (name: string): string => `../golden/reporters/${name}`

const validateAnswer: Answer = { command: 'validate', diagnostics: findings, data: {}, showInfo: true }
const oneGate: Answer = { ...gateCheckAnswer, diagnostics: [], gates: [gate()], data: { gates: [], next: 'refractor evidence run P1.2' } }
const closed: Answer = { command: 'gate check', diagnostics: [], gates: [metGate], data: { gates: [] } }

const asText = (answer: Answer, given: Partial<ReporterContext> = {}): string =>
  text(answer, context(given), answer.command === 'validate' ? validateText : gateCheckText)

describe('reporters', () => {
  it.each<[string, () => string]>([
    ['gate-check.txt', () => asText(gateCheckAnswer)],
    ['gate-check.narrow.txt', () => asText(gateCheckAnswer, { width: 48 })],
    ['gate-check.verbose.txt', () => asText(gateCheckAnswer, { verbose: true, width: 120 })],
    ['gate-check.color.txt', () => asText(gateCheckAnswer, { paint: chalkPaint })],
    ['gate-check.one.txt', () => asText(oneGate)],
    ['gate-check.closed.txt', () => asText(closed)],
    ['gate-check.md', () => markdown(gateCheckAnswer, context())],
    ['gate-check.github.txt', () => github(gateCheckAnswer, context({ pathPrefix: 'plan/' }))],
    ['gate-check.json', () => json(gateCheckAnswer, context())],
    ['validate.txt', () => asText(validateAnswer)],
    ['validate.narrow.txt', () => asText(validateAnswer, { width: 40 })],
    ['validate.md', () => markdown(validateAnswer, context())],
    ['validate.clean.txt', () => asText({ ...validateAnswer, diagnostics: [] })],
    ['hostile.txt', () => asText(hostileAnswer)],
    ['hostile.md', () => markdown(hostileAnswer, context())],
    ['hostile.github.txt', () => github(hostileAnswer, context())],
  ])('%s', async (name, render) => {
    await expect(render()).toMatchFileSnapshot(golden(name))
  })

  it.each([40, 47, 60, 80, 100, 160])('never go over %i columns', (width) => {
    for (const answer of [gateCheckAnswer, validateAnswer, oneGate, hostileAnswer]) {
      for (const line of asText(answer, { width }).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  it('show what a command says in a fence that its words cannot leave', () => {
    const answer: Answer = { command: 'audit log', diagnostics: [], data: {} }
    const body = () => ['one ``` two', '::error::no command', '````', '']
    expect(markdown(answer, context(), body)).toBe('# refractor audit log\n\n`````text\none ``` two\n: error::no command\n````\n`````\n')
    expect(markdown({ ...answer, refused: true } as Answer, context(), body)).toContain('Nothing to report.')
    expect(markdown(gateCheckAnswer, context(), body)).toBe(markdown(gateCheckAnswer, context()))
  })

  it('obey no control character of a file', () => {
    const outputs = [
      asText(hostileAnswer),
      markdown(hostileAnswer, context()),
      github(hostileAnswer, context()),
      json(hostileAnswer, context()),
    ]
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    for (const output of outputs) expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
  })

  it('say the same under colour', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour is what is taken out
    expect(asText(gateCheckAnswer, { paint: chalkPaint }).replace(/\u001b\[\d+m/g, '')).toBe(asText(gateCheckAnswer))
  })
})

describe('json', () => {
  it('has the keys of the contract, in their order', () => {
    const document = JSON.parse(json(gateCheckAnswer, context())) as Record<string, unknown>
    expect(Object.keys(document)).toEqual(['schemaVersion', 'command', 'exitCode', 'gates', 'notDue', 'next', 'diagnostics'])
    expect(document).toMatchObject({ schemaVersion: 1, command: 'gate check', exitCode: 2, diagnostics: findings.slice(0, 2) })
  })

  it('keeps what a file says, though it escapes it', () => {
    const document = JSON.parse(json(hostileAnswer, context())) as { diagnostics: { message: string }[] }
    expect(document.diagnostics[0]?.message).toBe(hostileAnswer.diagnostics[0]?.message)
  })
})

describe('github', () => {
  it('shows ten annotations of a level and counts the rest', () => {
    const many: Answer = {
      command: 'validate',
      data: {},
      diagnostics: Array.from({ length: 12 }, (_, line) => ({
        ...(findings[0] as (typeof findings)[number]),
        location: { file: 'a', line, column: 1 },
      })),
    }
    const lines = github(many, context()).trimEnd().split('\n')
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10)
    expect(lines.at(-1)).toMatch(/^2 more/)
  })

  it('begins no line with a command but its own', () => {
    for (const line of github(hostileAnswer, context()).split('\n')) expect(line).toMatch(/^(::(error|warning|notice) |gate |$)/)
  })
})
