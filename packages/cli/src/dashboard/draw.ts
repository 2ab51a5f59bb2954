import { createHash } from 'node:crypto'
import { type Diagnostic, diagnostic } from '@refractor/core'
import type { Report } from '@refractor/core/page'
import type { ServedPage } from '@refractor/workspace'
import { type CommandContext, openWorkspaceContext } from '../context.ts'
import { reportData } from '../report-data.ts'
import { findingsReport } from './findings-report.ts'
import { liveScript } from './live-script.ts'

/** A page that was drawn, and what it is about. */
export interface Drawn extends ServedPage {
  /** The program could be read; otherwise the page has its findings only. */
  readonly ok: boolean
  readonly name: string
  readonly findings: number
  /** Repository paths of the folders that the plan and its records lie in. */
  readonly folders: readonly string[]
  /** Why there can be no dashboard, whatever the files say. */
  readonly refusal?: Diagnostic
}

const usualFolders = ['specification', 'inbox', 'outbox', 'docs/evidence']

interface Read extends Pick<Drawn, 'ok' | 'refusal' | 'folders'> {
  readonly report: Report
}

/** The report as it is now, or the findings that keep it from being made. */
async function readReport(context: CommandContext): Promise<Read> {
  const { now, io, common } = context
  const opened = await openWorkspaceContext(context)
  const plans = opened.ok ? opened.context.snapshot.programs : []
  const folders = [...new Set(plans.flatMap((one) => Object.values(one.folders)))]
  const record = plans[0]?.files.program?.record
  const id = record?.id ?? common.program ?? 'program'
  const without = (diagnostics: readonly Diagnostic[]): Read => ({
    ok: false,
    folders: folders.length > 0 ? folders : usualFolders,
    report: findingsReport(diagnostics, { at: now, version: io.version, program: { id, name: record?.name ?? id } }),
  })
  if (!opened.ok) return without(opened.diagnostics)
  const { programs, diagnostics: found } = opened.context
  const [program, ...others] = programs
  if (program === undefined) return without(found)
  if (others.length > 0) {
    const refusal = diagnostic('cli/usage', `a dashboard is of one program; there are ${programs.length}`, {
      help: `refractor dashboard --program ${program.id}`,
      expected: programs.map((one) => one.id),
    })
    return { ...without([refusal]), refusal }
  }
  const { report, diagnostics } = await reportData(opened.context, program)
  return report === undefined ? without(diagnostics) : { ok: true, folders, report }
}

/**
 * Draws the page as `report --html` does. Its version is a digest of what it says, without the time at which that was looked at: a change
 * that changes nothing in the report reloads no browser.
 */
export async function draw(context: CommandContext): Promise<Drawn> {
  const [{ report, ...read }, { reportHtml }] = await Promise.all([readReport(context), import('@refractor/core/page')])
  const today = report.at.slice(0, 10)
  const version = createHash('sha256')
    .update(JSON.stringify({ ...report, at: today }))
    .digest('hex')
    .slice(0, 32)
  return { ...read, version, html: reportHtml(report, { live: liveScript }), name: report.program.name, findings: report.findings.length }
}
