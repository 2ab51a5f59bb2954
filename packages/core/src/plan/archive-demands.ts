import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ChecklistFile } from '../gates/case.ts'
import type { Program } from '../link/program-types.ts'
import { isAssigned } from '../link/state.ts'

/** True for a value that says something: text that is not TBD, a number, a list or map that is not empty. */
function isGiven(value: unknown): boolean {
  if (typeof value === 'string') return isAssigned(value)
  if (Array.isArray(value)) return value.some(isGiven)
  if (typeof value === 'object' && value !== null) return Object.values(value).some(isGiven)
  return value !== undefined && value !== null && value !== false
}

/**
 * What the front matter lacks of what the program demands before archiving (program.yaml, archive.require): the phase it lies
 * in, links to dashboards, approval metadata. A phase that contradicts the folder is wrong in every program.
 */
export function archiveDemands(program: Program, file: ChecklistFile): Diagnostic[] {
  const { frontMatter, source } = file.checklist
  const required = new Set<string>(program.file.record.archive?.require ?? [])
  const lacking = (message: string, help: string): Diagnostic =>
    diagnostic('checklist/missing-metadata', message, {
      location: { file: source.path, line: 1, column: 1 },
      help: `${help} in the front matter of ${source.path}`,
    })
  const found: Diagnostic[] = []
  const phase = frontMatter['phase']
  if (isGiven(phase) ? String(phase) !== file.phase : required.has('phase')) {
    const help = `write phase: ${JSON.stringify(file.phase)}`
    found.push(
      lacking(
        isGiven(phase)
          ? `${source.path} names phase ${String(phase)} and lies in the folder of ${file.phase}`
          : `${source.path} does not name its phase`,
        help,
      ),
    )
  }
  if (required.has('dashboards') && !isGiven(frontMatter['dashboards']))
    found.push(lacking(`${source.path} links no dashboard`, 'list the links under dashboards:'))
  if (required.has('approvals') && !isGiven(frontMatter['approvals']))
    found.push(lacking(`${source.path} carries no approval metadata`, 'list the approvals under approvals:'))
  return found
}
