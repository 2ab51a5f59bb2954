import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { jsonSchema, type SchemaName, schemas } from '../../src/schema/registry.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const names = Object.keys(schemas) as SchemaName[]

/** An independent validator: what an editor's language server would say. */
const validator = (name: SchemaName) => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  return ajv.compile(jsonSchema(name))
}

describe('the JSON Schemas', () => {
  test.each(names)('%s compiles, is draft-07 and says what it is', (name) => {
    const schema = jsonSchema(name)
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
    expect(schema.description).toBeTypeOf('string')
    expect(() => validator(name)).not.toThrow()
  })

  test.each(names)('.refractor/schema/%s.schema.json is current', (name) => {
    expect(JSON.parse(readFileSync(join(root, `.refractor/schema/${name}.schema.json`), 'utf8'))).toEqual(jsonSchema(name))
  })
})

describe('the files of this repository', () => {
  const files: [string, SchemaName][] = [
    ['refractor.yaml', 'workspace'],
    ...readdirSync(join(root, 'specification'))
      .filter((file) => file.endsWith('.yaml'))
      .map((file): [string, SchemaName] => [`specification/${file}`, file.replace('.yaml', '') as SchemaName]),
    ...readdirSync(join(root, 'specification/phases')).map((file): [string, SchemaName] => [`specification/phases/${file}`, 'phase']),
  ]
  test.each(files)('%s is valid against %s', (file, name) => {
    const text = readFileSync(join(root, file), 'utf8')
    const validate = validator(name)
    validate(parse(text))
    expect(validate.errors ?? []).toEqual([])
    expect(text.split('\n')[0]).toMatch(
      new RegExp(`^# yaml-language-server: \\$schema=(\\.\\./)*\\.refractor/schema/${name}\\.schema\\.json$`),
    )
  })
  test('there are eight phases', () => {
    expect(files.filter(([, name]) => name === 'phase')).toHaveLength(8)
  })
})

describe('an editor sees the mistake', () => {
  test.each<[string, SchemaName, unknown]>([
    ['a misspelt key', 'phase', { format: 1, id: 'P0', title: 't', milestone: [] }],
    ['a missing title', 'phase', { format: 1, id: 'P0' }],
    ['an id that is a number', 'phase', { format: 1, id: 0.1, title: 't' }],
    ['a wrong level', 'gates', { format: 1, gates: [{ id: 'g', criteria: [{ id: 'c', statement: 's', level: 'maybe' }] }] }],
  ])('%s', (_, name, value) => {
    expect(validator(name)(value)).toBe(false)
  })
})
