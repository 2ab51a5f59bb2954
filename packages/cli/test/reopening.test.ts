// tested-for: P4.R6
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lines, phaseWithCheck, program, secondPhase } from './codes/case.ts'
import { type Ended, WorkspaceCopies, type WorkspaceCopy } from './codes/workspace-copy.ts'

const copies = new WorkspaceCopies()
afterAll(() => copies.remove())

const minutes = lines('# Steering review 2026-11-20', '', '## Actions', '', '- Order the boxes (owner: Ada, due: 2026-11-20)')
const files = {
  'specification/phases/P0.yaml': phaseWithCheck('{ kind: archived }'),
  'inbox/P0/move.md': lines('# The move', '', '- [x] The keys are handed over'),
  'minutes.md': minutes,
}
const env = { ...process.env, GIT_AUTHOR_DATE: '2026-11-21T09:00:00Z', GIT_COMMITTER_DATE: '2026-11-21T09:00:00Z' }
const git = (root: string, ...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8', env }).trim()
const commit = (root: string, message: string): string => {
  git(root, 'add', '-A')
  git(root, '-c', 'user.name=Lead', '-c', 'user.email=lead@example.org', 'commit', '-q', '-m', message)
  return git(root, 'rev-parse', 'HEAD')
}
const codes = ({ diagnostics }: Ended): string[] => diagnostics.map(({ code }) => code)

function closed(): WorkspaceCopy {
  const copy = copies.copy()
  copy.write(files)
  return copy
}

describe('a phase that is closed, opened and closed again', () => {
  it('keeps every review, and a second reopening changes nothing', async () => {
    const copy = closed()
    expect(await copy.refractor('review P0 --minutes minutes.md')).toMatchObject({ exitCode: 0 })
    const review = readFileSync(join(copy.root, 'outbox/P0/metadata.json'), 'utf8')
    const base = commit(copy.root, 'closed')
    const reopened = await copy.refractor('review reopen P0 --reason wrong')
    expect(reopened).toMatchObject({ exitCode: 0 })
    expect(await copy.refractor('review reopen P0 --reason wrong')).toMatchObject({ exitCode: 0 })
    expect(
      git(copy.root, 'status', '--porcelain', '-uall')
        .split('\n')
        .filter((line) => line.includes('_history')).length,
    ).toBe(3)
    expect(readFileSync(join(copy.root, 'outbox/P0/_history/20261121T100000Z-closed.json'), 'utf8')).toBe(review)
    expect(readFileSync(join(copy.root, 'inbox/P0/move.md'), 'utf8')).toBe(files['inbox/P0/move.md'])
    const open = commit(copy.root, 'open')

    // Between two revisions the phase is open, whatever base says.
    const taken = await copy.refractor(`gate check P0 --base ${base} --head ${open}`)
    expect([taken.exitCode, codes(taken)]).toEqual([1, ['change/reopened']])
    // It was taken back as it should be: there is nothing to restore.
    expect(taken.diagnostics[0]?.help).toBeUndefined()

    expect(await copy.refractor('review P0 --minutes minutes.md')).toMatchObject({ exitCode: 0 })
    const again = commit(copy.root, 'closed again')
    // The old review is kept, so the new one in its place is no forgery of it.
    const both = await copy.refractor(`gate check P0 --base ${base} --head ${again}`)
    expect(codes(both)).toContain('change/reopened')
    expect(codes(both)).not.toContain('review/tampered')
    copy.write({ 'outbox/P0/_history/20261121T100000Z-closed.json': review.replace('"verdict": "met"', '"verdict": "met" ') })
    const forged = await copy.refractor(`gate check P0 --base ${base} --head ${commit(copy.root, 'forged')}`)
    expect(forged.exitCode).toBe(3)
    expect(codes(forged)).toContain('review/tampered')
    expect((await copy.refractor('audit verify')).exitCode).toBe(3)
  })

  it('wants a reason, and the right order', async () => {
    const copy = closed()
    copy.write({
      'specification/program.yaml': program('review: { seed: false }'),
      'specification/phases/P1.yaml': secondPhase(
        'dependencies: ["P0"]',
        'exit:',
        '  criteria:',
        '    - { id: "P1.1", statement: "The route is there.", check: { kind: artifact, paths: ["docs/route.md"] } }',
      ),
    })
    expect(await copy.refractor('review P0')).toMatchObject({ exitCode: 0 })
    expect(await copy.refractor('review P1')).toMatchObject({ exitCode: 0 })
    expect(codes(await copy.refractor('review reopen P0'))).toEqual(['cli/usage'])
    expect(codes(await copy.refractor('review reopen P0 --reason wrong'))).toEqual(['state/guard'])
    expect(await copy.refractor('review reopen P1 --reason wrong')).toMatchObject({ exitCode: 0 })
    expect(await copy.refractor('review reopen P0 --reason wrong')).toMatchObject({ exitCode: 0 })
  })

  it('says what of its history cannot be read', async () => {
    const copy = closed()
    copy.write({
      'outbox/P0/_history/20261121T100000Z-closed.json': '{',
      'outbox/P0/_history/20261121T100000Z-reopened.json': '{ "format": 1, "kind": "reopened-review" }',
      'outbox/P0/_history/notes.txt': 'mine',
    })
    const validated = await copy.refractor('validate')
    expect([validated.exitCode, new Set(codes(validated))]).toEqual([3, new Set(['review/invalid-record'])])
    // Nothing rests on it: it stops nobody who looks, and no gate.
    expect((await copy.refractor('show P0')).exitCode).toBe(0)
    expect(codes(await copy.refractor('gate check P0'))).not.toContain('review/invalid-record')
  })

  it('a criterion may ask whether an action is overdue', async () => {
    const copy = closed()
    expect(await copy.refractor('review P0 --minutes minutes.md')).toMatchObject({ exitCode: 0 })
    copy.write({
      'specification/phases/P1.yaml': secondPhase(
        'exit:',
        '  criteria:',
        '    - { id: "P1.1", statement: "Nothing is overdue.", check: { kind: query, from: actions, expect: none, that: { due: overdue } } }',
      ),
    })
    expect((await copy.refractor('gate check P1')).exitCode).toBe(1)
    const path = 'specification/decisions/P0-2026-11-20.yaml'
    const text = readFileSync(join(copy.root, path), 'utf8')
    copy.write({ [path]: text.replace('title: "Order the boxes"', 'title: "Order the boxes"\n    state: done') })
    expect((await copy.refractor('gate check P1')).exitCode).toBe(0)
  })

  it('the pack of an open and of a closed phase', async () => {
    const copy = closed()
    expect(await copy.refractor('review pack P0 --as html')).toMatchObject({ exitCode: 0 })
    expect(await copy.refractor('review P0')).toMatchObject({ exitCode: 0 })
    expect(await copy.refractor('review pack P0')).toMatchObject({ exitCode: 0 })
    expect(codes(await copy.refractor('review pack P0 --as pdf'))).toEqual(['cli/usage'])
  })
})
