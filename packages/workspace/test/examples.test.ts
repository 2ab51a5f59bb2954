import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { git, readText, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const example = join(repository, 'packages/workspace/examples/phase-exit-review.ts')
const tsx = join(repository, 'node_modules/tsx/dist/cli.mjs')

const files = {
  'refractor.yaml': 'format: 1\n',
  '.gitignore': '.refractor/cache/\n.refractor/lock\n.refractor/journal/\n',
  'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\n',
  'specification/phases/P0.yaml': `format: 1
id: P0
title: Start
tasks: [{ id: T-1, title: Write it, state: done }]
exit:
  criteria:
    - { id: P0.1, statement: It is written, check: { kind: artifact, paths: [docs/charter.md] } }
    - { id: P0.2, statement: The checklist is archived, check: { kind: archived } }
`,
  'inbox/P0/P0.md': '# P0\n\n- [x] **T-1** Write it\n',
}

/** Runs the example as its first lines say. */
function review(...args: string[]): { code: number | null; lines: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsx, '--conditions=development', example, ...args], {
    cwd: repository,
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  return { code: status, lines: stdout.trimEnd().split('\n') }
}

describe('examples/phase-exit-review.ts', () => {
  test('says what is missing, closes the phase once nothing is, and sees what is changed afterwards', () => {
    const root = tempRepository(files)
    git(root, 'config', 'user.name', 'Lead')
    git(root, 'config', 'user.email', 'lead@example.org')

    const open = review(root, 'P0', '--apply')
    expect(open.code).toBe(1)
    expect(open.lines).toContain('gate P0: unmet')
    expect(open.lines).toContain('  P0.1 unmet: docs/charter.md does not exist')
    expect(open.lines.join('\n')).toContain('error[review/not-met] specification/phases/P0.yaml:6:')
    expect(existsSync(join(root, 'outbox'))).toBe(false)

    writeFiles(root, { 'docs/charter.md': '# Charter\n' })
    git(root, 'add', '-A')
    git(root, 'commit', '-q', '-m', 'Write the charter')
    const ready = review(root, 'P0')
    expect([ready.code, ready.lines.at(-1)]).toEqual([0, 'create outbox/P0/metadata.json'])
    expect(ready.lines).toContain('move inbox/P0/P0.md to outbox/P0/P0.md')
    expect(existsSync(join(root, 'inbox/P0/P0.md'))).toBe(true)

    const closed = review(root, 'P0', '--apply')
    expect([closed.code, closed.lines.at(-1)]).toEqual([0, 'P0 is closed'])
    expect(existsSync(join(root, 'inbox/P0/P0.md'))).toBe(false)
    expect(JSON.parse(readText(root, 'outbox/P0/metadata.json'))).toMatchObject({
      kind: 'review',
      verdict: 'met',
      author: 'Lead <lead@example.org>',
    })
    expect(review(root, 'P0')).toMatchObject({ code: 0, lines: expect.arrayContaining(['gate P0: met']) })

    rmSync(join(root, 'docs/charter.md'))
    expect(review(root, 'P0', '--apply').code).toBe(3)
  })

  test('says so where there is no workspace', () => {
    const { code, lines } = review(tempFolder(), 'P0')
    expect([code, lines[0]]).toEqual([2, expect.stringContaining('error[workspace/not-found]')])
  })
})
