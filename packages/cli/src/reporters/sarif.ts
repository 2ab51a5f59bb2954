import type { CriterionResult, Diagnostic, GateResult, Location, Severity } from '@refractor/core'
import { because, comparison } from './gate-words.ts'
import { oneLine, printable, printableDeep, withoutCommands } from './printable.ts'
import type { Reporter } from './reporter.ts'

interface Rule {
  readonly id: string
  readonly shortDescription: { readonly text: string }
  readonly help?: { readonly text: string }
  readonly properties?: Readonly<Record<string, string | readonly string[]>>
}

interface Found {
  readonly rule: Rule
  readonly level: 'error' | 'warning' | 'note'
  readonly text: string
  readonly location: Location | undefined
  readonly related?: readonly { readonly message: string; readonly location: Location }[]
  /** Tells a finding from others of its rule; no line numbers, so that it stays the same when lines move. */
  readonly fingerprint: string
  readonly waiver?: CriterionResult['waiver']
  readonly properties: Readonly<Record<string, string>>
}

const levels: Record<Severity, Found['level']> = { error: 'error', warning: 'warning', info: 'note' }

/** A path as a URI reference: every character that means something in a URI is written as a code. */
const uriOf = (path: string): string => path.split('/').map(encodeURIComponent).join('/')

function place({ file, line, column, endLine, endColumn }: Location, prefix: string): object {
  const startLine = Math.max(1, line)
  const startColumn = Math.max(1, column)
  const isForward = endLine !== undefined && (endLine > startLine || (endLine === startLine && (endColumn ?? 0) >= startColumn))
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(prefix + printable(file)), uriBaseId: '%SRCROOT%' },
      region: { startLine, startColumn, ...(isForward && { endLine, ...(endColumn !== undefined && { endColumn }) }) },
    },
  }
}

function ofDiagnostic({ code, severity, message, help, location, related }: Diagnostic): Found {
  return {
    rule: { id: code, shortDescription: { text: code }, help: { text: `refractor explain ${code}` } },
    level: levels[severity],
    text: help === undefined ? message : `${message}\n${help}`,
    location,
    ...(related !== undefined && { related }),
    fingerprint: [code, location?.file ?? '', message].join('\n'),
    properties: {},
  }
}

/** A criterion is a rule, and what keeps it from being met is a result. A waived one is a result that is suppressed. */
function ofCriterion(gate: GateResult, one: CriterionResult): Found[] {
  if (one.outcome === 'met' || one.outcome === 'not-applicable') return []
  const { waiver } = one
  const shown = waiver === undefined ? one : { ...one, ...waiver.covered }
  const text = [`${one.id} is ${shown.outcome}: ${because(shown as CriterionResult)}`, comparison(one), one.fix]
  return [
    {
      rule: {
        id: `${gate.program}/${one.id}`,
        shortDescription: { text: oneLine(one.statement) },
        properties: { tags: ['gate', one.kind] },
      },
      level: one.level === 'required' ? 'error' : 'note',
      text: text.filter((line) => line !== undefined).join('\n'),
      location: one.location,
      fingerprint: [gate.program, gate.id, one.id].join('\n'),
      waiver,
      properties: { gate: gate.id, outcome: one.outcome, ...(one.reason !== undefined && { reason: one.reason }), level: one.level },
    },
  ]
}

/** A gate that is not met although none of its criteria stands in the way: it has nothing to be decided on. */
function ofGate(gate: GateResult): Found[] {
  const found = gate.criteria.flatMap((one) => ofCriterion(gate, one))
  if (gate.verdict === 'met' || found.some((one) => one.level === 'error' && one.waiver === undefined)) return found
  const rule = { id: `${gate.program}/${gate.id}`, shortDescription: { text: oneLine(gate.title) || gate.id } }
  const fingerprint = [gate.program, gate.id, ''].join('\n')
  const text = `gate ${gate.id} is ${gate.verdict}`
  return [...found, { rule, level: 'error', text, location: gate.location, fingerprint, properties: { gate: gate.id } }]
}

function result(one: Found, ruleIndex: number, prefix: string): object {
  return {
    ruleId: one.rule.id,
    ruleIndex,
    kind: 'fail',
    level: one.level,
    message: { text: one.text },
    locations: one.location === undefined ? [] : [place(one.location, prefix)],
    ...(one.related !== undefined && {
      relatedLocations: one.related.map(({ message, location }, id) => ({ id, ...place(location, prefix), message: { text: message } })),
    }),
    partialFingerprints: { 'refractor/v1': one.fingerprint },
    ...(one.waiver !== undefined && {
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: `${one.waiver.id} (${one.waiver.path}) until ${one.waiver.until}${one.waiver.breakGlass ? ', break-glass' : ''}`,
        },
      ],
    }),
    ...(Object.keys(one.properties).length > 0 && { properties: one.properties }),
  }
}

/** SARIF 2.1.0 (OASIS): one run, a result for each finding and for each criterion that is neither met nor not applicable. */
export const sarif: Reporter = (answer, { exitCode, pathPrefix, version, now }) => {
  const found = [...answer.diagnostics.map(ofDiagnostic), ...(answer.gates ?? []).flatMap(ofGate)]
  const rules = [...new Map(found.map(({ rule }) => [rule.id, rule] as const)).values()]
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index] as const))
  const run = {
    tool: { driver: { name: 'refractor', ...(version !== '' && { version }), rules } },
    automationDetails: { id: `refractor/${answer.command.replaceAll(' ', '-')}/` },
    // Whether the answer is yes is another question: `executionSuccessful` says whether there was one.
    invocations: [{ executionSuccessful: exitCode !== 70 && exitCode !== 4, exitCode, endTimeUtc: now }],
    columnKind: 'utf16CodeUnits',
    results: found.map((one) => result(one, indexOf.get(one.rule.id) as number, pathPrefix)),
    properties: { gates: (answer.gates ?? []).map(({ id, program, verdict }) => ({ id, program, verdict })) },
  }
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [printableDeep(run)],
  }
  return withoutCommands.json(`${JSON.stringify(log, null, 2)}\n`)
}
