// tested-for: P3.R6
import { describe, expect, it } from 'vitest'
import { withKnownTags } from '../../src/evidence/known-tags.ts'
import { mergeTests } from '../../src/evidence/merge-tests.ts'
import { tagsOfName, tagsOfProperty } from '../../src/evidence/reports/test-tags.ts'
import { parseTestReport } from '../../src/evidence/test-report.ts'
import { buildProgram } from '../build-program.ts'

describe('tags in the name of a test', () => {
  it.each([
    ['closes the gate [P-3]', ['P-3']],
    ['[P-3, T-014] closes', ['P-3', 'T-014']],
    ['[refractor: P-3]', ['P-3']],
    ['[req: 1.2 1.3]', ['1.2', '1.3']],
    ['closes refractor: P-3, T-014', ['P-3', 'T-014']],
    ['closes @P-3 @smoke', ['P-3']],
    ['Property 3: round trip', ['Property 3']],
    ['holds property_03', ['Property 3']],
    ['P-3: closes', ['P-3']],
    ['T-014 closes', ['T-014']],
    ['Gate > T-014 closes', []],
    ['items[3] and map[P-3]', []],
    ['[object Object] is [a b]', []],
    ['mail to a@P-3', []],
    ['Property 3.2 of 4', []],
    ['', []],
  ])('of %j', (name, expected) => expect(tagsOfName(name)).toEqual(expected))

  it('stands at its beginning', () => expect(tagsOfName(`${' '.repeat(600)}[P-3]`)).toEqual([]))
})

it.each([
  ['refractor', 'P-3, T-014', ['P-3', 'T-014']],
  ['Requirements', '1.1;1.2', ['1.1', '1.2']],
  ['tags', '@P-3', ['P-3']],
  ['property', 'Property 3', ['Property 3']],
  ['hostname', 'T-014', []],
  ['refractor', '', []],
  [undefined, 'P-3', []],
])('reads the property %s with %j', (name, value, expected) => expect(tagsOfProperty(name, value)).toEqual(expected))

const source = (text: string, path = 'report.xml') => ({ path, text })
const taggedIn = async (text: string) => (await parseTestReport(source(text))).tests?.tagged

describe('results by tag', () => {
  it('come from names and properties of JUnit reports', async () => {
    const report = `<testsuites><testsuite name="gate [T-9]">
      <properties><property name="requirement" value="1.1"/></properties>
      <testcase name="closes [P-3]"/>
      <testcase name="opens [P-3]"><failure/></testcase>
      <testcase name="waits"><properties><property name="refractor" value="P-3, P-4"/></properties><skipped/></testcase>
    </testsuite><testsuite name="other"><testcase name="x"/></testsuite></testsuites>`
    const all = { total: 3, passed: 1, failed: 1, skipped: 1 }
    expect(await taggedIn(report)).toEqual({
      '1.1': all,
      'P-3': all,
      'P-4': { total: 1, passed: 0, failed: 0, skipped: 1 },
      'T-9': all,
    })
  })

  it('come from the other formats', async () => {
    const vitest = {
      numTotalTests: 1,
      success: true,
      testResults: [
        { name: 'a.test.ts', status: 'passed', assertionResults: [{ status: 'passed', fullName: 'gate [P-3] closes', title: 'closes' }] },
      ],
    }
    const passed = { total: 1, passed: 1, failed: 0, skipped: 0 }
    expect(await taggedIn(JSON.stringify(vitest))).toEqual({ 'P-3': passed })
    expect(await taggedIn('TAP version 13\n1..1\nok 1 - closes [P-3]\n')).toEqual({ 'P-3': passed })
    const playwright = {
      config: {},
      suites: [{ title: 'a', file: 'a.ts', specs: [{ title: 'closes', tags: ['@P-3', 4], tests: [{ status: 'expected' }] }] }],
    }
    expect(await taggedIn(JSON.stringify(playwright))).toEqual({ 'P-3': passed })
    const pytest = {
      exitcode: 0,
      summary: { total: 1 },
      tests: [
        { nodeid: 'test_a.py::test_x', outcome: 'passed', user_properties: [{ refractor: 'P-3' }, { other: 'P-4' }, { refractor: 4 }] },
      ],
    }
    expect(await taggedIn(JSON.stringify(pytest))).toEqual({ 'P-3': passed })
  })

  it('are told by no report that hides failures', async () => {
    expect(await taggedIn('<testsuite failures="1"><testcase name="[P-3]"/></testsuite>')).toBeUndefined()
    expect(await taggedIn('<testsuite failures="0"><testcase name="plain"/></testsuite>')).toBeUndefined()
  })

  it('keep a tag of any name, and are in order', async () => {
    const report =
      '<testsuite><testcase name="x"><properties><property name="tag" value="b,__proto__"/></properties></testcase></testsuite>'
    expect(Object.keys((await taggedIn(report)) ?? {})).toEqual(['__proto__', 'b'])
  })

  it('are bounded', async () => {
    const cases = Array.from({ length: 10_050 }, (_, at) => `<testcase name="[T-${at}]"/>`).join('')
    expect(Object.keys((await taggedIn(`<testsuite>${cases}</testsuite>`)) ?? {}).length).toBe(10_000)
  })

  it('of several reports are added up', () => {
    const one = { total: 1, passed: 1, failed: 0, skipped: 0 }
    const bad = { total: 2, passed: 0, failed: 1, skipped: 1 }
    expect(mergeTests([{ ...one, tagged: { b: one } }, one, { ...bad, tagged: { a: bad, b: bad } }])?.tagged).toEqual({
      a: bad,
      b: { total: 3, passed: 1, failed: 1, skipped: 1 },
    })
    expect(mergeTests([one, one])).not.toHaveProperty('tagged')
  })
})

describe('known tags', () => {
  const program = buildProgram({
    'specification/tasks.yaml': 'format: 1\ntasks: [{id: T-1, title: T}]\n',
    'specification/requirements.yaml':
      'format: 1\nrequirements: [{id: "1.1", title: R}]\nproperties: [{id: Property 3, title: P}, {id: P-4, title: P}, {id: "5", title: P}]\n',
  })
  const one = { total: 1, passed: 1, failed: 0, skipped: 0 }
  const known = (...tags: string[]) => withKnownTags(program, { ...one, tagged: Object.fromEntries(tags.map((tag) => [tag, one])) }).tagged

  it('are those of the program', () => {
    expect(Object.keys(known('T-1', 'T-2', '1.1', '3', 'Property 3') ?? {})).toEqual(['1.1', 'Property 3', 'T-1'])
    expect(known('T-2')).toBeUndefined()
    expect(withKnownTags(program, one)).toBe(one)
  })

  it('have the number of a property, however its id is written', () => {
    expect(Object.keys(known('Property 4', 'Property 5', 'property_3') ?? {})).toEqual(['5', 'P-4', 'Property 3'])
    expect(known('Property 3', 'property-03')).toEqual({ 'Property 3': { ...one, total: 2, passed: 2 } })
    expect(known('Property 9')).toBeUndefined()
  })

  it('are requirements that the plan refers to and does not declare', () => {
    const plan = buildProgram({ 'specification/tasks.yaml': 'format: 1\ntasks: [{id: T-1, title: T, requirements: ["2.1"]}]\n' })
    expect(Object.keys(withKnownTags(plan, { ...one, tagged: { '2.1': one, '2.2': one } }).tagged ?? {})).toEqual(['2.1'])
  })
})
