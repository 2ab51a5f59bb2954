import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { type RuleCoverage, ruleCoverage, senselessRule } from './coverage.ts'
import { linkHint } from './link-hint.ts'
import { lackedBy } from './rule-states.ts'
import { type CoverageRule, leastInWords, ruleInWords, traceRules } from './trace-rules.ts'
import { type TraceGraph, type TraceKey, typeOfKey } from './trace-types.ts'
import { manyOf } from './type-words.ts'

const placeOfRule = (program: Program, { index }: CoverageRule): Location => locationOfEntry(program.file, 'trace', 'rules', index ?? 0)

/** Where the findings of a rule point to beside the record: the rule. */
function saidHere(program: Program, rule: CoverageRule): { readonly message: string; readonly location: Location }[] {
  return rule.index === undefined ? [] : [{ message: `rule ${rule.id}: ${ruleInWords(rule)}`, location: placeOfRule(program, rule) }]
}

/** Rules that nothing can be said of: a field or a state that there is not, an id that two rules have. */
function checkRule(program: Program, rule: CoverageRule, ids: Map<string, CoverageRule>): Diagnostic[] {
  const location = placeOfRule(program, rule)
  const same = ids.get(rule.id)
  ids.set(rule.id, same ?? rule)
  const because = senselessRule(program, rule)
  return [
    ...(because === undefined
      ? []
      : [diagnostic('trace/senseless-rule', `rule ${rule.id} means nothing: ${because}`, { location, help: 'correct where of the rule' })]),
    ...(same === undefined
      ? []
      : [
          diagnostic('trace/senseless-rule', `two rules are called ${rule.id}`, {
            location,
            related: [{ message: 'first called so here', location: placeOfRule(program, same) }],
            help: 'give one of them another id',
          }),
        ]),
  ]
}

function uncovered(program: Program, graph: TraceGraph, coverage: RuleCoverage, key: TraceKey): Diagnostic {
  const { rule } = coverage
  const { type, id } = typeOfKey(key)
  const open = lackedBy(graph, key, rule)
  const first = open[0]
  const what = first === undefined ? 'nothing that is covered itself' : open.map(leastInWords).join(' and ')
  return diagnostic('trace/uncovered', first === undefined ? `${type} ${id} is linked with ${what}` : `${type} ${id} lacks ${what}`, {
    location: graph.nodes.get(key)?.place(),
    related: saidHere(program, rule),
    help: first === undefined ? `cover what ${type} ${id} is linked with` : linkHint(program, key, first),
    severity: rule.severity,
  })
}

function overCovered(program: Program, graph: TraceGraph, { rule }: RuleCoverage, key: TraceKey): Diagnostic {
  const { type, id } = typeOfKey(key)
  const limits = rule.has
    .filter(({ max }) => max !== undefined)
    .map((demand) => `${demand.max} ${demand.max === 1 ? (demand.type ?? 'link') : manyOf(demand.type ?? 'link')}`)
  return diagnostic('trace/over-covered', `${type} ${id} is linked with more than ${limits.join(' or ')}`, {
    location: graph.nodes.get(key)?.place(),
    related: saidHere(program, rule),
    help: 'remove links that are not meant, or raise max of the rule',
    severity: rule.severity,
  })
}

/** Coverage under every rule of a program, or `only` some by their ids, and a finding for each record that breaks one. */
export function checkTraceRules(
  program: Program,
  graph: TraceGraph,
  only?: readonly string[],
): { readonly rules: readonly RuleCoverage[]; readonly diagnostics: readonly Diagnostic[] } {
  const rules = traceRules(program)
  const isAsked = ({ id }: CoverageRule): boolean => only === undefined || only.includes(id)
  const ids = new Map<string, CoverageRule>()
  const senseless = rules.filter(isAsked).flatMap((rule) => checkRule(program, rule, ids))
  const coverage = ruleCoverage(program, graph, rules.filter(isAsked), rules)
  const meaningful = coverage.filter(({ rule }) => senselessRule(program, rule) === undefined)
  const empty = meaningful.filter(({ total }) => total === 0)
  return {
    rules: coverage,
    diagnostics: [
      ...senseless,
      ...empty.map(({ rule }) =>
        diagnostic('trace/empty-rule', `rule ${rule.id} ranges over nothing: there is no ${rangeInWords(rule)}`, {
          location: placeOfRule(program, rule),
          help: 'correct the rule, or remove it',
        }),
      ),
      ...meaningful.flatMap((one) => [
        ...one.uncovered.map((key) => uncovered(program, graph, one, key)),
        ...one.over.map((key) => overCovered(program, graph, one, key)),
      ]),
      ...(only === undefined ? checkReferences(program, graph) : []),
    ],
  }
}

const rangeInWords = (rule: CoverageRule): string =>
  ruleInWords(rule)
    .replace(/^every /, '')
    .replace(/ has .*$/s, '')

/** Ranges of requirements that hold none, and those that hold too many to draw. Other references were checked when they were linked. */
function checkReferences(program: Program, graph: TraceGraph): Diagnostic[] {
  const ranges = graph.dangling.filter(
    ({ written, expected, to }) =>
      written === 'yaml' &&
      expected[0] === 'requirement' &&
      expected.length === 1 &&
      /\S\s*(?:[-–—~]|\.\.|\bto\b|\bthrough\b)\s*\S/.test(to),
  )
  return [
    ...ranges.flatMap((link) => {
      const { type, id } = typeOfKey(link.from)
      if (program.requirements.has(link.to)) return []
      return diagnostic('trace/empty-range', `${type} ${id} refers to ${link.text}, and no requirement lies in this range`, {
        location: link.place(),
        help: `declare the requirements of ${link.text}, or correct the range`,
      })
    }),
    ...(graph.incomplete
      ? [
          diagnostic('trace/too-many-links', 'ranges of requirements stand for more links than are followed', {
            location: locationOfEntry(program.file, 'id'),
            help: 'refer to fewer requirements at once: to one that the others refine, say',
          }),
        ]
      : []),
  ]
}
