import type { Answer } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { findTemplate, shippedNames } from '../templates.ts'

/** The templates and examples that come with the tool. */
export async function run({ command, cwd }: CommandContext): Promise<Answer> {
  const templates: { name: string; kind: string; title: string }[] = []
  for (const kind of ['template', 'example'] as const)
    for (const name of shippedNames(kind)) {
      const lookup = await findTemplate(name, kind, cwd)
      if (lookup.ok) templates.push({ name, kind, title: lookup.found.manifest.title })
    }
  return { command, diagnostics: [], data: { templates } }
}
