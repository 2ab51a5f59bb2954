import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

let s: Scenario
beforeAll(() => {
  s = new Scenario('harbour-library')
  const path = 'specification/phases/P0.yaml'
  const plan = readFileSync(join(s.root, path), 'utf8').replace(/exit:\n[\s\S]*$/, '')
  s.write(
    path,
    `${plan}exit:
  criteria:
    - id: "P0.1"
      statement: "It prints the same."
      repeat: { consecutive: 3, identical: true }
      check: { kind: command, argv: ["node", "-e", "console.log(42)"] }
    - id: "P0.2"
      statement: "It prints something else each time."
      repeat: { consecutive: 2, identical: true }
      check: { kind: command, argv: ["node", "-e", "console.log(process.hrtime.bigint())"] }
    - id: "P0.3"
      statement: "It runs, and somebody says so."
      check: { all: [{ kind: command, argv: ["node", "--version"] }, { kind: approval }] }
    - id: "P0.4"
      statement: "It fails."
      check: { kind: command, argv: ["node", "-e", "process.exit(3)"] }
    - id: "P0.5"
      statement: "It runs there."
      environments: [staging]
      check: { kind: command, argv: ["node", "--version"] }
`,
  )
  s.commit('The plan')
})
afterAll(() => s.remove())
beforeEach(() => rmSync(join(s.root, 'docs'), { recursive: true, force: true }))

const json = async (line: string) => {
  const { code, stdout } = await s.refractor(`${line} --json`)
  return { ...JSON.parse(stdout), code }
}
const records = (): number => readdirSync(join(s.root, 'docs/evidence/P0')).length
const standing = async (id: string) => {
  const [gate] = (await json('gate check P0')).gates
  return gate.criteria.find((one: { id: string }) => one.id === id)
}

describe('evidence run', () => {
  it('runs so often in a row as is asked for, and no more than is needed', async () => {
    expect(await json('evidence run P0.1')).toMatchObject({ code: 0, applied: true })
    expect(await standing('P0.1')).toMatchObject({
      because: '1 of 3 passing records in a row',
      fix: 'refractor evidence run P0.1 --times 2',
    })
    expect(await json('evidence run P0.1 --times 2')).toMatchObject({ code: 0, runs: [{ outcome: 'passed' }, { outcome: 'passed' }] })
    expect(await standing('P0.1')).toMatchObject({ outcome: 'met', because: expect.stringContaining('3 in a row, all the same') })
    expect(records()).toBe(3)
    const again = await json('evidence run P0.1 --times 5')
    expect(again).toMatchObject({ code: 0, applied: false, runs: [{ id: 'P0.1', already: expect.any(String) }] })
    expect(records()).toBe(3)
    expect(await json('evidence run P0.1 --again')).toMatchObject({ code: 0, applied: true })
    expect(records()).toBe(4)
  })

  it('tells what is not reproducible', async () => {
    await s.refractor('evidence run P0.2 --times 2')
    expect(await standing('P0.2')).toMatchObject({ reason: 'failed', because: 'its output is not the same in 2 runs' })
    expect(await json('evidence run P0.2')).toMatchObject({ applied: true })
  })

  it('is about the command alone: what else a criterion waits for makes it run no second time', async () => {
    await s.refractor('evidence run P0.3')
    expect((await standing('P0.3')).outcome).toBe('unmet')
    expect(await json('evidence run P0.3')).toMatchObject({ code: 0, applied: false })
    const both = await json('evidence run P0.3 P0.1')
    expect(both).toMatchObject({
      code: 0,
      applied: true,
      runs: [
        { id: 'P0.3', already: expect.any(String) },
        { id: 'P0.1', outcome: 'passed' },
      ],
    })
  })

  it('ends with the first run that fails, and runs again what has failed', async () => {
    expect(await json('evidence run P0.4 --times 3')).toMatchObject({ code: 1, runs: [{ outcome: 'failed' }] })
    expect(records()).toBe(1)
    expect(await json('evidence run P0.4')).toMatchObject({ code: 1, applied: true })
  })

  it('counts only the environment that it runs in', async () => {
    await s.refractor('evidence run P0.5')
    expect(await json('evidence run P0.5 --environment staging')).toMatchObject({ applied: true })
    expect(await json('evidence run P0.5 --environment staging')).toMatchObject({ applied: false })
    expect(await json('evidence run P0.5 --environment production')).toMatchObject({ applied: true })
  })

  test.each(['0', '-1', 'many', '1.5', '99999'])('--times %s is refused', async (times) => {
    expect(await json(`evidence run P0.1 --times ${times}`)).toMatchObject({ code: 2, diagnostics: [{ code: 'cli/usage' }] })
  })
})

describe('evidence add', () => {
  it('records nothing that the last record says already', async () => {
    const line = 'evidence add P0.M1 --observe seen'
    expect(await json(line)).toMatchObject({ code: 0, applied: true })
    expect(await json(line)).toMatchObject({ code: 0, applied: false, plan: { steps: [] }, path: expect.stringContaining('P0.M1') })
    expect(await json('evidence add P0.M1 --observe seen=no')).toMatchObject({ applied: true })
    // Somebody said otherwise since: that can be answered.
    expect(await json(line)).toMatchObject({ applied: true })
    expect(await json(`${line} --again`)).toMatchObject({ applied: true })
  })
})
