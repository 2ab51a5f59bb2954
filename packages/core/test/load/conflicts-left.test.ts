import { describe, expect, it } from 'vitest'
import { conflictsLeft } from '../../src/load/conflicts-left.ts'
import { loadRecord } from '../../src/load/record.ts'

const left = (text: string) => conflictsLeft({ path: 'a.yaml', text })
const block = (ours: string, theirs: string): string => `<<<<<<< ours\n${ours}=======\n${theirs}>>>>>>> theirs\n`

describe('conflicts that are left', () => {
  it.each<[string, string, readonly string[]]>([
    ['one', `a: 1\n${block('b: 1\n', 'b: 2\n')}`, ['2:"b: 1" (ours) or "b: 2" (theirs)']],
    [
      'two',
      `${block('b: 1\n', 'b: 2\n')}${block('', 'c: 2\n')}`,
      ['1:"b: 1" (ours) or "b: 2" (theirs)', '6:nothing (ours) or "c: 2" (theirs)'],
    ],
    ['with the base', '<<<<<<< HEAD\na: 1\n||||||| base\na: 0\n=======\na: 2\n>>>>>>> feature\n', ['1:"a: 1" (HEAD) or "a: 2" (feature)']],
    ['with longer marks', '<<<<<<<<< a\n=======\n=========\nx: 1\n>>>>>>>>>\n', ['1:"=======" (a) or "x: 1" (theirs)']],
    ['with line ends of Windows', block('b: 1\n', 'b: 2\n').replace(/\n/g, '\r\n'), ['1:"b: 1" (ours) or "b: 2" (theirs)']],
    ['long', block(`b: ${'x'.repeat(90)}\n`, ''), [`1:"b: ${'x'.repeat(56)}…" (ours) or nothing (theirs)`]],
    ['none: no end', '<<<<<<< ours\na: 1\n=======\n', []],
    ['none: the end comes first', '>>>>>>> theirs\n=======\n<<<<<<< ours\n', []],
    ['none: inside of a text', 'a: |\n  <<<<<<< ours\n  =======\n  >>>>>>> theirs\n', []],
    ['none', 'a: 1\n', []],
  ])('%s', (_, text, expected) => {
    const prefix = 'a conflict of a merge is left: '
    expect(left(text).map(({ location, message }) => `${location?.line}:${message.replace(prefix, '')}`)).toEqual(expected)
  })

  it('are all that is said of a file', () => {
    const text = `format: 1\nid: "P0"\n${block('title: "A"\n', 'title: "B"\n')}`
    expect(loadRecord('phase', { path: 'a.yaml', text }).diagnostics.map(({ code }) => code)).toEqual(['merge/conflict-left'])
    expect(loadRecord('phase', { path: 'a.yaml', text: 'a: [\n' }).diagnostics.map(({ code }) => code)).toContain('yaml/syntax')
  })

  it('of a record are mended by taking one side', () => {
    const text = block('{ "format": 1,\n', '{ "format": 1, "kind": "review",\n')
    const { diagnostics, record } = loadRecord('review', { path: 'outbox/P0/metadata.json', text })
    expect(record).toBeUndefined()
    expect(diagnostics).toMatchObject([{ code: 'merge/conflict-left', location: { line: 1 }, help: expect.stringContaining('--theirs') }])
    const codes = loadRecord('review', { path: 'a.json', text: '{ "format": 1,' }).diagnostics.map(({ code }) => code)
    expect(codes).toEqual(['json/syntax'])
  })

  it('are found in the time that reading takes', () => {
    const started = performance.now()
    expect(left('<<<<<<< a\n'.repeat(100_000))).toEqual([])
    expect(left(block('a\n', 'b\n').repeat(20_000))).toHaveLength(100)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
