// Writes the JSON Schemas that editors use for this repository's own YAML files. A test fails when they are out of date.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

register()
const { jsonSchema, schemas } = await import('../packages/core/src/schema/registry.ts')
const folder = fileURLToPath(new URL('../.refractor/schema/', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const name of Object.keys(schemas)) writeFileSync(`${folder}${name}.schema.json`, `${JSON.stringify(jsonSchema(name), null, 2)}\n`)
