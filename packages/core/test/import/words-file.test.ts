import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import { withDigits } from '../../src/import/read/numerals.ts'
import { readWords } from '../../src/import/words-file.ts'

describe('readWords', () => {
  it('reads JSON as it reads YAML', () => {
    const words = { fields: { goals: ['ziel der reise'] } }
    expect(readWords({ path: 'words.json', text: JSON.stringify(words) })).toEqual({ words, diagnostics: [] })
    expect(readWords({ path: 'words.yaml', text: 'fields:\n  goals: [ziel der reise]\n' })).toEqual({ words, diagnostics: [] })
  })

  it('asks for a mapping', () => {
    const { words, diagnostics } = readWords({ path: 'words.yaml', text: '- goals\n' })
    expect(words).toBeUndefined()
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([['schema/invalid-value', 'expected a mapping']])
  })

  it('has nothing more to say of a file that does not parse', () => {
    const { words, diagnostics } = readWords({ path: 'words.json', text: '{' })
    expect(words).toBeUndefined()
    expect(diagnostics.map(({ code }) => code.split('/')[0])).not.toContain('schema')
  })
})

describe('withDigits', () => {
  it.each([
    ['十', '10'],
    ['十二', '12'],
    ['二十', '20'],
    ['二十一', '21'],
    ['七', '7'],
    ['12', '12'],
    ['零', '0'],
  ])('%s is %s', (text, digits) => {
    expect(withDigits(text)).toBe(digits)
  })
})

describe('the id of a program', () => {
  it('is that of the folder, or a plain word, where the file is named by no letters', () => {
    const idOf = (path: string) => importDocuments([{ path, text: '- one\n' }]).program.id
    expect(idOf('boats/plan.md')).toBe('boats')
    expect(idOf('!!!.md')).toBe('program')
  })
})
