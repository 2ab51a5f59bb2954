import type { Location, Program } from '@refractor/core'
import type { ReportPlace } from '@refractor/core/page'
import type { WorkspaceContext } from '../context.ts'
import type { Judged } from '../judge.ts'
import type { ForgeLinks } from './forge-links.ts'

/** What the parts of a report are made from. */
export interface ReportSource {
  readonly context: WorkspaceContext
  readonly program: Program
  /** Every gate of the program. */
  readonly judged: Judged
  readonly links: ForgeLinks
}

/** A key that is left out where there is no value. */
export const given = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T }

/** A place in a file, and where it can be seen. */
export const placeOf = ({ links }: Pick<ReportSource, 'links'>, { file, line }: Location): ReportPlace => ({
  file,
  line,
  ...given('href', links.file(file, line)),
})
