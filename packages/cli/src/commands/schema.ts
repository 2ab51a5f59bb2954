import { diagnostic, nearest } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { CommandContext } from '../context.ts'

/** The JSON Schema of one kind of file; without a name, the names. */
export async function run({ command }: CommandContext, [name]: readonly string[]): Promise<Answer> {
  const { jsonSchema, schemas } = await import('@refractor/core/schema')
  const names = Object.keys(schemas) as (keyof typeof schemas)[]
  if (name === undefined) return { command, diagnostics: [], data: { names, text: names.join('\n') } }
  const known = names.find((one) => one === name)
  if (known === undefined) {
    const expected = nearest(name, names)
    return refused(command, [
      diagnostic('cli/usage', `there is no schema ${name}`, {
        help: `use one of: ${names.join(', ')}`,
        expected: expected.length > 0 ? expected : names,
      }),
    ])
  }
  const schema = jsonSchema(known)
  return { command, diagnostics: [], data: { name: known, schema, text: JSON.stringify(schema, null, 2) } }
}
