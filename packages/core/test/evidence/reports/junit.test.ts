import { describe, expect, it } from 'vitest'
import { readJunit } from '../../../src/evidence/reports/junit.ts'
import { processorTime } from '../../growth.ts'
import { sourceOf } from '../report-source.ts'

const read = async (text: string) => readJunit(sourceOf(text))
const totals = (passed: number, failed: number, skipped: number) => ({ total: passed + failed + skipped, passed, failed, skipped })

describe('a case counts as what it ended as', () => {
  it.each([
    ['', 'passed'],
    ['<system-out>x</system-out><properties/>', 'passed'],
    ['<failure/>', 'failed'],
    ['<error message="x"/>', 'failed'],
    ['<skipped/>', 'skipped'],
    ['<skipped/><failure/>', 'failed'],
    ['<flakyFailure/><flakyError/>', 'passed'],
    ['<rerunFailure/><failure/>', 'failed'],
  ])('%s is %s', async (body, outcome) => {
    expect((await read(`<testsuite name="s"><testcase name="t">${body}</testcase></testsuite>`)).tests).toMatchObject({
      total: 1,
      [outcome]: 1,
    })
  })

  it.each([
    ['status="run"', 'passed'],
    ['status="notrun" result="suppressed"', 'skipped'],
    ['status="run" result="skipped"', 'skipped'],
    ['status="failed"', 'failed'],
    ['status="disabled"', 'skipped'],
  ])('%s is %s', async (attributes, outcome) => {
    expect((await read(`<testsuite name="s"><testcase name="t" ${attributes}/></testsuite>`)).tests).toMatchObject({
      total: 1,
      [outcome]: 1,
    })
  })
})

describe('attributes that disagree with the cases give the worse reading', () => {
  it.each([
    ['tests="3"', totals(1, 2, 0)],
    ['failures="1"', totals(0, 1, 0)],
    ['errors="1"', totals(0, 1, 0)],
    ['failures="2"', totals(0, 2, 0)],
    ['skipped="1"', totals(0, 0, 1)],
    ['tests="3" failures="1" skipped="1"', totals(1, 2, 0)],
  ])('%s with one passed case', async (attributes, expected) => {
    const { tests, diagnostics } = await read(`<testsuite name="s" ${attributes}><testcase name="t"/></testsuite>`)
    expect(tests).toMatchObject(expected)
    expect(diagnostics.length).toBeGreaterThan(0)
    for (const one of diagnostics) expect(one).toMatchObject({ code: 'evidence/report', severity: 'warning' })
  })

  it.each(['tests="0"', 'tests="1" failures="0" errors="0" skipped="0"', 'tests="-1"', 'tests="many"', 'tests="1e9"', 'failures=""'])(
    '%s is no contradiction',
    async (attributes) => {
      expect(await read(`<testsuite name="s" ${attributes}><testcase name="t"/></testsuite>`)).toMatchObject({
        tests: totals(1, 0, 0),
        diagnostics: [],
      })
    },
  )

  it('counts what an outer suite announces only once', async () => {
    const text =
      '<testsuites tests="3" failures="1"><testsuite name="a" tests="2" failures="1"><testcase name="t"/></testsuite><testsuite name="b" tests="1"><testcase name="u"/></testsuite></testsuites>'
    expect(await read(text)).toMatchObject({ tests: totals(2, 1, 0), diagnostics: [{ severity: 'warning' }, { severity: 'warning' }] })
  })

  it('takes passed tests of other suites when its own are used up', async () => {
    const text =
      '<testsuites failures="2"><testsuite name="a"><testcase name="t"/></testsuite><testsuite name="b"><testcase name="u"/></testsuite></testsuites>'
    expect((await read(text)).tests).toMatchObject(totals(0, 2, 0))
  })

  it('names a few contradictions, not thousands', async () => {
    const suites = Array.from({ length: 5000 }, (_, i) => `<testsuite name="s${i}" failures="1"><testcase name="t"/></testsuite>`)
    const { tests, diagnostics } = await read(`<testsuites>${suites.join('')}</testsuites>`)
    expect(tests).toMatchObject({ ...totals(0, 5000, 0) })
    expect(tests?.failures?.length ?? 0).toBeLessThanOrEqual(20)
    expect(diagnostics).toHaveLength(20)
  })
})

