import { expect, test } from 'vitest'
import { localId } from '../../src/plan/local-id.ts'

test('only its own program is taken off an id', () => {
  expect(localId({ id: 'demo' }, 'P0')).toBe('P0')
  expect(localId({ id: 'demo' }, 'demo/P0')).toBe('P0')
  expect(localId({ id: 'demo' }, 'other/P0')).toBe('other/P0')
})
