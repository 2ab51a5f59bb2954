import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { errorCode, fileProblem, pathFinder } from '../src/find-path.ts'
import { tempFolder } from './support/temp.ts'

describe('looking up a path', () => {
  test('files, directories and what is missing', () => {
    const root = tempFolder({ 'a/b.txt': 'x' })
    const find = pathFinder(root)
    expect(find('')).toMatchObject({ state: 'directory', absolute: root })
    expect(find('a')).toMatchObject({ state: 'directory', link: false })
    expect(find('a/b.txt')).toMatchObject({ state: 'file', absolute: join(root, 'a/b.txt') })
    expect(find('a/c.txt')).toEqual({ state: 'missing' })
    expect(find('c/d/e.txt')).toEqual({ state: 'missing' })
    expect(find('a/b.txt/c')).toEqual({ state: 'missing' })
  })

  test('links are followed inside the workspace and refused when they leave it', () => {
    const outside = tempFolder({ 'secret.txt': 's', 'folder/x.txt': 'x' })
    const root = tempFolder({ 'real/x.txt': 'x' })
    symlinkSync('real', join(root, 'inside'))
    symlinkSync('real/x.txt', join(root, 'link.txt'))
    symlinkSync(join(outside, 'secret.txt'), join(root, 'escape.txt'))
    symlinkSync(join(outside, 'folder'), join(root, 'out'))
    const find = pathFinder(root)
    expect(find('inside/x.txt')).toMatchObject({ state: 'file', absolute: join(root, 'real/x.txt'), link: false })
    expect(find('link.txt')).toMatchObject({ state: 'file', link: true })
    for (const path of ['escape.txt', 'out', 'out/x.txt', 'out/missing.txt'])
      expect(find(path)).toMatchObject({ state: 'unreadable', problem: 'a symbolic link leads out of the workspace' })
  })

  test('a folder whose name begins like the root is outside', () => {
    const root = tempFolder({ 'w/a.txt': '', 'w-other/b.txt': '' })
    symlinkSync('../w-other', join(root, 'w/out'))
    expect(pathFinder(join(root, 'w'))('out/b.txt')).toMatchObject({ state: 'unreadable' })
  })

  test('broken and circular links are unreadable, not missing', () => {
    const root = tempFolder()
    symlinkSync('nowhere', join(root, 'dangling'))
    symlinkSync('two', join(root, 'one'))
    symlinkSync('one', join(root, 'two'))
    const find = pathFinder(root)
    expect(find('dangling')).toMatchObject({ state: 'unreadable', problem: 'it is a symbolic link to nothing' })
    expect(find('one')).toMatchObject({ state: 'unreadable', problem: 'its symbolic links go round in a circle' })
    expect(find('one/x.txt')).toMatchObject({ state: 'unreadable' })
  })

  test('a pipe is neither opened nor waited for', () => {
    const root = tempFolder()
    execFileSync('mkfifo', [join(root, 'pipe')])
    expect(pathFinder(root)('pipe')).toEqual({ state: 'unreadable', problem: 'it is neither a file nor a directory' })
  })

  test('names that the system refuses are unreadable', () => {
    expect(pathFinder(tempFolder())('x'.repeat(300))).toMatchObject({ state: 'unreadable', problem: 'its name is too long' })
    expect(pathFinder(tempFolder())(`${'x'.repeat(300)}/y`)).toMatchObject({ state: 'unreadable' })
  })

  test('the root may be reached through a link', () => {
    const root = tempFolder({ 'w/a.txt': 'x' })
    symlinkSync('w', join(root, 'alias'))
    expect(pathFinder(join(root, 'alias'))('a.txt')).toMatchObject({ state: 'file', absolute: join(root, 'w/a.txt') })
  })

  test('errors have words', () => {
    expect(fileProblem(Object.assign(new Error(), { code: 'ENOSPC' }))).toBe('the disk is full')
    expect(fileProblem(Object.assign(new Error(), { code: 'EIO' }))).toBe('the file system says EIO')
    expect(errorCode('no error')).toBe('UNKNOWN')
  })
})
