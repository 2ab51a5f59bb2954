import { expect, test } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import { processorTime } from '../growth.ts'

const hostile: Readonly<Record<string, (size: number) => string>> = {
  'headings with one title': (size) => '## Phase 1: Same thing\n'.repeat(size),
  'headings with their own titles': (size) => Array.from({ length: size }, (_, at) => `## Phase ${at}: Title ${at}`).join('\n'),
  columns: (size) => `|${'a|'.repeat(size)}\n|${'-|'.repeat(size)}\n|${'x|'.repeat(size)}\n`,
  'a fence that is never closed': (size) => `\`\`\`\n${'x\n'.repeat(size)}`,
  fences: (size) => '```\n'.repeat(size + 1),
  'lines that go on with an entry': (size) => `- a\n${'more of it\n'.repeat(size)}`,
  'clauses in one line': (size) => `## Phase 1: A\n- **Exit:** ${'a; '.repeat(size)}`,
  'blanks inside a line': (size) => `# a${' '.repeat(size * 20)}b\n- c${' '.repeat(size * 20)}d`,
  brackets: (size) => '['.repeat(size * 10),
  'comments that are never closed': (size) => '<!-- a\n'.repeat(size),
  stars: (size) => '*'.repeat(size * 10),
}

test.each(Object.entries(hostile))('%s take time in proportion', (_name, text) => {
  const time = (size: number): number => {
    const source = { path: 'x.md', text: text(size) }
    const before = processorTime()
    expect(importDocuments([source]).accounting.unmapped).toBe(0)
    return processorTime() - before
  }
  time(200)
  const small = Math.max(time(1000), 20)
  // Eight times the input: far below the sixty-four times of something quadratic, with room for a busy machine.
  expect(time(8000)).toBeLessThan(small * 40)
})
