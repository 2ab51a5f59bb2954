import { describe, expect, test } from 'vitest'
import { normalRepository, repositoryName } from '../src/repository-name.ts'
import { git, tempFolder, tempRepository, writeFiles } from './support/temp.ts'

describe('the name of a repository', () => {
  test.each([
    ['https://github.com/Owner/Name.git', 'github.com/owner/name'],
    ['https://github.com/owner/name/', 'github.com/owner/name'],
    ['git@github.com:owner/name.git', 'github.com/owner/name'],
    ['ssh://git@github.com:22/owner/name', 'github.com/owner/name'],
    ['ssh://git@example.org:2222/group/sub/name.git', 'example.org:2222/group/sub/name'],
    ['git://example.org/name', 'example.org/name'],
    ['https://example.org/owner/name?token=secret', 'example.org/owner/name'],
    ['/srv/git/name.git', undefined],
    ['../name', undefined],
    ['file:///srv/git/name.git', undefined],
    ['C:\\repositories\\name', undefined],
    ['C:/repositories/name', undefined],
    ['https://example.org/', undefined],
    ['', undefined],
  ])('%s', (url, name) => {
    expect(normalRepository(url)).toBe(name)
  })

  test('leaves out a user and a password', () => {
    expect(normalRepository('https://user:secret@github.com/owner/name/')).toBe('github.com/owner/name')
  })

  test('is that of the remote origin', () => {
    const root = tempRepository({})
    expect(repositoryName(root)).toBeUndefined()
    git(root, 'remote', 'add', 'upstream', 'https://example.org/upstream/name')
    expect(repositoryName(root)).toBeUndefined()
    git(root, 'remote', 'add', 'origin', 'https://example.org/owner/name.git')
    git(root, 'remote', 'set-url', '--add', 'origin', 'https://example.org/second/name.git')
    expect(repositoryName(root)).toBe('example.org/owner/name')
  })

  test('is read as git reads it: quotes, remarks, one line', () => {
    const root = tempRepository({})
    writeFiles(root, {
      '.git/config': '[remote "other"]\nurl = https://a.example/x/y\n[ReMote "origin"] url = "https://b.example/x/\\"y" ; remark\n',
    })
    expect(repositoryName(root)).toBe('b.example/x/"y')
  })

  test('is none outside of a repository', () => {
    expect(repositoryName(tempFolder())).toBeUndefined()
  })
})
