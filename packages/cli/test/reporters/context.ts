import { plainPaint } from '../../src/reporters/paint.ts'
import type { ReporterContext } from '../../src/reporters/reporter.ts'
import { sources } from './harbour.ts'

export const context = (given: Partial<ReporterContext> = {}): ReporterContext => ({
  exitCode: 2,
  width: 100,
  paint: plainPaint,
  verbose: false,
  pathPrefix: '',
  sources,
  version: '0.1.0',
  now: '2026-11-21T10:00:00Z',
  ...given,
})
