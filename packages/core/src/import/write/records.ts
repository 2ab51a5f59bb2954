import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { ProgramFolders } from '../../link/program-types.ts'
import { yamlText } from '../../load/yaml-text.ts'
import type { ImportedChecklist, ImportedProgram, ProgramRecords } from '../imported.ts'
import { recordLists } from '../record-lists.ts'
import { clean } from './clean.ts'
import { type ProgramFileContent, programFiles } from './files.ts'
import { fitIds } from './fit-ids.ts'
import { fitValues } from './fit-values.ts'

/** The files of a program as values and as text, and what had to be changed so that they are valid. */
export interface WrittenProgram {
  readonly files: readonly (ProgramFileContent & { readonly text: string })[]
  readonly checklists: readonly ImportedChecklist[]
  readonly diagnostics: readonly Diagnostic[]
}

function copyOf(imported: ImportedProgram): ProgramRecords {
  const { program, checklists } = imported
  const names = Object.keys(recordLists) as (keyof typeof recordLists)[]
  const copies = Object.fromEntries(names.map((name) => [name, (imported[name] as readonly object[]).map((one) => clean(one))]))
  return {
    program: clean(program),
    ...(copies as unknown as Omit<ProgramRecords, 'program' | 'checklists'>),
    checklists: checklists.map((one) => ({ ...one })),
  }
}

/** The files that an imported program becomes. Whatever the readers gave, the files validate: what does not fit is kept as a note. */
export function writeRecords(imported: ImportedProgram, folders: ProgramFolders): WrittenProgram {
  const records = copyOf(imported)
  const diagnostics = fitIds(records)
  const contents = programFiles(imported, records, folders)
  const homeless: string[] = []
  // The program comes last: it takes in what no other file has a place for.
  for (const { schema, value } of [...contents].reverse()) {
    if (schema === 'program' && homeless.length > 0)
      value['notes'] = [...((value['notes'] as unknown[] | undefined) ?? []), ...homeless.splice(0)]
    diagnostics.push(...fitValues(schema, value, (text) => homeless.push(text)))
  }
  const files = contents.map((content) => {
    const value = clean(content.value)
    return { ...content, value, text: yamlText(value) }
  })
  return { files, checklists: records.checklists, diagnostics }
}
