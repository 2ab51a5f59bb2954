import { type Diagnostic, diagnostic, type Loaded, linkProgram, locate, type RecordOf, sortDiagnostics } from '@refractor/core'
import { declaredPrograms, type ProgramDeclaration } from './declared-programs.ts'
import type { FileTree } from './file-tree.ts'
import { programFolders } from './program-folders.ts'
import { limits, unreadableFile } from './read-file.ts'
import { readProgramFiles } from './read-program-files.ts'
import { openRecordCache, type RecordCache } from './record-cache.ts'
import type { ProgramSnapshot, ReadOptions, Snapshot } from './types.ts'
import { workTree } from './work-tree.ts'

const workspaceFile = 'refractor.yaml'

async function readWorkspaceFile(tree: FileTree, cache: RecordCache): Promise<Loaded<RecordOf<'workspace'>>> {
  const read = tree.readText(workspaceFile, limits.specification)
  if (read.ok) return cache.record('workspace', read)
  const problem =
    read.kind === 'missing'
      ? diagnostic('workspace/not-found', 'there is no refractor.yaml here', { help: 'refractor init' })
      : unreadableFile(workspaceFile, read.kind, read.problem)
  return { source: { path: workspaceFile, text: '' }, record: undefined, positions: {}, diagnostics: [problem] }
}

/** program.yaml and refractor.yaml must name the program alike. */
function checkIdentity(declared: ProgramDeclaration, program: Loaded<RecordOf<'program'>> | undefined): Diagnostic[] {
  const id = program?.record?.id
  if (program === undefined || declared.id === undefined || id === undefined || id === declared.id) return []
  return [
    diagnostic(
      'schema/invalid-value',
      `this program is ${JSON.stringify(id)}, but refractor.yaml declares ${JSON.stringify(declared.id)}`,
      {
        location: locate(program, '/id'),
        related: declared.location ? [{ message: 'declared here', location: declared.location }] : undefined,
        help: 'use the same id in both files',
        expected: [declared.id],
      },
    ),
  ]
}

async function readProgram(
  tree: FileTree,
  cache: RecordCache,
  workspace: RecordOf<'workspace'>,
  declared: ProgramDeclaration,
  others: readonly string[],
  hasNeighbours: boolean,
): Promise<ProgramSnapshot> {
  const { isDefault } = declared
  const planned = programFolders(workspace, declared.id ?? '', isDefault)
  const { files, complete, diagnostics: found } = await readProgramFiles(tree, cache, planned.specification, others)
  const record = files.program?.record
  const folders = programFolders(workspace, declared.id ?? '', isDefault, record?.evidence)
  const identity = checkIdentity(declared, files.program)
  const linked = linkProgram({
    folders,
    isDefault,
    hasNeighbours,
    files,
    // A file that could not be read has no key, and what it would declare is not known.
    remember: complete ? (find) => cache.findings(JSON.stringify([declared.id, folders, hasNeighbours]), find) : undefined,
  })
  return {
    id: declared.id ?? record?.id ?? '',
    isDefault,
    folders,
    files,
    // What an unreadable file holds could be decisive: without it there is no program to decide on.
    program: complete && identity.length === 0 ? linked.program : undefined,
    diagnostics: sortDiagnostics([...found, ...identity, ...linked.diagnostics]),
  }
}

/** Reads and links every program of the workspace at `root`. All problems are collected; none is thrown. */
export async function readSnapshot(root: string, options: ReadOptions = {}): Promise<Snapshot> {
  const { tree = workTree(root) } = options
  const cache = openRecordCache(root, options)
  const workspace = await readWorkspaceFile(tree, cache)
  const { programs: declared, diagnostics } = declaredPrograms(workspace)
  const record = workspace.record
  const programs: ProgramSnapshot[] = []
  if (record !== undefined) {
    for (const one of declared) {
      const others = declared
        .filter((other) => other !== one)
        .map((other) => programFolders(record, other.id ?? '', other.isDefault).specification)
      const nested = one.isDefault ? others : []
      programs.push(await readProgram(tree, cache, record, one, nested, declared.length > 1))
    }
  }
  return {
    root,
    workspace,
    programs,
    diagnostics: sortDiagnostics([...workspace.diagnostics, ...diagnostics, ...programs.flatMap((one) => one.diagnostics)]),
  }
}
