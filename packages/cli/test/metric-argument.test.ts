import { describe, expect, it } from 'vitest'
import { parseMetric, parseObservation } from '../src/metric-argument.ts'

describe('parseMetric', () => {
  it.each([
    ['latency=28.4ms@p95', { name: 'latency', value: 28.4, unit: 'ms', aggregation: 'p95' }],
    ['coverage=97', { name: 'coverage', value: 97 }],
    ['coverage = 97 %', undefined],
    ['coverage=97 %', { name: 'coverage', value: 97, unit: '%' }],
    ['drift=-1.5e-3', { name: 'drift', value: -0.0015 }],
    ['rate=.5 books/s@mean', { name: 'rate', value: 0.5, unit: 'books/s', aggregation: 'mean' }],
    ['big=1e999', undefined],
    ['none=', undefined],
    ['=4', undefined],
    ['word=NaN', undefined],
    ['two=1@a@b', undefined],
  ])('%j', (text, expected) => expect(parseMetric(text)).toEqual(expected))
})

describe('parseObservation', () => {
  it.each([
    ['the lift works', { claim: 'the lift works', value: true }],
    ['the lift works=false', { claim: 'the lift works', value: false }],
    ['damp=54.5', { claim: 'damp', value: 54.5 }],
    ['state=good', { claim: 'state', value: 'good' }],
    ['note=', { claim: 'note', value: '' }],
    ['a=b=3', { claim: 'a=b', value: 3 }],
  ])('%j', (text, expected) => expect(parseObservation(text)).toEqual(expected))
})
