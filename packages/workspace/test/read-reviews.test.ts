import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readReviewsFile } from '../src/read-reviews.ts'
import { readSnapshot } from '../src/read-snapshot.ts'
import { tempFolder } from './support/temp.ts'

const head = 'a'.repeat(40)
const now = '2026-11-21T05:00:00Z'
const review = { user: { login: 'lead' }, state: 'APPROVED', commit_id: head, submitted_at: '2026-11-20T10:00:00Z' }

test('reviews are read for the people of a program', async () => {
  const root = tempFolder({
    'refractor.yaml': 'format: 1\n',
    'specification/program.yaml': 'format: 1\nid: golden\nname: Golden\npeople:\n  - { id: lead, accounts: ["github:lead"] }\n',
    'specification/policy.yaml': 'format: 1\nversion: 1\nforge: { accept: [github] }\n',
    'reviews.json': JSON.stringify([[review]]),
  })
  const program = (await readSnapshot(root, { cache: false })).programs[0]?.program
  const read = await readReviewsFile(join(root, 'reviews.json'), 'reviews.json')
  if (!read.ok || !program) throw new Error(JSON.stringify(read))
  const { approvals, diagnostics } = read.decisions(program, { head, now })
  expect([approvals.map(({ record }) => record?.by), diagnostics]).toEqual([['lead'], []])
})

test.each<[string, string | Uint8Array | null]>([
  ['is not there', null],
  ['is no JSON', '{'],
  ['says the same twice', '{ "reviews": [], "reviews": [] }'],
  ['is no text', new Uint8Array([0xff, 0xfe, 0x00])],
  ['is very large', ' '.repeat((16 << 20) + 1)],
  ['holds something else', '{ "message": "Not Found" }'],
])('a file that %s is refused', async (_, content) => {
  const root = tempFolder(content === null ? {} : { 'reviews.json': content })
  const read = await readReviewsFile(join(root, 'reviews.json'), 'reviews.json')
  expect(read.ok ? [] : [read.diagnostic.code]).toEqual(['forge/invalid-reviews'])
})

test('a folder is no file', async () => {
  const read = await readReviewsFile(tempFolder(), 'reviews')
  expect(read.ok).toBe(false)
})
