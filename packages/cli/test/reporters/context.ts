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
  ...given,
})
