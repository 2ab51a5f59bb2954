import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { repositoryStatus } from '../src/repository-status.ts'
import { git, tempFolder, tempRepository } from './support/temp.ts'

it('tells the version, the branch and how much is uncommitted', async () => {
  const root = tempRepository({ 'a.txt': 'a\n' })
  writeFileSync(join(root, 'a.txt'), 'changed\n')
  writeFileSync(join(root, 'new.txt'), 'new\n')
  const read = await repositoryStatus(root)
  expect(read).toMatchObject({ ok: true, status: { version: expect.stringMatching(/^\d+\.\d+/), ahead: 0, behind: 0, changed: 2 } })
  git(root, 'checkout', '--quiet', '--detach')
  expect(await repositoryStatus(root)).toMatchObject({ ok: true, status: { branch: undefined } })
})

it('outside of a repository git is there and has no answer', async () => {
  expect(await repositoryStatus(tempFolder())).toMatchObject({
    ok: false,
    version: expect.any(String),
    diagnostic: { code: 'git/unavailable' },
  })
})
