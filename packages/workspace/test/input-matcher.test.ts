import { describe, expect, it } from 'vitest'
import { inputMatcher } from '../src/input-matcher.ts'
import { programFolders } from '../src/program-folders.ts'

const folders = [programFolders(undefined, 'main', true), programFolders(undefined, 'other', false)]

describe('inputs', () => {
  it.each([
    ['src/main.ts', true],
    ['docs/guide.md', true],
    ['specifications/x.yaml', true],
    ['specification/phases/P0.yaml', false],
    ['inbox/P0/P0.md', false],
    ['outbox/other/P0/P0.md', false],
    ['docs/evidence/P0/metadata.json', false],
    ['.refractor/approvals/a.json', false],
  ])('by default %s: %s', (path, expected) => {
    expect(inputMatcher(folders, [])(path)).toBe(expected)
  })

  it.each([
    ['specification/program.yaml', true],
    ['.refractor/cache/x', false],
    ['src/main.ts', false],
  ])('by patterns %s: %s', (path, expected) => {
    expect(inputMatcher(folders, ['specification/**', '.refractor/**'])(path)).toBe(expected)
  })
})
