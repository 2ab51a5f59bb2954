// tested-for: P4.R4
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Scenario } from './transcripts/scenario.ts'
import { golden, scenarios } from './transcripts/scenarios.ts'

const scenario = scenarios('harbour-library')

/** Marks and digests follow from every file of the fixture; what a person reads does not. */
const masked = (s: Scenario): string =>
  s
    .transcript()
    .replace(/(\d{8}T\d{6}Z)-[0-9a-f]{8}(?![0-9a-f])/g, '$1-<mark>')
    .replace(/\b[0-9a-f]{40}\b/g, '<tree>')
    .replace(/sha256 {5}[0-9a-f]{64}/g, 'sha256     <digest>')
    .replace(/\d+(?:\.\d)? kB/g, '<size>')

const gates = `format: 1
gates:
  - id: "release"
    title: "Ready to carry"
    stage: quality
    criteria:
      - id: "release.1"
        statement: "There is a way back from each step."
        check: { kind: snapshot, all: true, rpo: PT2H }
`

function withPipeline(s: Scenario): void {
  const program = join(s.root, 'specification/program.yaml')
  s.write(
    'specification/program.yaml',
    `${readFileSync(program, 'utf8')}snapshots: { gates: ["Pack", "Carry"], before: [accept] }\n`,
    'snapshots are due at Pack and Carry',
  )
  s.write('specification/gates.yaml', gates)
}

const refOf = (s: Scenario): string => s.git('for-each-ref', '--format=%(refname)', 'refs/refractor').trim()
const recordOf = (s: Scenario): string =>
  join(s.root, '.refractor/snapshots', readdirSync(join(s.root, '.refractor/snapshots')).sort()[0] as string)

it('snapshots: taken, looked at, gone back to', async () => {
  const s = scenario()
  withPipeline(s)
  s.commit('The plan of the move')
  await s.refractor('snapshot list')
  await s.refractor('snapshot create --gate Pak')
  await s.refractor('snapshot create --gate Pack --dry-run')
  await s.refractor('snapshot create --gate Pack --reason "before anything is packed"')
  await s.refractor('snapshot create --gate Pack')
  await s.refractor('gate check release')
  s.at('2026-11-21T11:30:00Z')
  await s.refractor('snapshot create --gate Carry')
  await s.refractor('gate check release')
  await s.refractor('snapshot list')
  s.write('docs/notes.md', '# Notes\n\nThe lift is out of order.\n')
  s.write('refractor.yaml', 'format: 1\n# looked at\n')
  await s.refractor('snapshot show latest')
  s.at('2026-11-21T12:00:00Z')
  await s.refractor('snapshot restore latest --dry-run')
  await s.refractor('snapshot restore latest')
  await s.refractor('snapshot restore 20261121T1130')
  await s.refractor('snapshot restore 20261121T1200 docs')
  await s.refractor('snapshot restore nothing')
  await s.refractor('snapshot verify')
  s.io = { width: 1000 }
  await s.refractor('audit log --type snapshot')
  s.io = {}
  await s.refractor('audit verify')
  s.at('2026-11-21T15:00:00Z')
  await s.refractor('gate check release')
  await expect(masked(s)).toMatchFileSnapshot(golden('snapshots'))
})

it('a restore of the latest, run twice, changes nothing the second time', async () => {
  const s = scenario()
  withPipeline(s)
  s.commit('The plan of the move')
  await s.refractor('snapshot create')
  s.write('docs/notes.md', '# Notes\n')
  s.at('2026-11-21T12:00:00Z')
  expect(await s.refractor('snapshot restore latest')).toMatchObject({ code: 0 })
  s.at('2026-11-21T12:30:00Z')
  const again = await s.refractor('snapshot restore latest --json')
  expect(JSON.parse(again.stdout)).toMatchObject({ applied: false, changes: [] })
})

it.each([
  ['a folder took the place of a file', 'keys', 'keys/front.txt', 'keys'],
  ['a file took the place of a folder', 'keys/front.txt', 'keys', 'keys'],
])('a restore says so where %s, before anything is touched', async (_, was, is, place) => {
  const s = scenario()
  s.write(was, 'The front door.\n')
  s.commit('The keys')
  expect((await s.refractor('snapshot create')).code).toBe(0)
  rmSync(join(s.root, place), { recursive: true })
  s.write(is, 'All doors.\n')
  for (const line of ['snapshot restore latest --dry-run', 'snapshot restore latest -y']) {
    const answer = await s.refractor(`${line} --json`)
    expect(JSON.parse(answer.stdout)).toMatchObject({
      exitCode: answer.code,
      diagnostics: [{ code: 'workspace/would-overwrite', location: { file: place } }],
    })
  }
  rmSync(join(s.root, place), { recursive: true })
  expect((await s.refractor('snapshot restore latest -y')).code).toBe(0)
  expect(readFileSync(join(s.root, was), 'utf8')).toBe('The front door.\n')
})

