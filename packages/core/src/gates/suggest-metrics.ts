import type { LeafOf } from '../schema/check.ts'
import { slug } from './suggest-names.ts'

type Metric = LeafOf<'metric'>

/** Names of what is counted and measured. */
const measure =
  '(?:latenc(?:y|ies)|throughput|accuracy|precision|recall|f1|coverage|perplexity|loss(?:es)?|footprint|memory usage|cpu usage|utili[sz]ation|rates?|uptime|availability|durations?|performance|parity|drift|scores?|SLAs?|SLOs?|SLIs?|KPIs?|response times?|startup times?|bundle size|percentiles?|frequency|frequencies|counts?|overhead|retention|costs?|speed|runtime|stability|quality metrics)'
const measured = new RegExp(String.raw`\b${measure}(?![\w@-])`, 'i')
const target = '(?:targets?|thresholds?|limits?|budgets?|SLAs?|SLOs?|baselines?|tolerances?)'
const reaches =
  /\b(?:meets?|met|achieves?|achieved|reach(?:es|ed)?|converges?\sto|beyond|exceeds?|above|below|under|within|hits?|stays?\swithin|satisf(?:y|ies)|codified|matches|reproduces|compared?)\b/i

const words = (text: string): string[] =>
  text
    .split(/\s+/)
    .filter(
      (word) =>
        word !== '' &&
        !/^(?:the|an?|all|its|our|their|of|for|to|confirm|confirms|is|are|and|defined|agreed|required|acceptance|expected|in|on|any)$/i.test(
          word,
        ),
    )

const named = (text: string): Metric | undefined => {
  const metric = slug(words(text).slice(-4))
  return metric === '' ? undefined : { kind: 'metric', metric }
}

/** The words up to and with the last name of a measure in a text. */
function upToMeasure(text: string): string | undefined {
  const all = [...text.matchAll(new RegExp(measured, 'gi'))]
  const last = all.at(-1)
  return last === undefined ? undefined : text.slice(0, last.index + last[0].length)
}

/** "precision ≥ target": the comparison is there, the number is not. */
function comparedWithTarget(statement: string): Metric | undefined {
  const match = new RegExp(String.raw`(≥|>=|≤|<=|>|<|\bat least\b|\bat most\b)\s*(?:the\s|its\s|agreed\s)?${target}\b`, 'i').exec(statement)
  const metric = match ? named(statement.slice(0, match.index)) : undefined
  if (!match || !metric) return undefined
  const sign = (match[1] as string).toLowerCase()
  const op = /^(?:≥|>=|at least)$/.test(sign) ? 'gte' : /^(?:≤|<=|at most)$/.test(sign) ? 'lte' : sign === '>' ? 'gt' : 'lt'
  return { ...metric, op }
}

/** "kernels meet parity thresholds", "losses converge to targets", "service levels met": what is measured, and no number. */
function reachesTarget(statement: string): Metric | undefined {
  const verb = reaches.exec(statement)
  if (!verb) return undefined
  const after = statement.slice(verb.index + verb[0].length)
  const goal = new RegExp(String.raw`^\s?([^.;]{0,60}?)\b${target}\b`, 'i').exec(after)
  if (goal) {
    const own = words(goal[1] as string)
    if (own.length > 0) return named(own.join(' '))
    const subject = upToMeasure(statement.slice(0, verb.index))
    return subject === undefined ? undefined : named(subject)
  }
  const level = /^(.{0,80}?\b(?:SLAs?|SLOs?|SLIs?|KPIs?))\b/i.exec(statement.slice(0, verb.index))?.[1]
  return level === undefined ? undefined : named(level)
}

/** "load tests show throughput": a test of performance, with what it measures. */
function shownByTests(statement: string): Metric | undefined {
  const match =
    /\b(?:load|performance|stress|soak|benchmark\w{0,4}|profiling|scalability)\s(?:(?:tests?|runs?|results?)\s)?(?:confirms?|shows?|verif(?:y|ies)|demonstrates?|validates?|proves?)\s([^.;]{2,80})/i.exec(
      statement,
    )
  const what = match ? upToMeasure(match[1] as string) : undefined
  return what === undefined ? undefined : named(what)
}

/** "request counts, error rates, queue latency": a list of measures. */
function listed(statement: string): Metric | undefined {
  const parts = statement.split(/,\s*/)
  if (parts.length < 2 || parts.filter((part) => measured.test(part)).length < 2 || parts.some((part) => part.split(' ').length > 6))
    return undefined
  const first = parts.find((part) => measured.test(part)) as string
  return named(upToMeasure(first) as string)
}

/** A metric that the wording names without a number. It stays undefined until somebody fills one in. */
export function suggestMetric(statement: string): Metric | undefined {
  const known = comparedWithTarget(statement) ?? reachesTarget(statement) ?? shownByTests(statement) ?? listed(statement)
  if (known) return known
  const trend = /^(.{1,60}?)\s(decreas(?:es|ing)|increas(?:es|ing)|declines?|grows?)\b/i.exec(statement)
  const subject = trend && measured.test(trend[1] as string) ? named(trend[1] as string) : undefined
  if (subject && trend) return { ...subject, trend: /^(?:decreas|declin)/i.test(trend[2] as string) ? 'decreasing' : 'increasing' }
  return undefined
}

/** "No critical vulnerabilities", "pilot runs without incidents": what must not happen, counted. */
export function suggestAbsence(statement: string): Metric | undefined {
  const match =
    /\b(?:no|without(?:\sany)?)\s((?:[\p{L}/-]{2,30}\s){0,3}?(?:errors?|instabilit(?:y|ies)|incidents?|data loss|downtime|outages?|regressions?|vulnerabilities|defects|warnings|violations|alerts|leaks|failures|crashes))\b/iu.exec(
      statement,
    )
  const metric = match ? slug((match[1] as string).split(/[\s/]/)) : ''
  // Which errors, and where they are counted, is not said: only that something runs.
  return metric === '' || /^(?:errors?|warnings|failures|violations|alerts|defects)$/.test(metric)
    ? undefined
    : { kind: 'metric', metric, op: 'eq', value: 0 }
}
