import { describe, expect, it } from 'vitest'
import { timestamp, usesColor } from '../src/common-options.ts'

describe('timestamp', () => {
  it.each([
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z'],
    ['2026-11-21T10:00:00.750+01:00', '2026-11-21T09:00:00Z'],
    ['2026-11-21 10:00:00z', '2026-11-21T10:00:00Z'],
    ['2026-11-21', undefined],
    ['2026-13-41T10:00:00Z', undefined],
    ['2026-11-21T10:00:00', undefined],
    ['yesterday', undefined],
  ])('%j', (text, expected) => expect(timestamp(text)).toBe(expected))
})

describe('usesColor', () => {
  it.each<[string, Parameters<typeof usesColor>, boolean]>([
    ['a terminal', [{}, {}, true], true],
    ['a pipe', [{}, {}, false], false],
    ['a dumb terminal', [{}, { TERM: 'dumb' }, true], false],
    ['NO_COLOR', [{}, { NO_COLOR: '1', FORCE_COLOR: '1' }, true], false],
    ['an empty NO_COLOR, which counts as unset', [{}, { NO_COLOR: '' }, true], true],
    ['FORCE_COLOR', [{}, { FORCE_COLOR: '1' }, false], true],
    ['FORCE_COLOR=0', [{}, { FORCE_COLOR: '0' }, true], false],
    ['--color against NO_COLOR', [{ color: true }, { NO_COLOR: '1' }, false], true],
    ['--no-color against FORCE_COLOR', [{ color: false }, { FORCE_COLOR: '1' }, true], false],
  ])('%s', (_, given, expected) => expect(usesColor(...given)).toBe(expected))
})
