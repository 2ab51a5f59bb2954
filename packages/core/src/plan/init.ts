import { idToFileName } from '../link/file-name.ts'
import { sha256Hex } from '../load/digest.ts'
import { type FirstPhase, phaseText, policyText, programText, workspaceText } from './init-files.ts'
import type { Plan, Step } from './plan.ts'

/** What a new workspace is made from. */
export interface InitAnswers {
  /** Id of the program. */
  readonly id: string
  readonly name: string
  /** Who holds the first role; without it the role is TBD. */
  readonly owner?: string
  /** Default: one phase, P0. Each depends on the one before. */
  readonly phases?: readonly FirstPhase[]
  /** JSON Schemas as text, by the name of the kind of file; written for editors. */
  readonly schemas: Readonly<Record<string, string>>
  /** Text of files that are there already, by path. Only .gitignore and .gitattributes are added to; placeholders that exist stay. */
  readonly existing?: Readonly<Record<string, string>>
}

/** Paths below `.refractor` that git must not keep. */
const ignored = ['.refractor/cache/', '.refractor/journal/', '.refractor/lock'] as const

/** Folders whose files are bound by their digests: git must not convert their line ends. */
const verbatim = ['docs/evidence/** -text', 'outbox/** -text'] as const

const schemaPath = (name: string): string => `.refractor/schema/${name}.schema.json`

/** The comment by which YAML language servers find the schema; the path is relative to the file. */
function withSchema(path: string, schema: string, text: string, schemas: InitAnswers['schemas']): string {
  if (schemas[schema] === undefined) return text
  return `# yaml-language-server: $schema=${'../'.repeat(path.split('/').length - 1)}${schemaPath(schema)}\n${text}`
}

/** A file of git that gets the lines it lacks, at its end and in its own kind of line ending. */
function gitFileStep(path: string, lines: readonly string[], text: string | undefined, why: string): Step[] {
  if (text === undefined) return [{ type: 'create', path, text: `${lines.join('\n')}\n`, why }]
  const present = new Set(text.split(/\r\n|\n|\r/).map((line) => line.trim()))
  const lacking = lines.filter((line) => !present.has(line) && !present.has(`/${line}`))
  if (lacking.length === 0) return []
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || /[\r\n]$/.test(text) ? '' : end
  return [{ type: 'edit', path, before: sha256Hex(text), text: `${text}${gap}${lacking.join(end)}${end}`, why }]
}

/** An empty but complete workspace: it validates clean, and its first gate says what to do. Existing files are never replaced. */
export function planInit(answers: InitAnswers): Plan {
  const { id, name, owner, schemas, existing = {} } = answers
  const phases = answers.phases?.length ? answers.phases : [{ id: 'P0', title: 'Start' }]
  const yaml = (path: string, schema: string, text: string, why: string): Step => ({
    type: 'create',
    path,
    text: withSchema(path, schema, text, schemas),
    why,
  })
  const keep = ['inbox/.gitkeep', 'outbox/.gitkeep', 'docs/evidence/.gitkeep'].filter((path) => existing[path] === undefined)
  const schemaNames = Object.keys(schemas).sort()
  return {
    title: `make a workspace for ${name}`,
    steps: [
      yaml('refractor.yaml', 'workspace', workspaceText(), 'the root of the workspace'),
      yaml('specification/program.yaml', 'program', programText(id, name, owner), 'the program: name, roles, rules'),
      ...phases.map((phase, index) =>
        yaml(
          `specification/phases/${idToFileName(phase.id)}.yaml`,
          'phase',
          phaseText(phase, index, phases[index - 1]),
          `phase ${phase.id}: a milestone, two tasks, an exit gate`,
        ),
      ),
      yaml('specification/policy.yaml', 'policy', policyText(), 'who may approve'),
      ...keep.map((path): Step => ({ type: 'create', path, text: '', why: 'keeps the folder in git' })),
      ...schemaNames
        .filter((schema) => existing[schemaPath(schema)] !== schemas[schema])
        .map((schema): Step => ({ type: 'create', path: schemaPath(schema), text: schemas[schema] as string, why: 'for editors' })),
      ...gitFileStep('.gitignore', ignored, existing['.gitignore'], 'the cache, the journal and the lock stay out of git'),
      ...gitFileStep('.gitattributes', verbatim, existing['.gitattributes'], 'recorded files keep their bytes in every checkout'),
    ],
  }
}
