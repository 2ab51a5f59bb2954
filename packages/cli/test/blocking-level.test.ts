import type { CriterionResult, Verdict } from '@refractor/core'
import { describe, expect, it } from 'vitest'
import { type Level, raisedTo } from '../src/blocking-level.ts'
import { criterion, gate } from './reporters/harbour.ts'

type Short = readonly [level: Level, outcome: CriterionResult['outcome']]

const made = (verdict: Verdict, ...list: Short[]) =>
  gate({
    verdict,
    criteria: list.map(([level, outcome], index) => criterion({ id: `P1.${index}`, statement: 'x', because: 'x', level, outcome })),
  })

describe('raisedTo', () => {
  it.each<[string, Level, Verdict, Short[], Verdict]>([
    [
      'required changes nothing',
      'required',
      'met',
      [
        ['required', 'met'],
        ['recommended', 'unmet'],
      ],
      'met',
    ],
    [
      'recommended counts what is recommended',
      'recommended',
      'met',
      [
        ['required', 'met'],
        ['recommended', 'unmet'],
      ],
      'unmet',
    ],
    [
      'recommended does not count what is stretch',
      'recommended',
      'met',
      [
        ['required', 'met'],
        ['stretch', 'unmet'],
      ],
      'met',
    ],
    [
      'stretch counts everything',
      'stretch',
      'met',
      [
        ['required', 'met'],
        ['stretch', 'unmet'],
      ],
      'unmet',
    ],
    [
      'an unknown one makes the verdict unknown',
      'stretch',
      'met',
      [
        ['required', 'met'],
        ['stretch', 'unknown'],
      ],
      'unknown',
    ],
    [
      'what is met stays met',
      'stretch',
      'met',
      [
        ['required', 'met'],
        ['stretch', 'met'],
      ],
      'met',
    ],
    [
      'an unmet gate stays unmet',
      'stretch',
      'unmet',
      [
        ['required', 'unmet'],
        ['stretch', 'met'],
      ],
      'unmet',
    ],
    [
      'a met recommendation cannot stand for a required one',
      'recommended',
      'unknown',
      [
        ['required', 'not-applicable'],
        ['recommended', 'met'],
      ],
      'unknown',
    ],
  ])('%s', (_, level, verdict, list, expected) => expect(raisedTo(level, made(verdict, ...list)).verdict).toBe(expected))
})
