import {
  type Diagnostic,
  fillTemplate,
  linkProgram,
  missingValues,
  refusedFiles,
  type SourceFile,
  schemaOf,
  templateValues,
  valueProblem,
} from '@refractor/core'
import type { CommandContext } from './context.ts'
import type { FoundTemplate } from './templates.ts'

export interface ValuesAsked {
  /** `key=value`, as given on the command line. */
  readonly set: readonly string[]
  readonly known: Readonly<Record<string, string>>
}

export type FilledTemplate =
  | { readonly ok: true; readonly files: readonly SourceFile[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Asks a person for what was not given; an empty answer takes the default, and the end of the input ends the questions. */
async function ask(
  { io, common }: CommandContext,
  { template }: FoundTemplate,
  asked: ReturnType<typeof templateValues>,
): Promise<Map<string, string>> {
  const values = new Map(asked.values)
  if (!io.interactive || common.yes) return values
  for (const placeholder of asked.open) {
    const { key, prompt } = placeholder
    const fallback = values.get(key)
    for (;;) {
      const answer = (await io.askText(`${prompt}${fallback === undefined ? '' : ` [${fallback}]`}: `))?.trim()
      if (answer === undefined) return values
      if (answer === '' && fallback !== undefined) break
      const problem = valueProblem(placeholder, answer)
      if (problem === undefined) {
        values.set(key, answer)
        break
      }
      io.stderr(`${template.name}: ${key} ${problem}\n`)
    }
  }
  return values
}

/** Errors of the plan that the files make; a workspace that does not hold together is not begun. */
async function planErrors(files: readonly SourceFile[]): Promise<Diagnostic[]> {
  const { loadRecord } = await import('@refractor/core/load')
  type Files = Parameters<typeof linkProgram>[0]['files']
  const optional: Record<string, unknown> = {}
  const phases: Files['phases'][number][] = []
  const diagnostics: Diagnostic[] = []
  for (const file of files) {
    const schema = schemaOf(file.path)
    if (schema === undefined) continue
    if (schema === 'phase') phases.push(loadRecord('phase', file))
    else if (schema === 'workspace') diagnostics.push(...loadRecord('workspace', file).diagnostics)
    else optional[schema] = loadRecord(schema as 'program', file)
  }
  if (optional['program'] === undefined) return diagnostics
  const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }
  const linked = linkProgram({ folders, isDefault: true, files: { ...optional, phases } as unknown as Files })
  return [...diagnostics, ...linked.diagnostics].filter(({ severity }) => severity === 'error')
}

/** The files that a template makes of the values given, asked for or known; or every reason why there are none. */
export async function fillFound(context: CommandContext, found: FoundTemplate, asked: ValuesAsked): Promise<FilledTemplate> {
  const { name, placeholders } = found.template
  const given = templateValues(name, placeholders, asked)
  if (given.diagnostics.length > 0)
    return { ok: false, diagnostics: [...given.diagnostics, ...missingValues(name, placeholders, given.values)] }
  const values = await ask(context, found, given)
  const missing = missingValues(name, placeholders, values)
  if (missing.length > 0) return { ok: false, diagnostics: missing }
  const filled = fillTemplate(found.template, values)
  if (!filled.ok) return filled
  const problems = refusedFiles(name, filled.files)
  const diagnostics = problems.length > 0 ? problems : await planErrors(filled.files)
  return diagnostics.length > 0 ? { ok: false, diagnostics } : filled
}
