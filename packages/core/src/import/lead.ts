import type { SourceFile } from '../load/source.ts'
import type { Genre } from '../schema/program.ts'

/** Names of files and folders that say what kind of document they are, not what it is about. */
const kinds = /^(?:tasks?|todo|plan|requirements?|design|bugfix|spec|specification|proposal|readme|index|backlog|completed)$/i
/** Titles that templates give to every document of their kind. */
const bareTitle =
  /^(?:tasks?|task list|todos?|plan|proposal|requirements?|design|spec(?:ification)?|spec delta|(?:requirements?|design) document|readme)$/i
/** Documents that stand beside a plan and are none themselves. */
const beside = /(?:^|\/)(?:requirements?|design|bugfix|spec|proposal)\.md$/i

/** The document that the program is named after: the first one that is a plan, not a document beside one. */
export function leadingSource(sources: readonly SourceFile[]): SourceFile | undefined {
  return sources.find((source) => !beside.test(source.path)) ?? sources[0]
}

/** What a path says that its document is about: "specs/login/tasks.md" is about login. */
export function subjectOf(path: string): string {
  const { name, folder, isListed } = partsOf(path)
  const around = isListed ? path.split('/').find((part) => part !== '' && !part.startsWith('.')) : undefined
  return folder ?? around ?? (name || 'program')
}

/** Whether a title says only what kind of document it heads, while the folders around it say what it is about: "# Tasks" of "login/tasks.md". */
export function isBareTitle(title: string, path: string): boolean {
  return bareTitle.test(title) && partsOf(path).folder !== undefined
}

/** Whether a path says what its document is about at all: "backlog/tasks/task-1.md" and "tasks.json" do not. */
export function hasSubject(path: string): boolean {
  const { name, folder, isListed } = partsOf(path)
  return folder !== undefined || !(isListed || kinds.test(name))
}

/** The folder that names the subject, where the name of the file does not: it is a kind, or one of many tasks in a folder of them. */
function partsOf(path: string): { readonly name: string; readonly folder: string | undefined; readonly isListed: boolean } {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..')
  const name = (parts.at(-1) ?? path).replace(/\.[^.]*$/, '')
  const isListed = /^(?:tasks|completed)$/.test(parts.at(-2) ?? '')
  if (!kinds.test(name) && !isListed) return { name, folder: undefined, isListed }
  return { name, folder: parts.slice(0, -1).findLast((folder) => !kinds.test(folder) && !folder.startsWith('.')), isListed }
}

/** The documents as a title lists them: a few by name, of many the first and how many more. */
export function namesOf(sources: readonly { readonly file: string }[]): string {
  const names = sources.map((one) => one.file)
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}

/** The genre of files that are no Markdown; undefined for those that are. */
export function genreOfFile(path: string): Genre | undefined {
  if (/\.json$/i.test(path)) return 'task-list'
  return /\.(?:csv|tsv)$/i.test(path) ? 'work-breakdown' : undefined
}