it('counts a suite that failed outside its cases', async () => {
  expect((await read('<testsuite name="s"><error message="hook"/><testcase name="t"/></testsuite>')).tests).toMatchObject({
    ...totals(1, 1, 0),
    failures: ['s > (outside the cases)'],
  })
})

it('reads names, files and nested suites', async () => {
  const text = `<?xml version="1.0"?><!-- <!DOCTYPE in a comment> --><x:testsuites xmlns:x="urn:x"><testsuite name="a &amp; b"><testsuite name="&#x63;" file="c.ts"><testcase name="&lt;t&gt; &unknown; &#1114112;&#10;"><failure/></testcase></testsuite><testcase name="u" file="d.ts"/><testcase name="v" classname="K"/></testsuite><testcase name="w" classname="K"/><testcase/></x:testsuites>`
  const { tests, diagnostics } = await read(text)
  expect(diagnostics).toEqual([])
  expect(tests?.suites?.map((suite) => [suite.name, suite.total])).toEqual([
    ['(top level)', 1],
    ['K', 1],
    ['a & b', 1],
    ['c.ts', 1],
    ['d.ts', 1],
  ])
  expect(tests?.failures).toEqual(['c.ts > <t> &unknown; &#1114112;'])
})

it('keeps names short and printable', async () => {
  const { tests } = await read(
    `<testsuite name="s"><testcase name="${'x'.repeat(1000)}"><failure/></testcase><testcase name="a\u202eb&#7;c"><failure/></testcase><testcase><failure/></testcase></testsuite>`,
  )
  expect(tests?.failures?.map((name) => name.length)).toEqual([204, 9, 13])
  expect(tests?.failures?.[1]).toBe('s > a b c')
})

it('keeps the names of the first twenty failures', async () => {
  const cases = Array.from({ length: 50 }, (_, i) => `<testcase name="t${i}"><failure/></testcase>`)
  const { tests } = await read(`<testsuite name="s">${cases.join('')}</testsuite>`)
  expect(tests).toMatchObject({ failed: 50 })
  expect(tests?.failures).toHaveLength(20)
})

describe('refuses', () => {
  it.each([
    ['a document type', '<!DOCTYPE testsuites [<!ENTITY a "b">]>\n<testsuites/>', 1, 1],
    ['an external one', '<?xml version="1.0"?>\n  <!DOCTYPE x SYSTEM "file:///etc/passwd"><testsuites/>', 2, 3],
    ['an entity later on', '<testsuites>\n<!ENTITY a "b"></testsuites>', 2, 1],
    ['an open CDATA section', '<testsuite>\n<testcase><failure><![CDATA[ oh </failure></testcase></testsuite>', 2, 20],
    ['an open comment', '<testsuite><!-- </testsuite>', 1, 12],
    ['an open element', '<testsuite>\n<testcase>\n', 1, 1],
    ['another document', '<html><body/></html>', 1, 1],
    ['text after the end', '<testsuite/>\ntrailing', undefined, undefined],
    ['two roots', '<testsuite/><testsuite/>', undefined, undefined],
    ['no element', '<?xml version="1.0"?>', undefined, undefined],
  ])('%s', async (_, text, line, column) => {
    const { tests, diagnostics } = await read(text)
    expect(tests).toBeUndefined()
    expect(diagnostics).toMatchObject([
      { code: 'evidence/report', severity: 'error', location: { ...(line && { line }), ...(column && { column }) } },
    ])
  })

  it('nesting bombs, and stays linear', async () => {
    const started = processorTime()
    expect((await read(`${'<testsuite>'.repeat(50_000)}${'</testsuite>'.repeat(50_000)}`)).tests).toBeUndefined()
    expect((await read(`<testsuite>${'&a;'.repeat(200_000)}</testsuite>`)).tests).toMatchObject({ total: 0 })
    expect((await read(`<testsuite>${'<testcase name="t"/>'.repeat(50_000)}</testsuite>`)).tests).toMatchObject({ total: 50_000 })
    expect(processorTime() - started).toBeLessThan(5000)
  })
})

it('reads a document type that is only quoted', async () => {
  expect(
    (await read('<testsuite><testcase name="t"><failure><![CDATA[<!DOCTYPE html>]]></failure></testcase></testsuite>')).tests,
  ).toMatchObject({ failed: 1 })
})
