// Writes the JSON Schemas that editors use for this repository's own YAML files; `--check` only compares.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

register()
const { jsonSchema, schemas } = await import('../packages/core/src/schema/registry.ts')
const folder = fileURLToPath(new URL('../.refractor/schema/', import.meta.url))
const onlyCheck = process.argv.includes('--check')

const readText = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

mkdirSync(folder, { recursive: true })
const names = Object.keys(schemas)
for (const name of names) {
  const file = `${folder}${name}.schema.json`
  const text = `${JSON.stringify(jsonSchema(name), null, 2)}\n`
  if (!onlyCheck) writeFileSync(file, text)
  else if (readText(file) !== text) {
    console.log(`.refractor/schema/${name}.schema.json is out of date; run: node scripts/write-schemas.mjs`)
    process.exitCode = 1
  }
}
console.log(`${names.length} schemas`)
