import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isMapping } from '../load/parsed.ts'
import { optionalFiles } from '../load/program-files.ts'
import type { SourceFile } from '../load/source.ts'
import { parseYaml } from '../load/yaml.ts'
import { isRepoPath } from '../schema/repo-path.ts'
import type { Plan, Step } from './plan.ts'
import { type Schemas, withSchema, workspaceSteps } from './workspace-files.ts'

/** Files of git that init writes itself. */
const written: ReadonlySet<string> = new Set(['.gitignore', '.gitattributes'])

/** Records prove what happened in one workspace: a template that brought some would make gates met that never were. */
const isRecord = (path: string): boolean => path.startsWith('.refractor/') || /(?:^|[/.])metadata\.json$/i.test(path)

/** The kind of record that a file of the specification holds. */
export function schemaOf(path: string): string | undefined {
  if (path === 'refractor.yaml') return 'workspace'
  const name = /^specification\/([a-z]+)\.yaml$/.exec(path)?.[1]
  if (name !== undefined) return ['program', ...optionalFiles].find((one) => one === name)
  return /^specification\/phases\/[^/]+\.yaml$/.test(path) ? 'phase' : undefined
}

/** What the program calls itself, and where it keeps its evidence, when a file says so. */
function programOf(files: readonly SourceFile[]): { readonly id: string | undefined; readonly evidence: string | undefined } {
  const program = files.find(({ path }) => path === 'specification/program.yaml')
  const value = program === undefined ? undefined : parseYaml(program).value
  const { id, evidence } = isMapping(value) ? value : {}
  return {
    id: typeof id === 'string' ? id : undefined,
    evidence: typeof evidence === 'string' && isRepoPath(evidence) ? evidence.replace(/\/+$/, '') : undefined,
  }
}

const why = (path: string): string => {
  if (path.startsWith('specification/phases/')) return 'a phase'
  if (path.startsWith('specification/') || path === 'refractor.yaml') return 'the plan'
  return path.startsWith('inbox/') ? 'work at hand' : 'of the template'
}

/** What a template may not bring: records, and files that would lie outside the workspace. */
export function refusedFiles(name: string, files: readonly SourceFile[]): Diagnostic[] {
  return files.flatMap(({ path }) => {
    if (!isRepoPath(path)) {
      const help = 'give the file another name, or its placeholders other values'
      return [diagnostic('template/invalid', `template ${name} would write ${path}, which is no path inside the workspace`, { help })]
    }
    if (!isRecord(path)) return []
    const help = `remove ${path} from the template, or name it in leaveOut of template.yaml`
    return [diagnostic('template/invalid', `template ${name} brings ${path}: a plan can be copied, records cannot`, { help })]
  })
}

/** A workspace made of the files of a template, and of what every workspace has beside its plan. Nothing is overwritten. */
export function planTemplate(
  title: string,
  files: readonly SourceFile[],
  answers: { readonly schemas: Schemas; readonly existing?: Readonly<Record<string, string>> },
): Plan {
  const { schemas, existing = {} } = answers
  const own = files.filter(({ path }) => !written.has(path))
  const given = new Set(own.map(({ path }) => path))
  const { id, evidence } = programOf(files)
  const { first, last } = workspaceSteps(schemas, existing, evidence)
  const isFree = (step: Step): boolean => step.type === 'move' || !given.has(step.path)
  return {
    title,
    ...(id !== undefined && { event: { type: 'program.created', program: id } }),
    steps: [
      ...first.filter(isFree),
      ...own.map(
        ({ path, text }): Step => ({ type: 'create', path, text: withSchema(path, schemaOf(path), text, schemas), why: why(path) }),
      ),
      ...last.filter(isFree),
    ],
  }
}
