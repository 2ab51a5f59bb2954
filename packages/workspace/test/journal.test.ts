// tested-for: P4.R1
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJournal } from '../src/journal.ts'

const token = '0123456789abcdef'
const [one, two] = ['1'.repeat(64), '2'.repeat(64)]
const journal = {
  version: 1,
  token,
  title: 'close P0',
  pid: 7,
  host: 'dock',
  startedAt: '2026-11-21T10:00:00Z',
  folders: ['out', 'out/P0'],
  steps: [
    { type: 'create', path: 'out/P0/a.json', after: one },
    { type: 'edit', path: 'a.yaml', before: one, after: two },
    { type: 'move', from: 'in/c.md', to: 'out/P0/c.md', before: two },
    { type: 'remove', path: 'old.md', before: one },
  ],
}
const parse = (value: unknown) => parseJournal(token, JSON.stringify(value))

describe('a journal', () => {
  test('is read back as it was written', () => {
    const { version, ...rest } = journal
    expect(parse(journal)).toEqual(rest)
  })

  test.each<[string, unknown]>([
    ['is no object', []],
    ['is of another version', { ...journal, version: 2 }],
    ['belongs to another token', { ...journal, token: 'f'.repeat(16) }],
    ['lacks its steps', { ...journal, steps: undefined }],
    ['names no process', { ...journal, pid: '7' }],
    ['makes a folder that no step needs', { ...journal, folders: ['docs'] }],
    ['makes a folder outside', { ...journal, folders: ['../out'] }],
    ['has a decision without direction', { ...journal, decision: { keep: [], event: { path: '.refractor/audit/x.json', text: '' } } }],
    [
      'writes an event elsewhere',
      { ...journal, decision: { direction: 'back', keep: [], event: { path: '.refractor/audit/../../x.json', text: '' } } },
    ],
    ...[
      '../x',
      '/etc/passwd',
      '.git/hooks/pre-commit',
      'a/../../x',
      'a\\b',
      'd/',
      '',
      '.refractor/journal/last',
      '.refractor/cache/x',
      '.refractor/LOCK',
    ].flatMap((path): [string, unknown][] => [
      [`creates ${JSON.stringify(path)}`, { ...journal, folders: [], steps: [{ type: 'create', path, after: one }] }],
      [`removes ${JSON.stringify(path)}`, { ...journal, folders: [], steps: [{ type: 'remove', path, before: one }] }],
      [`moves to ${JSON.stringify(path)}`, { ...journal, folders: [], steps: [{ type: 'move', from: 'a', to: path, before: one }] }],
    ]),
    ['has a step of another kind', { ...journal, steps: [{ type: 'run', path: 'a' }] }],
    ['has no digest', { ...journal, folders: [], steps: [{ type: 'remove', path: 'a', before: 'x' }] }],
    [
      'uses a path twice',
      {
        ...journal,
        folders: [],
        steps: [
          { type: 'remove', path: 'a', before: one },
          { type: 'create', path: 'A', after: two },
        ],
      },
    ],
  ])('is none when it %s', (_why, value) => {
    expect(parse(value)).toBeUndefined()
  })

  test('never throws', () => {
    expect(parseJournal(token, '{')).toBeUndefined()
    fc.assert(fc.property(fc.jsonValue(), (value) => void parse(value)))
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(journal)), fc.jsonValue(), (key, value) => {
        const read = parse({ ...journal, [key]: value })
        expect(read === undefined || ['title', 'pid', 'host', 'startedAt', 'folders', 'steps'].includes(key)).toBe(true)
      }),
    )
  })
})
