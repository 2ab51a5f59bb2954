import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readIdentity } from '../src/read-identity.ts'
import { git, tempFolder, tempRepository } from './support/temp.ts'

beforeEach(() => {
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null')
  vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null')
  vi.stubEnv('GIT_AUTHOR_NAME', undefined)
  vi.stubEnv('GIT_AUTHOR_EMAIL', undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
})

test('comes from the configuration of the repository', () => {
  const root = tempRepository({})
  git(root, 'config', 'user.name', 'First')
  git(root, 'config', 'user.email', 'ana@example.org')
  git(root, 'config', '--add', 'user.name', ' Ana  Lima ')
  expect(readIdentity(root)).toEqual({ name: 'Ana  Lima', email: 'ana@example.org' })
})

test('comes from the configuration of the user outside a repository', () => {
  const root = tempFolder({ config: '[user]\n\tname = Ana\n\temail = ana@example.org\n' })
  vi.stubEnv('GIT_CONFIG_GLOBAL', join(root, 'config'))
  expect(readIdentity(root)).toEqual({ name: 'Ana', email: 'ana@example.org' })
})

test('the environment comes first, one by one', () => {
  const root = tempRepository({})
  git(root, 'config', 'user.name', 'Ana')
  vi.stubEnv('GIT_AUTHOR_EMAIL', 'bo@example.org')
  expect(readIdentity(root)).toEqual({ name: 'Ana', email: 'bo@example.org' })
  vi.stubEnv('GIT_AUTHOR_NAME', 'Bo')
  expect(readIdentity(root)).toEqual({ name: 'Bo', email: 'bo@example.org' })
})

test('is never made up', () => {
  const root = tempRepository({})
  expect(readIdentity(root)).toBeUndefined()
  git(root, 'config', 'user.email', 'ana@example.org')
  expect(readIdentity(root)).toBeUndefined()
  vi.stubEnv('GIT_AUTHOR_NAME', ' <> ')
  expect(readIdentity(root)).toBeUndefined()
})

test('cannot break out of its field', () => {
  vi.stubEnv('GIT_AUTHOR_NAME', 'Ana <root@example.org>\nBo')
  vi.stubEnv('GIT_AUTHOR_EMAIL', 'ana@example.org')
  expect(readIdentity(tempFolder())).toEqual({ name: 'Ana root@example.orgBo', email: 'ana@example.org' })
})
