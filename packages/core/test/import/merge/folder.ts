import { expect } from 'vitest'
import type { ImportedProgram } from '../../../src/import/imported.ts'
import { baselinePath } from '../../../src/import/merge/baseline.ts'
import { type PlannedMerge, planMerge } from '../../../src/import/merge/plan-merge.ts'
import { type PlannedImport, planImport } from '../../../src/import/write/plan-import.ts'
import { loadRecord } from '../../../src/load/record.ts'
import type { SourceFile } from '../../../src/load/source.ts'
import type { SchemaName } from '../../../src/schema/registry.ts'
import { orchard } from '../write/imported-sample.ts'

const folders = { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }

const schemaOf = (path: string): SchemaName | undefined => {
  const name = /^specification\/(phases\/)?([^/]+)\.yaml$/.exec(path)
  return name === null || name[2] === 'policy' ? undefined : name[1] ? 'phase' : (name[2] as SchemaName)
}

/** A workspace in memory: what an import wrote, and what people made of it. */
export class Folder {
  readonly texts = new Map<string, string>()

  apply(planned: PlannedImport): this {
    if (!planned.ok) throw new Error(planned.diagnostics.map((one) => one.message).join('\n'))
    for (const step of planned.plan.steps) if ('text' in step) this.texts.set(step.path, step.text)
    return this
  }

  edit(path: string, from: string, to: string): void {
    const text = this.texts.get(path) ?? ''
    expect(text).toContain(from)
    this.texts.set(path, text.replace(from, to))
  }

  merge(imported: ImportedProgram, options: { prune?: boolean; documents?: readonly SourceFile[] } = {}): PlannedMerge {
    const current = [...this.texts].flatMap(([path, text]) => {
      const schema = schemaOf(path)
      if (schema === undefined) return []
      const loaded = loadRecord(schema, { path, text })
      expect(loaded.diagnostics).toEqual([])
      return [{ path, schema, value: loaded.record as Record<string, unknown>, source: loaded.source }]
    })
    const path = baselinePath('specification', 'orchard')
    const text = this.texts.get(path)
    return planMerge(imported, {
      folders,
      schemas: {},
      current,
      baseline: text === undefined ? undefined : { path, text },
      documents: options.documents ?? [],
      inbox: Object.fromEntries([...this.texts].filter(([path]) => path.startsWith('inbox/'))),
      prune: options.prune ?? false,
    })
  }
}

export const phasePath = 'specification/phases/P0.yaml'
export const start = (): Folder => new Folder().apply(planImport(orchard(), { folders, schemas: {}, documents: [] }))

// biome-ignore lint/suspicious/noExplicitAny: plans are changed in ways that their types do not foresee
export type Changeable = any

/** The plan, changed. */
export function revised(
  change: (plan: ImportedProgram & { phases: Changeable; tasks: Changeable; risks: Changeable }) => void,
): ImportedProgram {
  const plan = structuredClone(orchard())
  change(plan as never)
  return plan
}
