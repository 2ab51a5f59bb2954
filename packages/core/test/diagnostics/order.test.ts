import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalog, type DiagnosticCode, diagnostic } from '../../src/diagnostics/catalog.ts'
import { sortDiagnostics } from '../../src/diagnostics/order.ts'

const codes = Object.keys(catalog) as DiagnosticCode[]
const anyDiagnostic = fc
  .record({
    code: fc.constantFrom(...codes),
    message: fc.constantFrom('a', 'b', 'c'),
    location: fc.option(
      fc.record({
        file: fc.constantFrom('a.yaml', 'b.yaml'),
        line: fc.integer({ min: 1, max: 3 }),
        column: fc.integer({ min: 1, max: 3 }),
      }),
      { nil: undefined },
    ),
  })
  .map(({ code, message, location }) => diagnostic(code, message, { location }))

test('the order does not depend on the order in which findings were made', () => {
  fc.assert(
    fc.property(fc.array(anyDiagnostic, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (found, noise) => {
      const shuffled = found
        .map((one) => ({ one, key: noise.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ one }) => one)
      expect(sortDiagnostics(shuffled)).toEqual(sortDiagnostics(found))
    }),
  )
})

test('file comes before line, line before column, column before code', () => {
  const at = (file: string, line: number, column: number, code: DiagnosticCode = 'yaml/syntax') =>
    diagnostic(code, 'm', { location: { file, line, column } })
  const sorted = sortDiagnostics([at('b', 1, 1), at('a', 2, 1), at('a', 1, 9), at('a', 1, 2), at('a', 1, 2, 'link/cycle')])
  expect(sorted.map((d) => `${d.location?.file}:${d.location?.line}:${d.location?.column} ${d.code}`)).toEqual([
    'a:1:2 link/cycle',
    'a:1:2 yaml/syntax',
    'a:1:9 yaml/syntax',
    'a:2:1 yaml/syntax',
    'b:1:1 yaml/syntax',
  ])
})

test('exact repeats are shown once', () => {
  const one = diagnostic('yaml/syntax', 'm')
  expect(sortDiagnostics([one, { ...one }])).toHaveLength(1)
})

test('the severity comes from the catalogue unless the caller says otherwise', () => {
  expect(diagnostic('plan/owner-missing', 'm').severity).toBe('warning')
  expect(diagnostic('plan/owner-missing', 'm', { severity: 'error' }).severity).toBe('error')
})

test('empty details leave no keys behind', () => {
  expect(Object.keys(diagnostic('yaml/syntax', 'm', { related: [], expected: [], help: undefined, location: undefined }))).toEqual([
    'code',
    'severity',
    'message',
  ])
})
