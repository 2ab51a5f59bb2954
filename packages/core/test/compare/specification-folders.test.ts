import { describe, expect, it } from 'vitest'
import type { ChangedFile, HistoryCommit } from '../../src/compare/history-types.ts'
import { listedAt, mayHold, specificationFile, specificationFiles, topOf } from '../../src/compare/record-places.ts'
import { pathBelow, specificationFolders } from '../../src/compare/specification-folders.ts'

const added = (path: string, after: string): ChangedFile => ({ path, after })
const gone = (path: string, before: string): ChangedFile => ({ path, before })
const commits = (...lists: readonly (readonly ChangedFile[])[]): HistoryCommit[] =>
  lists.map((files, index) => ({ oid: `c${index}`, parents: index === 0 ? [] : [`c${index - 1}`], author: '', at: '', subject: '', files }))

describe('the folders of a specification', () => {
  it('are followed back through moves', () => {
    const history = commits(
      [added('a/program.yaml', '1'), added('a/tasks.yaml', '2')],
      [gone('a/program.yaml', '1'), added('x/b/program.yaml', '1')],
      [{ path: 'x/b/tasks.yaml', before: '2', after: '3' }],
      [gone('x/b/program.yaml', '1'), gone('x/b/tasks.yaml', '3'), added('program.yaml', '4'), added('tasks.yaml', '5')],
    )
    expect(specificationFolders(history, '')).toEqual(['', 'x/b', 'a'])
    expect(specificationFolders(history, 'a')).toEqual(['a'])
    expect(specificationFolders([], 'a')).toEqual(['a'])
  })

  it('are not those of another program that goes when this one comes', () => {
    const history = commits([added('old/program.yaml', '1')], [gone('old/program.yaml', '1'), added('new/program.yaml', '2')])
    expect(specificationFolders(history, 'new')).toEqual(['new'])
  })

  it('are the likeliest ones', () => {
    const history = commits([
      gone('one/program.yaml', '1'),
      gone('one/tasks.yaml', '2'),
      gone('two/program.yaml', '3'),
      gone('two/tasks.yaml', '4'),
      gone('two/notes.txt', '6'),
      added('now/program.yaml', '9'),
      added('now/tasks.yaml', '4'),
      added('now/notes.txt', '6'),
    ])
    expect(specificationFolders(history, 'now')).toEqual(['now', 'two'])
  })

  it('come and go without end', () => {
    const there = [gone('a/program.yaml', '1'), added('b/program.yaml', '1')]
    const back = [gone('b/program.yaml', '1'), added('a/program.yaml', '1')]
    expect(specificationFolders(commits([added('a/program.yaml', '1')], there, back, there), 'b')).toEqual(['b', 'a'])
  })
})

describe('places of records', () => {
  it('are told by the names of files', () => {
    expect(specificationFile('phases/P0.yaml')).toBe('phase')
    expect(specificationFile('tasks.yaml')).toBe('tasks')
    for (const path of ['phases/a/P0.yaml', 'phase.yaml', 'tasks.yml', 'constructor.yaml', 'observability.yaml', 'a/tasks.yaml'])
      expect(specificationFile(path)).toBeUndefined()
  })

  it('say which files may hold what', () => {
    expect(specificationFiles.filter((one) => mayHold(one, 'task'))).toEqual(['phase', 'tasks'])
    expect(specificationFiles.filter((one) => mayHold(one, 'criterion'))).toEqual(['phase', 'gates'])
    expect(specificationFiles.filter((one) => mayHold(one, 'gate'))).toEqual(['phase', 'gates'])
    expect(specificationFiles.filter((one) => mayHold(one, 'person'))).toEqual(['program', 'policy'])
    expect(specificationFiles.filter((one) => mayHold(one, 'phase'))).toEqual(['phase'])
    expect(specificationFiles.filter((one) => mayHold(one, 'deliverable'))).toEqual(['phase'])
  })

  it('are lists with known keys only', () => {
    expect(listedAt(topOf('phase'), 'tasks')).toBe('task')
    expect(listedAt(topOf('phase'), 'constructor')).toBeUndefined()
    expect(listedAt({ file: 'phase', type: 'criterion' }, 'tasks')).toBeUndefined()
  })

  it('have paths below folders', () => {
    expect(pathBelow('', 'a')).toBe('a')
    expect(pathBelow('a', 'a/b')).toBe('b')
    expect(pathBelow('a', 'ab/b')).toBeUndefined()
  })
})
