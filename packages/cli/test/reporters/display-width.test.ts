import { describe, expect, it } from 'vitest'
import { characterWidth, displayWidth } from '../../src/reporters/display-width.ts'

describe('displayWidth', () => {
  it('is the sum over the characters, for each character there is', () => {
    for (let code = 0x20; code <= 0x1ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const character = String.fromCodePoint(code)
      if (displayWidth(character) !== characterWidth(character)) expect(code).toBe('as wide as it is')
    }
    expect(displayWidth('✓ é → 語 👍 a\u0301')).toBe(13)
  })
})
