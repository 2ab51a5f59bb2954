import { readdirSync } from 'node:fs'
import { join, normalize, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Diagnostic, diagnostic, matcher, nearest, type SourceFile, type Template, type TemplateFile } from '@refractor/core'
import { readTemplate } from '@refractor/workspace'

export type TemplateKind = 'template' | 'example'

/** A template, and what it says of itself. */
export interface FoundTemplate {
  readonly manifest: TemplateFile
  readonly template: Template
}

export type TemplateLookup =
  | { readonly ok: true; readonly found: FoundTemplate }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** They lie beside the folder of the sources, and beside that of the built program. */
const shippedFolder = (kind: TemplateKind): string => fileURLToPath(new URL(`../${kind}s/`, import.meta.url))

/** The names of the templates, or examples, that come with the tool. */
export const shippedNames = (kind: TemplateKind): readonly string[] => readdirSync(shippedFolder(kind)).sort()

/** A folder is given as a path: with a slash, or with a dot in front. Everything else is a name. */
const isPath = (name: string): boolean => /[/\\]|^[.~]/.test(name)

async function read(folder: string, label: string): Promise<TemplateLookup> {
  const reading = readTemplate(folder, label)
  if (!reading.ok) return reading
  const { loadRecord } = await import('@refractor/core/load')
  const source = reading.files.find(({ path }) => path === 'template.yaml') as SourceFile
  const { record: manifest, diagnostics } = loadRecord('template', { path: `${label}/template.yaml`, text: source.text })
  if (manifest === undefined) return { ok: false, diagnostics }
  const isLeftOut = matcher(manifest.leaveOut ?? [])
  const files = reading.files.filter((file) => file !== source && !isLeftOut(file.path))
  return { ok: true, found: { manifest, template: { name: manifest.name, placeholders: manifest.placeholders ?? [], files, label } } }
}

/** The template of that name, or in that folder (a path relative to the working folder). */
export async function findTemplate(name: string, kind: TemplateKind, cwd: string): Promise<TemplateLookup> {
  const names = shippedNames(kind)
  if (names.includes(name)) return read(join(shippedFolder(kind), name), name)
  if (kind === 'template' && isPath(name)) return read(resolve(cwd, name), normalize(name).replaceAll('\\', '/').replace(/\/+$/, ''))
  const close = nearest(name, names)
  const path = kind === 'template' ? '; a folder of your own is given with a slash, as in ./my-template' : ''
  const other = kind === 'template' ? 'example' : 'template'
  const isOther = shippedNames(other).includes(name)
  return {
    ok: false,
    diagnostics: [
      diagnostic('cli/usage', `there is no ${kind} ${name}`, {
        help: isOther
          ? `${name} is ${other === 'example' ? 'an example' : 'a template'}: refractor init --${other} ${name}`
          : close.length > 0
            ? `did you mean ${close.join(' or ')}? See refractor template list`
            : `use one of: ${names.join(', ')}${path}`,
        expected: close.length > 0 ? close : names,
      }),
    ],
  }
}
