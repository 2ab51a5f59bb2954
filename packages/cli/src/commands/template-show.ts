import { type Answer, refused } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { findTemplate, shippedNames } from '../templates.ts'

/** What a template is for, what it asks, and what it writes. */
export async function run(
  { command, cwd }: CommandContext,
  [name = '']: readonly string[],
  { example }: { readonly example?: boolean },
): Promise<Answer> {
  const isExample = !shippedNames('template').includes(name) && shippedNames('example').includes(name)
  const kind = example === true || isExample ? 'example' : 'template'
  const lookup = await findTemplate(name, kind, cwd)
  if (!lookup.ok) return refused(command, lookup.diagnostics)
  const { manifest, template } = lookup.found
  const { title, description = '', next = 'status' } = manifest
  return {
    command,
    diagnostics: [],
    data: {
      name,
      kind,
      title,
      description,
      placeholders: template.placeholders,
      files: template.files.map(({ path }) => path),
      next: `refractor init --${kind} ${name}`,
      afterwards: `refractor ${next}`,
    },
  }
}
