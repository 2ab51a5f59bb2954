import { sha256Hex } from '../load/digest.ts'
import { policyText, workspaceText } from './init-files.ts'
import type { Step } from './plan.ts'

/** JSON Schemas as text, by the name of the kind of file. */
export type Schemas = Readonly<Record<string, string>>

/** Paths below `.refractor` that git must not keep. */
const ignored = ['.refractor/cache/', '.refractor/journal/', '.refractor/lock'] as const

/** Folders whose files are bound by their digests: git must not convert their line ends. */
const verbatim = (evidence: string): readonly string[] => [
  `${evidence}/** -text`,
  'outbox/** -text',
  '.refractor/approvals/** -text',
  '.refractor/waivers/** -text',
  '.refractor/links/** -text',
  '.refractor/audit/** -text',
  '.refractor/snapshots/** -text',
]

const schemaPath = (name: string): string => `.refractor/schema/${name}.schema.json`

/** The comment by which YAML language servers find the schema; the path is relative to the file. */
export function withSchema(path: string, schema: string | undefined, text: string, schemas: Schemas): string {
  if (schema === undefined || schemas[schema] === undefined) return text
  return `# yaml-language-server: $schema=${'../'.repeat(path.split('/').length - 1)}${schemaPath(schema)}\n${text}`
}

/** A new YAML file, with the comment by which editors find its schema. */
export function yamlStep(path: string, schema: string, text: string, why: string, schemas: Schemas): Step {
  return { type: 'create', path, text: withSchema(path, schema, text, schemas), why }
}

/** A file of git that gets the lines it lacks, at its end and in its own kind of line ending. */
export function gitFileStep(path: string, lines: readonly string[], text: string | undefined, why: string): Step[] {
  if (text === undefined) return [{ type: 'create', path, text: `${lines.join('\n')}\n`, why }]
  const present = new Set(text.split(/\r\n|\n|\r/).map((line) => line.trim()))
  const lacking = lines.filter((line) => !present.has(line) && !present.has(`/${line}`))
  if (lacking.length === 0) return []
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || /[\r\n]$/.test(text) ? '' : end
  return [{ type: 'edit', path, before: sha256Hex(text), text: `${text}${gap}${lacking.join(end)}${end}`, why }]
}

/**
 * What a new workspace has beside its plan: `first` is refractor.yaml, `last` the policy, folders, schemas for editors and what git
 * has to know. `existing` holds the texts of files that are there: placeholders and schemas that exist stay, git files are added to.
 */
export function workspaceSteps(
  schemas: Schemas,
  existing: Readonly<Record<string, string>>,
  evidence = 'docs/evidence',
): { readonly first: Step[]; readonly last: Step[] } {
  const keep = ['inbox/.gitkeep', 'outbox/.gitkeep', `${evidence}/.gitkeep`].filter((path) => existing[path] === undefined)
  return {
    first: [yamlStep('refractor.yaml', 'workspace', workspaceText(), 'the root of the workspace', schemas)],
    last: [
      yamlStep('specification/policy.yaml', 'policy', policyText(), 'who may approve', schemas),
      ...keep.map((path): Step => ({ type: 'create', path, text: '', why: 'keeps the folder in git' })),
      ...Object.keys(schemas)
        .sort()
        .filter((schema) => existing[schemaPath(schema)] !== schemas[schema])
        .map((schema): Step => ({ type: 'create', path: schemaPath(schema), text: schemas[schema] as string, why: 'for editors' })),
      ...gitFileStep('.gitignore', ignored, existing['.gitignore'], 'the cache, the journal and the lock stay out of git'),
      ...gitFileStep('.gitattributes', verbatim(evidence), existing['.gitattributes'], 'recorded files keep their bytes in every checkout'),
    ],
  }
}
