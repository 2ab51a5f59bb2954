import { filesIn, inManifest, manifestsOf } from '../link/file-manifest.ts'
import { nameOf } from '../link/named-documents.ts'
import { placeOf, type RecordSource } from '../link/planned-place.ts'
import type { Entry, Program } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

type Sourced = Entry<{ readonly source?: RecordSource | undefined }>

/** What a record makes: not the documents that it reads, nor its notes. */
function textsOf(program: Program): (readonly [Sourced, readonly string[]])[] {
  const tasks = [...program.tasks.values()].map((task) => {
    const { title, outputs = [], attributes = {} } = task.record
    return [task, [title, ...outputs, ...Object.values(attributes).flat()]] as const
  })
  const components = [...program.components.values()].map((component) => {
    const { id, title = '', path = '' } = component.record
    return [component, [id, title, path]] as const
  })
  return [...tasks, ...components]
}

/** A file that a task or a component names, in a plan that lists all of its files, and this one not. */
export const notInManifest = defineRule({
  code: 'plan/not-in-manifest',
  find(program, report) {
    const manifests = manifestsOf(program)
    if (manifests.length === 0) return
    const isListed = inManifest(manifests)
    const told = new Set<string>()
    for (const [entry, texts] of textsOf(program))
      for (const path of texts.flatMap(filesIn)) {
        const name = nameOf(path)
        if (isListed(path) !== false || told.has(name)) continue
        told.add(name)
        report(`${entry.id} names ${path}, which is not in ${manifests.map(({ id }) => id).join(', ')}`, {
          ...placeOf(entry, 'id'),
          help: `add ${path} to gate ${manifests[0]?.id}, or correct the name`,
        })
      }
  },
})
