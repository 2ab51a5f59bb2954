import { describe, expect, it } from 'vitest'
import { fitsField } from '../../src/import/read/statement-values.ts'

describe('fitsField', () => {
  it.each<[string, unknown, boolean]>([
    ['iterations', 100, true],
    ['iterations', -1, false],
    ['iterations', 1.5, false],
    ['iterations', '100', false],
    ['dependencies', ['P1', { phase: 'P2', note: 'rows' }], true],
    ['dependencies', [{ note: 'rows' }], false],
    ['dependencies', [{ phase: 'P2', note: 3 }], false],
    ['dependencies', [7], false],
    ['relations', [{ type: 'overlaps', milestone: 'M1', note: 'two days' }], true],
    ['relations', [{ type: 'overlaps' }], false],
    ['relations', [{ milestone: 'M1' }], false],
    ['relations', [{ type: 'overlaps', milestone: 'M1', note: 2 }], false],
    ['relations', ['M1'], false],
    ['tasks', ['T1', { id: 'T2', title: 'Saw' }], true],
    ['tasks', [{ id: 'T2' }], false],
    ['exit', { criteria: [{ id: 'P1.1', statement: 'Dry' }] }, true],
    ['exit', { criteria: [{ id: 'P1.1' }] }, false],
    ['acceptance', ['works'], true],
    ['acceptance', [{ id: 'M1.1', statement: 'Dry' }], true],
    ['state', { value: 'done', mark: 'x' }, true],
    ['state', { value: 'done' }, false],
    ['mark', '', true],
    ['title', null, false],
    ['summary', null, true],
    ['summary', '', false],
    ['constructor', 'a word', true],
  ])('%s: %j is %s', (name, value, fits) => {
    expect(fitsField(name, value)).toBe(fits)
  })
})
