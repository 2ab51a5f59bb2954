import { type Diagnostic, diagnostic, type Loaded, type Location, locate, type RecordOf } from '@refractor/core'

/** A program as refractor.yaml declares it; without a list there is one, and program.yaml alone says its id. */
export interface ProgramDeclaration {
  readonly id: string | undefined
  readonly isDefault: boolean
  readonly location: Location | undefined
}

/** Folders of the default program's specification: no other program can have one of these names. */
const takenNames: readonly string[] = ['phases']

/** The programs of a workspace, in the order of refractor.yaml. One that is listed alone is the default one. */
export function declaredPrograms(workspace: Loaded<RecordOf<'workspace'>>): {
  programs: readonly ProgramDeclaration[]
  diagnostics: readonly Diagnostic[]
} {
  const listed = workspace.record?.programs
  if (listed === undefined)
    return { programs: workspace.record === undefined ? [] : [{ id: undefined, isDefault: true, location: undefined }], diagnostics: [] }
  const diagnostics: Diagnostic[] = []
  const programs: ProgramDeclaration[] = []
  const known = new Map<string, ProgramDeclaration>()
  listed.forEach(({ id, default: marked }, index) => {
    const location = locate(workspace, `/programs/${index}/id`)
    const isDefault = marked ?? listed.length === 1
    const declaration = { id, isDefault, location }
    const twin = known.get(id.toLowerCase())
    const leader = programs.find((one) => one.isDefault)
    if (twin !== undefined) {
      const [code, message] =
        twin.id === id
          ? (['link/duplicate-id', `program ${id} is declared twice`] as const)
          : (['link/case-collision', `programs ${twin.id} and ${id} differ only in case`] as const)
      diagnostics.push(
        diagnostic(code, message, {
          location,
          related: twin.location ? [{ message: 'first declared here', location: twin.location }] : undefined,
          help: 'give every program its own id',
        }),
      )
      return
    }
    if (isDefault && leader !== undefined) {
      diagnostics.push(
        diagnostic('schema/invalid-value', `programs ${leader.id} and ${id} are both the default one`, {
          location: locate(workspace, `/programs/${index}/default`),
          help: 'mark one program as default',
        }),
      )
      return
    }
    if (!isDefault && takenNames.includes(id.toLowerCase())) {
      diagnostics.push(
        diagnostic('schema/invalid-value', `a program cannot be called ${id}: that is a folder of the specification`, {
          location,
          help: 'choose another id',
        }),
      )
      return
    }
    known.set(id.toLowerCase(), declaration)
    programs.push(declaration)
  })
  return { programs, diagnostics }
}
