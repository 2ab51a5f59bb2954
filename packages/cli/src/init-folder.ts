import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What a folder tells about the program that is begun in it. */
export interface InitFolder {
  readonly id: string
  readonly name: string
  /** Text of the files that a new workspace would add to or leave alone, by path. */
  readonly existing: Readonly<Record<string, string>>
}

function read(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch {
    return undefined
  }
}

/** The name of the repository that the folder was cloned from; a folder may be called anything, so this comes first. */
function originName(root: string): string | undefined {
  const origin = /^\s*\[remote "origin"\][^[]*?^\s*url\s*=\s*(.+)$/m.exec(read(root, '.git/config') ?? '')?.[1]
  return origin
    ?.trim()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split(/[/:]/)
    .at(-1)
}

const idOf = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}._-]+/gu, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
    .slice(0, 128)

function nameOf(name: string): string {
  const words = name.replace(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Reads what `init` has to know; writes nothing. */
export function readInitFolder(root: string, paths: readonly string[]): InitFolder {
  const source = originName(root) || basename(root)
  const existing = Object.fromEntries(
    paths.flatMap((path) => [[path, read(root, path)] as const]).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  return { id: idOf(source) || 'program', name: nameOf(source) || 'Program', existing }
}
