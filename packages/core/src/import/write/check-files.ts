import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { linkProgram } from '../../link/link-program.ts'
import type { Program, ProgramFolders } from '../../link/program-types.ts'
import type { Loaded } from '../../load/loaded.ts'
import { optionalFiles, type ProgramFiles, splitFiles } from '../../load/program-files.ts'
import { loadRecord } from '../../load/record.ts'
import type { SourceFile } from '../../load/source.ts'
import { checkRules } from '../../rules/index.ts'
import type { Surroundings } from '../../rules/rule.ts'
import type { RecordOf } from '../../schema/registry.ts'

/** What `validate` will say of files before they are written: how they read, how they fit together, the rules of the plan. */
export function checkFiles(
  files: readonly SourceFile[],
  folders: ProgramFolders,
  surroundings: Surroundings = {},
): { program: Program | undefined; diagnostics: Diagnostic[] } {
  const at = new Map(files.map((file) => [file.path, file]))
  const phases: Loaded<RecordOf<'phase'>>[] = []
  for (const file of files) if (file.path.startsWith(`${folders.specification}/phases/`)) phases.push(loadRecord('phase', file))
  const optional: Record<string, unknown> = {}
  for (const name of optionalFiles) {
    const file = at.get(`${folders.specification}/${name}.yaml`)
    if (file) optional[name] = loadRecord(name, file)
  }
  // Files of the folder of a kind count as well: what they declare may be named elsewhere.
  const parts = Object.fromEntries(
    splitFiles.map((name) => [
      name,
      files.filter(({ path }) => path.startsWith(`${folders.specification}/${name}/`)).map((file) => loadRecord(name, file)),
    ]),
  ) as ProgramFiles['parts']
  const programFile = at.get(`${folders.specification}/program.yaml`)
  const loaded: ProgramFiles = { program: programFile && loadRecord('program', programFile), phases, ...optional, ...(parts && { parts }) }
  const { program, diagnostics } = linkProgram({ folders, isDefault: true, files: loaded })
  return { program, diagnostics: [...diagnostics, ...(program ? checkRules(program, surroundings) : [])] }
}
