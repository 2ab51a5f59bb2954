import { type Dirent, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

let collator: Intl.Collator | undefined

/** Order of names as people count: task-2 before task-10. Made when names are sorted: to make it takes ten milliseconds. */
function byName(one: string, other: string): number {
  collator ??= new Intl.Collator('en', { numeric: true })
  return collator.compare(one, other) || (one < other ? -1 : 1)
}

/** Documents that are read first and in this order: what is wanted, how it is made, what is done. */
const leading = ['proposal.md', 'requirements.md', 'bugfix.md', 'spec.md', 'design.md', 'plan.md', 'tasks.md']
/** What Spec Kit writes beside a plan, to be read by people. */
const besidePlan = /^(?:research|data-model|quickstart)\.md$/i
const taskFile = /^[a-z]+-\d+(?:\.\d+)* - .*\.md$/i
const isMarkdown = (name: string): boolean => /\.(?:md|markdown)$/i.test(name) && !name.startsWith('.')
const isTable = (name: string): boolean => /\.(?:csv|tsv)$/i.test(name) && !name.startsWith('.')

interface Folder {
  readonly files: readonly string[]
  readonly folders: readonly string[]
}

/** The names in a folder; what a symbolic link leads to is judged when it is read as a file. */
function open(folder: string): Folder {
  let found: Dirent[]
  try {
    found = readdirSync(folder, { withFileTypes: true })
  } catch {
    return { files: [], folders: [] }
  }
  const names = (isFolder: boolean): string[] => found.flatMap((one) => (one.isDirectory() === isFolder ? [one.name] : [])).sort(byName)
  return { files: names(false), folders: names(true) }
}

function markdownIn(files: readonly string[]): string[] {
  const place = (name: string): number => leading.indexOf(name.toLowerCase())
  const documents = files.filter(isMarkdown)
  const known = documents.filter((name) => place(name) >= 0).sort((one, other) => place(one) - place(other))
  return [...known, ...documents.filter((name) => place(name) < 0)]
}

const wantedIn = (folder: string, inside: string, isWanted: (name: string) => boolean): string[] =>
  open(join(folder, inside)).files.flatMap((name) => (isWanted(name) ? [`${inside}/${name}`] : []))

/** Markdown files below a folder, at most `depth` folders down. */
function markdownBelow(folder: string, inside: string, depth: number): string[] {
  const { files, folders } = open(join(folder, inside))
  const own = files.filter(isMarkdown).map((name) => `${inside}/${name}`)
  return depth === 0 ? own : [...own, ...folders.flatMap((name) => markdownBelow(folder, `${inside}/${name}`, depth - 1))]
}

/**
 * The documents of a folder in the order that they are read, as paths relative to it: its Markdown files, and what the layout of a tool
 * adds or leaves out. Backlog.md has tasks, completed tasks and milestones in folders; Task Master a tasks.json; a change of OpenSpec
 * specifications below it; a feature of Spec Kit research beside it, which is left out. Without Markdown: CSV files.
 */
export function documentsIn(folder: string): string[] {
  const { files, folders } = open(folder)
  const has = (name: string): boolean => files.includes(name)
  const tasks = folders.includes('tasks') ? wantedIn(folder, 'tasks', (name) => taskFile.test(name)) : []
  if (tasks.length > 0)
    return [
      ...tasks,
      ...wantedIn(folder, 'completed', (name) => taskFile.test(name)),
      ...wantedIn(folder, 'milestones', (name) => isMarkdown(name) && !/^readme\./i.test(name)),
    ]
  const documents = markdownIn(files)
  // The files of single tasks beside a tasks.json are made from it.
  if (has('tasks.json') && (documents.length === 0 || basename(folder) === 'tasks')) return ['tasks.json']
  if (documents.length === 0 && folders.includes('tasks') && open(join(folder, 'tasks')).files.includes('tasks.json'))
    return ['tasks/tasks.json']
  if (has('proposal.md')) return [...documents, ...markdownBelow(folder, 'specs', 4)]
  if (has('spec.md') && (has('plan.md') || has('tasks.md'))) return documents.filter((name) => !besidePlan.test(name))
  return documents.length > 0 ? documents : files.filter(isTable)
}

/** Folders below one without documents that have some: what a person may have meant. At most five, none deeper than three. */
export function foldersWithDocuments(folder: string): string[] {
  const found: string[] = []
  let level = ['']
  for (let depth = 0; depth < 3 && level.length > 0 && found.length === 0; depth++) {
    const next = level.slice(0, 50).flatMap((inside) =>
      open(join(folder, inside))
        .folders.filter((name) => !['archive', 'node_modules', '.git'].includes(name))
        .map((name) => (inside === '' ? name : `${inside}/${name}`)),
    )
    found.push(...next.slice(0, 50).filter((inside) => documentsIn(join(folder, inside)).length > 0))
    level = next
  }
  return found.slice(0, 5)
}
