import { z } from 'zod'
import { Format, PathPattern, Text } from './scalars.ts'

export const Placeholder = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,63}$/)
    .meta({ description: 'The word between the braces: {{key}} stands for the value, in files and in their names.' }),
  prompt: Text.meta({ description: 'What a person is asked.' }),
  type: z
    .enum(['text', 'number'])
    .optional()
    .meta({ description: 'Default text. Where "{{key}}" is a whole scalar, a number loses its quotes.' }),
  default: Text.optional().meta({
    description: 'Without one the value must be given. The keys id, name, owner and start have the defaults of init.',
  }),
  pattern: Text.optional().meta({ description: 'A regular expression that the whole value must match.' }),
})
export type Placeholder = z.infer<typeof Placeholder>

/** template.yaml: what a folder of files must say to be a template. */
export const TemplateFile = z
  .strictObject({
    format: Format,
    name: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
    title: Text,
    description: Text.optional(),
    placeholders: z.array(Placeholder).max(64).optional(),
    leaveOut: z
      .array(PathPattern)
      .optional()
      .meta({ description: 'Files of the folder that are not written: its own README, its licence.' }),
    next: Text.optional().meta({ description: 'The command to run after init, without the leading refractor.' }),
  })
  .meta({ id: 'template', description: 'template.yaml: a folder of files that init can start a workspace from.' })
export type TemplateFile = z.infer<typeof TemplateFile>
