import { diagnostic, planInit } from '@refractor/core'
import { discover, readIdentity } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { readInitFolder } from '../init-folder.ts'
import { mutate } from '../mutate.ts'

export interface InitOptions {
  readonly id?: string
  readonly name?: string
}

/** Characters that an id may hold; the schema says the same and more, but it is not loaded for one word. */
const idPattern = /^[^\s/\\\p{Control}]+$/u

/** Starts a workspace in the working folder: asks nothing, overwrites nothing. */
export async function run(context: CommandContext, _args: readonly string[], options: InitOptions): Promise<Answer> {
  const { command, cwd } = context
  const discovery = discover(cwd)
  if (discovery.ok)
    return refused(command, [
      diagnostic('workspace/exists', `there is a workspace already: ${discovery.root}`, { help: 'refractor status' }),
    ])
  if (options.id !== undefined && (!idPattern.test(options.id) || options.id.length > 128)) {
    return refused(command, [
      diagnostic('cli/usage', `${JSON.stringify(options.id)} cannot be an id`, { help: 'use letters, digits, dots and dashes' }),
    ])
  }
  const { jsonSchema, schemas } = await import('@refractor/core/schema')
  const names = Object.keys(schemas) as (keyof typeof schemas)[]
  const texts = Object.fromEntries(names.map((name) => [name, `${JSON.stringify(jsonSchema(name), null, 2)}\n`]))
  const paths = [
    '.gitignore',
    '.gitattributes',
    'inbox/.gitkeep',
    'outbox/.gitkeep',
    'docs/evidence/.gitkeep',
    ...names.map((name) => `.refractor/schema/${name}.schema.json`),
  ]
  const folder = readInitFolder(cwd, paths)
  const owner = readIdentity(cwd)?.name
  const plan = planInit({
    id: options.id ?? folder.id,
    name: options.name ?? (options.id === undefined ? folder.name : options.id),
    ...(owner !== undefined && { owner }),
    schemas: texts,
    existing: folder.existing,
  })
  return mutate(context, { ok: true, plan, diagnostics: [] }, { root: cwd, next: 'refractor status' })
}
