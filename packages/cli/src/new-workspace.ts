import { type InitFolder, readInitFolder } from './init-folder.ts'

/** What a new workspace in a folder starts from: what is there already, and the schemas for editors. */
export interface NewWorkspace extends InitFolder {
  readonly schemas: Readonly<Record<string, string>>
}

/** JSON Schemas as text, by the name of the kind of file. */
export async function schemaTexts(): Promise<Readonly<Record<string, string>>> {
  const { jsonSchema, schemas } = await import('@refractor/core/schema')
  const names = Object.keys(schemas) as (keyof typeof schemas)[]
  return Object.fromEntries(names.map((name) => [name, `${JSON.stringify(jsonSchema(name), null, 2)}\n`]))
}

/** Reads what a folder has of a new workspace; writes nothing. */
export async function readNewWorkspace(root: string): Promise<NewWorkspace> {
  const schemas = await schemaTexts()
  const around = ['.gitignore', '.gitattributes', 'inbox/.gitkeep', 'outbox/.gitkeep', 'docs/evidence/.gitkeep']
  return { ...readInitFolder(root, [...around, ...Object.keys(schemas).map((name) => `.refractor/schema/${name}.schema.json`)]), schemas }
}
