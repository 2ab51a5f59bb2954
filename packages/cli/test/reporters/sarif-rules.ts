import { Ajv2020 } from 'ajv/dist/2020.js'

const text = { type: 'string', minLength: 1 }
const object = (required: readonly string[], properties: Readonly<Record<string, object>>): object => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
})
const message = object(['text'], { text })
const region = object(['startLine'], {
  startLine: { type: 'integer', minimum: 1 },
  startColumn: { type: 'integer', minimum: 1 },
  endLine: { type: 'integer', minimum: 1 },
  endColumn: { type: 'integer', minimum: 1 },
})
const place = {
  physicalLocation: object(['artifactLocation'], {
    // A URI reference: no character that has to be written as a code.
    artifactLocation: object(['uri'], { uri: { type: 'string', pattern: "^[A-Za-z0-9._~!*'()/%-]+$" }, uriBaseId: text }),
    region,
  }),
}
const properties = { type: 'object' }
const rule = object(['id'], { id: text, shortDescription: message, help: message, properties })
const result = object(['message', 'ruleId', 'ruleIndex'], {
  ruleId: text,
  ruleIndex: { type: 'integer', minimum: 0 },
  kind: { const: 'fail' },
  level: { enum: ['error', 'warning', 'note'] },
  message,
  locations: { type: 'array', items: object([], place) },
  relatedLocations: { type: 'array', items: object([], { ...place, id: { type: 'integer', minimum: 0 }, message }) },
  partialFingerprints: { type: 'object', minProperties: 1, additionalProperties: text },
  suppressions: {
    type: 'array',
    items: object(['kind'], {
      kind: { enum: ['inSource', 'external'] },
      status: { enum: ['accepted', 'underReview', 'rejected'] },
      justification: text,
    }),
  },
  properties,
})
const run = object(['tool', 'results'], {
  tool: object(['driver'], {
    driver: object(['name'], { name: text, version: text, rules: { type: 'array', items: rule, uniqueItems: true } }),
  }),
  automationDetails: object(['id'], { id: text }),
  invocations: {
    type: 'array',
    items: object(['executionSuccessful'], {
      executionSuccessful: { type: 'boolean' },
      exitCode: { type: 'integer' },
      endTimeUtc: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' },
    }),
  },
  columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
  results: { type: 'array', items: result },
  properties,
})

/** The part of SARIF 2.1.0 (OASIS, section 3) that a report uses: required properties, types, ranges, and nothing that is not defined. */
const schema = object(['version', 'runs'], {
  $schema: { type: 'string', pattern: '^https://' },
  version: { const: '2.1.0' },
  runs: { type: 'array', minItems: 1, items: run },
})

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema)

/** What a log breaks of these rules, as text; empty for a good one. */
export const sarifProblems = (log: unknown): string[] =>
  validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message: problem }) => `${instancePath} ${problem}`)
