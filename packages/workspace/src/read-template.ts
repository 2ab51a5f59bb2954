import { lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnostic, type SourceFile } from '@refractor/core'
import { fileProblem } from './find-path.ts'
import { runGit } from './git-process.ts'

/** The most that a template may hold; a folder with more is not meant to be one. */
const limits = { files: 300, fileBytes: 512 << 10, bytes: 4 << 20, depth: 16 } as const

/** The files of a template, template.yaml among them, sorted; paths are relative to its folder. */
export type TemplateRead =
  | { readonly ok: true; readonly files: readonly SourceFile[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const invalid = (message: string, help: string): Diagnostic => diagnostic('template/invalid', message, { help })

class Reading {
  readonly files: SourceFile[] = []
  readonly diagnostics: Diagnostic[] = []
  readonly #label: string
  #bytes = 0

  constructor(label: string) {
    this.#label = label
  }

  refuse(path: string, because: string): void {
    this.diagnostics.push(invalid(`template ${this.#label}: ${path} cannot be used, ${because}`, `remove ${path} from the template`))
  }

  /** False when there is more than a template may hold; then the reading stops. */
  add(path: string, bytes: Uint8Array): boolean {
    this.#bytes += bytes.length
    if (this.files.length >= limits.files || this.#bytes > limits.bytes) {
      const most = `${limits.files} files and ${limits.bytes >> 20} MiB`
      this.diagnostics.push(
        invalid(`template ${this.#label} is too large: at most ${most} are read`, 'name the folder that holds template.yaml'),
      )
      return false
    }
    if (bytes.length > limits.fileBytes) this.refuse(path, `it is larger than ${limits.fileBytes >> 10} KiB`)
    else {
      try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
        if (text.includes('\0')) this.refuse(path, 'it is not text')
        else this.files.push({ path, text })
      } catch {
        this.refuse(path, 'it is not UTF-8 text')
      }
    }
    return true
  }

  result(): TemplateRead {
    if (this.diagnostics.length > 0) return { ok: false, diagnostics: this.diagnostics }
    return { ok: true, files: this.files.sort((a, b) => (a.path < b.path ? -1 : 1)) }
  }
}

/** Every file of a folder as it is on disk. Links are refused, not followed: a template holds only what it shows. */
function readFolder(reading: Reading, root: string): void {
  const pending = [{ folder: '', depth: 0 }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { folder, depth } = next
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.name === '.git') continue
      if (entry.isDirectory() && depth < limits.depth) pending.push({ folder: path, depth: depth + 1 })
      else if (!entry.isFile()) reading.refuse(path, entry.isSymbolicLink() ? 'it is a symbolic link' : 'it is neither a file nor a folder')
      else if (lstatSync(join(root, path)).size > limits.bytes) reading.refuse(path, `it is larger than ${limits.fileBytes >> 10} KiB`)
      else if (!reading.add(path, readFileSync(join(root, path)))) return
    }
  }
}

/** Every file of the commit that HEAD of a repository names. */
function readHeadTree(reading: Reading, root: string): Diagnostic | undefined {
  const list = runGit(root, ['ls-tree', '-r', '-z', '--full-tree', 'HEAD'])
  if (!list.ok) return diagnostic('git/unavailable', `git cannot read the template: ${list.problem}`, { help: 'git log -1' })
  for (const line of list.stdout.split('\0')) {
    const [, mode, type, oid, path] = /^(\d+) (\w+) ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? []
    if (mode === undefined || type === undefined || oid === undefined || path === undefined) continue
    if (type !== 'blob' || mode === '120000') {
      reading.refuse(path, type === 'blob' ? 'it is a symbolic link' : 'it is another repository')
      continue
    }
    const blob = runGit(root, ['cat-file', 'blob', oid])
    if (!blob.ok) return diagnostic('git/unavailable', `git cannot read ${path} of the template: ${blob.problem}`, { help: 'git fsck' })
    // Bytes that are no UTF-8 come as replacement characters: they are refused like any other binary file.
    if (blob.stdout.includes('\ufffd')) reading.refuse(path, 'it is not UTF-8 text')
    else if (!reading.add(path, new TextEncoder().encode(blob.stdout))) return undefined
  }
  return undefined
}

/**
 * Reads a template: a folder with a template.yaml as it is on disk, or the last commit of a repository that has no
 * working tree. `label` is how the caller names it. Writes nothing, follows no link, uses no network.
 */
export function readTemplate(folder: string, label: string): TemplateRead {
  const reading = new Reading(label)
  const nothing = invalid(`there is no template ${label}`, 'name a folder with a template.yaml, or see refractor template list')
  try {
    const root = realpathSync.native(folder)
    if (lstatSync(join(root, 'template.yaml'), { throwIfNoEntry: false }) !== undefined) {
      readFolder(reading, root)
      return reading.result()
    }
    const bare = runGit(root, ['rev-parse', '--is-bare-repository'])
    if (!bare.ok || bare.stdout.trim() !== 'true') return { ok: false, diagnostics: [nothing] }
    const problem = readHeadTree(reading, root)
    if (problem !== undefined) return { ok: false, diagnostics: [problem] }
    const read = reading.result()
    return read.ok && !read.files.some(({ path }) => path === 'template.yaml') ? { ok: false, diagnostics: [nothing] } : read
  } catch (error) {
    const missing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
    return {
      ok: false,
      diagnostics: [missing ? nothing : invalid(`template ${label} cannot be read: ${fileProblem(error)}`, 'check its permissions')],
    }
  }
}