it('a milestone that is accepted already gets the ref of its snapshot, where the run before was stopped', async () => {
  const s = scenario()
  withPipeline(s)
  s.write('docs/route.md', '# The route\n\n## By lift\n\nThe cabinet.\n\n## By stairs\n\nEverything else.\n')
  s.commit('The plan of the move')
  for (const line of ['milestone start P0.M1', 'task done P0.M1.T1', 'task done P0.M1.T2']) await s.refractor(line)
  s.commit('The route is found')
  for (const line of ['evidence run P0.2', 'milestone submit P0.M1']) await s.refractor(line)
  expect(await s.refractor('milestone accept P0.M1')).toMatchObject({ stderr: '', code: 0 })
  const ref = refOf(s)
  expect(ref).toMatch(/^refs\/refractor\/snapshots\//)
  s.git('update-ref', '-d', ref)
  await s.refractor('milestone accept P0.M1 --dry-run')
  expect(refOf(s)).toBe('')
  await s.refractor('milestone accept P0.M1')
  expect(refOf(s)).toBe(ref)
})

it('snapshots: gone, changed, in another clone', async () => {
  const s = scenario()
  withPipeline(s)
  s.commit('The plan of the move')
  s.write('docs/draft.md', 'Never committed.\n')
  await s.refractor('snapshot create --gate Pack --gate Carry')
  s.git('rm', '-q', '--cached', '-r', '.')
  s.write('docs/draft.md', 'Committed.\n')
  s.commit('A draft')
  await s.refractor('gate check release --base HEAD~1 --head HEAD')
  const [ref, record] = [refOf(s), recordOf(s)]
  const oid = s.git('rev-parse', ref).trim()
  s.git('bundle', 'create', '-q', '../kept.bundle', ref)
  s.git('update-ref', '-d', ref)
  s.note('the ref is deleted')
  await s.refractor('snapshot verify')
  s.git('reflog', 'expire', '--expire=now', '--all')
  s.git('gc', '-q', '--prune=now')
  s.note('and git throws its objects away')
  await s.refractor('snapshot verify')
  await s.refractor('snapshot restore latest')
  await s.refractor('gate check release')
  await s.refractor('gate check release --base HEAD~1 --head HEAD')
  s.git('fetch', '-q', '../kept.bundle', 'refs/refractor/*:refs/refractor/*')
  s.note('git fetch')
  expect(s.git('rev-parse', ref).trim()).toBe(oid)
  await s.refractor('gate check release')
  const text = readFileSync(record, 'utf8')
  writeFileSync(record, text.replace(/"digest": "[0-9a-f]{8}/, '"digest": "00000000'))
  s.note('somebody edits the digest in the record')
  await s.refractor('gate check release')
  await s.refractor('snapshot verify')
  await s.refractor('snapshot restore latest')
  await s.refractor('audit verify')
  await expect(masked(s)).toMatchFileSnapshot(golden('snapshots-lost'))
})

it('a specification that cannot be read is no hindrance, and its policy in HEAD is', async () => {
  const s = scenario()
  withPipeline(s)
  s.write('specification/policy.yaml', 'format: 1\nversion: 1\nrestore: { roles: ["lead"] }\n')
  s.commit('The plan of the move')
  await s.refractor('snapshot create')
  s.write('specification/program.yaml', 'format: 1\nid: [\n')
  s.as('Insurer', 'insurer@example.org')
  expect(await s.refractor('snapshot restore latest')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('policy/refused') as string,
  })
  s.as('Lead', 'lead@example.org')
  expect(await s.refractor('snapshot restore latest')).toMatchObject({ code: 0 })
  expect(await s.refractor('validate')).toMatchObject({ code: 0 })
  s.write('refractor.yaml', 'format: [\n')
  s.git('update-ref', '-d', 'HEAD')
  expect(await s.refractor('snapshot restore latest')).toMatchObject({ code: 2, stderr: expect.stringContaining('git checkout') as string })
})

describe('a snapshot that the program demands before a milestone is accepted', () => {
  it('is part of the same change', async () => {
    const s = scenario()
    withPipeline(s)
    const program = readFileSync(join(s.root, 'specification/program.yaml'), 'utf8')
    s.write('specification/program.yaml', `${program}${program.includes('rules:') ? '' : 'rules: { acceptanceBeforeAccepted: false }\n'}`)
    s.commit('The plan of the move')
    for (const verb of ['start', 'submit', 'accept']) expect(await s.refractor(`milestone ${verb} P0.M1`)).toMatchObject({ code: 0 })
    const record = JSON.parse(readFileSync(recordOf(s), 'utf8')) as { gates: string[]; reason: string }
    expect(record).toMatchObject({ gates: ['P0.M1'], reason: 'before P0.M1 is accepted' })
    expect(refOf(s)).toMatch(/^refs\/refractor\/snapshots\/20261121T100000Z-[0-9a-f]{8}$/)
    expect(await s.refractor('milestone accept P0.M1')).toMatchObject({ code: 0, stdout: expect.stringContaining('already') as string })
    expect(readdirSync(join(s.root, '.refractor/snapshots'))).toHaveLength(1)
  })
})
