import { closeSync, constants, existsSync, ftruncateSync, lstatSync, openSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { type Format, formats } from './common-options.ts'

export interface Outputs {
  /** Where the answer goes instead of standard output. */
  readonly file?: string
  /** Where copies of it go, each in a format of its own. */
  readonly copies: readonly { readonly format: Format; readonly file: string }[]
}

/** `FILE` takes the answer, `FORMAT=FILE` a copy of it. */
export function outputsOf(given: readonly string[] = []): Outputs {
  const copies: { format: Format; file: string }[] = []
  let file: string | undefined
  for (const one of given) {
    const format = formats.find((name) => one.startsWith(`${name}=`))
    if (format === undefined) file = one
    else copies.push({ format, file: one.slice(format.length + 1) })
  }
  return { ...(file !== undefined && { file }), copies }
}

/** The first symbolic link on the way from a folder to a path inside it. */
export function linkOnTheWay(folder: string, path: string): string | undefined {
  const steps = relative(folder, path).split(sep)
  if (steps[0] === '..' || steps[0] === '') return undefined
  let at = folder
  for (const step of steps) {
    at = resolve(at, step)
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) return at
  }
  return undefined
}

/** A pipe or a device: /dev/stdout and the like are links, and meant. */
function isStream(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats !== undefined && !stats.isFile() && !stats.isDirectory()
}

/**
 * True when a path leads into a `.git` folder, or is `.git` itself, however it is written: git would run or believe what is put there.
 * A workspace that lies in such a folder may still be written in.
 */
function isOfGit(root: string, path: string): boolean {
  const real = (one: string): string => (existsSync(one) ? realpathSync.native(one) : one)
  const ways = [
    [root, path],
    [real(root), join(real(dirname(path)), basename(path))],
  ] as const
  return ways.some(([base, way]) => {
    const inside = relative(base, way)
    const outside = isAbsolute(inside) || inside.split(sep)[0] === '..'
    return (outside ? way : inside).split(sep).some((part) => /^\.git[ .]*(?::|$)/i.test(part))
  })
}

const unwritable = (file: string, why: string): Diagnostic =>
  diagnostic('cli/usage', `cannot write ${file} (${why})`, { help: 'name a file in a folder that exists and can be written' })

/**
 * Writes an output, or says why it was not written. A change can plant a link where a job writes its report; so a link is followed
 * neither below the working folder or the workspace nor at the end of the path, unless it leads to a pipe or a device.
 */
export function writeOutput(cwd: string, file: string, text: string | Uint8Array, root = cwd): Diagnostic | undefined {
  const path = resolve(cwd, file)
  try {
    if (isOfGit(root, path)) {
      return diagnostic('workspace/unsafe-path', `${file} is not written: it lies in a .git folder`, {
        help: 'name a file outside of .git',
      })
    }
    if (isStream(path)) {
      writeFileSync(path, text)
      return undefined
    }
    const link = linkOnTheWay(root, path) ?? linkOnTheWay(cwd, path) ?? linkOnTheWay(dirname(path), path)
    if (link !== undefined) {
      const name = relative(cwd, link)
      return diagnostic('workspace/unwritable', `${file} is not written: ${name} is a symbolic link`, {
        help: 'remove the link, or name another file',
      })
    }
    // No truncation before it is known what was opened.
    const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o666)
    try {
      ftruncateSync(descriptor)
      writeFileSync(descriptor, text)
    } finally {
      closeSync(descriptor)
    }
    return undefined
  } catch (error) {
    return unwritable(file, (error as NodeJS.ErrnoException).code ?? 'unknown')
  }
}
