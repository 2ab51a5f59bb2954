import { lstatSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { readSnapshot } from '@refractor/workspace'

/** What init is told about the program that it is to begin. */
interface Asked {
  readonly id?: string
  readonly name?: string
  readonly template?: string
  readonly example?: string
}

function exists(root: string, path: string): boolean {
  try {
    lstatSync(join(root, path))
    return true
  } catch {
    return false
  }
}

/** Every file of the template is there, whatever has become of it. */
async function hasFilesOf(root: string, { template, example }: Asked): Promise<boolean> {
  const name = template ?? example
  if (name === undefined) return true
  const { findTemplate } = await import('./templates.ts')
  const lookup = await findTemplate(name, example === undefined ? 'template' : 'example', root)
  return lookup.ok && lookup.found.template.files.every(({ path }) => path.includes('{{') || exists(root, path))
}

/** True when the workspace of this very folder is what init would make: of this program, of this template. Then there is nothing to do. */
export async function isMadeAlready(root: string, cwd: string, asked: Asked): Promise<boolean> {
  if (realpathSync(root) !== realpathSync(cwd)) return false
  const { programs } = await readSnapshot(root)
  const main = programs.find((one) => one.isDefault) ?? programs[0]
  const record = main?.program?.file.record
  if (main === undefined || record === undefined) return false
  if ((asked.id ?? main.id) !== main.id || (asked.name ?? record.name) !== record.name) return false
  return hasFilesOf(root, asked)
}
