import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import {
  type Case,
  citesDocuments,
  clockSkew,
  type Diagnostic,
  diagnostic,
  type EvidenceRecord,
  formatRecord,
  foundationNow,
  newRecord,
  type RecordParts,
  recordFolder,
  recordName,
  redact,
  type SourceFile,
  type Step,
  sortDiagnostics,
} from '@refractor/core'
import type { Artifact, Copy, EvidenceContext, EvidencePlanned, Metric } from './evidence-types.ts'
import { pathFinder } from './find-path.ts'
import { objectFormat } from './git-head.ts'
import { limits, sha256Of } from './read-file.ts'
import { type Redaction, redactionDiagnostics, redactSecrets, scanForSecrets, secretDiagnostics } from './scan-secrets.ts'

export interface RecordToPlan {
  readonly target: string
  readonly parts: Omit<RecordParts, 'program' | 'author' | 'date' | 'commit' | 'artifacts'>
  readonly artifacts: readonly Artifact[]
  /** Texts to keep beside the record; the first one is the report of the tests. */
  readonly copies: readonly Copy[]
  /** Texts of artifacts that stay where they are, to be scanned as well. */
  readonly texts: readonly SourceFile[]
  readonly allowSecret: string | undefined
  /** Replace what looks like a secret in the copies and in the result, instead of refusing the record. */
  readonly redacts?: boolean
  readonly diagnostics: readonly Diagnostic[]
}

export function isError(one: Diagnostic): boolean {
  return one.severity === 'error'
}

/**
 * A folder that does not exist yet: `-2`, `-3`, … where two records are made within one second. The later one of them is dated a second
 * later, for what was recorded last decides, and of two records of one time the one that says no.
 */
function freeFolder({ root, program, stamp }: EvidenceContext, target: string): { readonly folder: string; readonly date: string } {
  const find = pathFinder(root)
  const folder = recordFolder(program, target, stamp.now)
  let number = 1
  const name = (): string => (number === 1 ? folder : `${folder}-${number}`)
  while (find(name()).state !== 'missing' && number < 10_000) number++
  const at = Date.parse(stamp.now) + Math.min((number - 1) * 1000, clockSkew - 1000)
  return { folder: name(), date: number === 1 ? stamp.now : new Date(at).toISOString().replace('.000Z', 'Z') }
}

/** Names of the copies in the folder: their own, numbered where two would meet on a file system that folds case. */
function namesOf(copies: readonly Copy[]): string[] {
  const taken = new Set([recordName])
  return copies.map(({ from }) => {
    const own = basename(from)
    let name = own
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${n}-${own}`
    taken.add(name.toLowerCase())
    return name
  })
}

function copiedArtifact(path: string, text: string, format: 'sha1' | 'sha256'): Artifact {
  const bytes = Buffer.from(text)
  return {
    path,
    sha256: sha256Of(bytes),
    gitBlob: createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
    size: bytes.length,
  }
}

/** The record as text; a record that is too long to be read again loses its list of suites, and what then still is too long is refused. */
function fit(record: EvidenceRecord): { record: EvidenceRecord; text: string; diagnostics: Diagnostic[] } {
  const text = formatRecord(record)
  const tooLong = (one: string): boolean => Buffer.byteLength(one) > limits.evidence
  if (!tooLong(text)) return { record, text, diagnostics: [] }
  const { suites, ...tests } = record.result?.tests ?? { total: 0, passed: 0, failed: 0, skipped: 0 }
  const shorter = suites ? { ...record, result: { ...record.result, tests } } : record
  const rest = formatRecord(shorter)
  const diagnostics = tooLong(rest)
    ? [diagnostic('cli/usage', 'the record would be too long to be read', { help: 'name folders instead of single files' })]
    : [
        diagnostic('evidence/report', `the ${suites?.length} suites are too many for a record, so only their totals are kept`, {
          severity: 'warning',
          help: 'record the reports of parts of the run',
        }),
      ]
  return { record: shorter, text: rest, diagnostics }
}

/** Two values of one metric would let the better one decide. */
function repeated(metrics: readonly Metric[]): Diagnostic[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { name, aggregation = '' } of metrics) {
    const key = `${name}\n${aggregation}`
    if (seen.has(key)) twice.add(name)
    seen.add(key)
  }
  return [...twice].map((name) =>
    diagnostic('cli/usage', `the metric ${name} is given twice`, { help: 'record one value for each metric and aggregation' }),
  )
}

const noCase: Case = { evidence: [], approvals: [], inbox: [], outbox: [], reviews: [], unreadable: [] }

/** What the record rests on, as it is now: what it speaks for, and what that has to satisfy. */
async function remembered({ root, program }: EvidenceContext, { criteria, gate, milestone }: RecordToPlan['parts']) {
  const cited = citesDocuments(program)
    ? (await import('./read-trace-sources.ts')).gatherTraceSources(root, { program, records: noCase }, ['documents']).sources.documents
    : undefined
  return foundationNow(program, { ...(criteria && { criteria }), ...(gate && { gate }), ...(milestone && { milestone }) }, cited)
}

/** What looks like a secret in the record itself; it has no place yet, so the field is named instead. */
async function secretFields(record: EvidenceRecord, allowed: boolean): Promise<Diagnostic[]> {
  const fields = Object.entries(record).map(([path, value]) => ({
    path,
    text: typeof value === 'string' ? value : JSON.stringify(value, null, 2),
  }))
  return secretDiagnostics(await scanForSecrets(fields), allowed).map(({ location, ...one }) => ({
    ...one,
    message: `the field ${one.message}`,
  }))
}

/** Every text in a value without what looks like a secret by our own table; the names of failed tests are such texts. */
function redactDeep<T>(value: T): T {
  if (typeof value === 'string') return redact(value) as T
  if (Array.isArray(value)) return value.map(redactDeep) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactDeep(inner)])) as T
}

/** What a run left behind, without the secrets in it. */
async function redacted(made: RecordToPlan, nameOf: (index: number) => string): Promise<{ made: RecordToPlan; redactions: Redaction[] }> {
  if (!made.redacts || made.allowSecret !== undefined) return { made, redactions: [] }
  const redactions: Redaction[] = []
  const copies: Copy[] = []
  for (const [index, copy] of made.copies.entries()) {
    const answer = await redactSecrets({ path: nameOf(index), text: copy.text })
    redactions.push(...answer.redactions)
    copies.push({ ...copy, text: answer.text })
  }
  return { made: { ...made, copies, parts: { ...made.parts, result: redactDeep(made.parts.result) } }, redactions }
}

/** The plan that writes a record and its copies, unless something in it looks like a secret. Nothing is written here. */
export async function planRecord(context: EvidenceContext, asked: RecordToPlan): Promise<EvidencePlanned> {
  const { root, program, stamp } = context
  const { folder, date } = freeFolder(context, asked.target)
  const path = `${folder}/${recordName}`
  const format = objectFormat(root)
  const names = namesOf(asked.copies)
  const { made, redactions } = await redacted(asked, (index) => `${folder}/${names[index]}`)
  const kept = made.copies.map(({ text }, index) => copiedArtifact(`${folder}/${names[index]}`, text, format))
  const tests = made.parts.result?.tests
  const result = tests && kept[0]?.path ? { ...made.parts.result, tests: { ...tests, report: kept[0].path } } : made.parts.result
  const { record, text, diagnostics } = fit(
    newRecord({
      ...made.parts,
      program: program.id,
      author: stamp.author,
      date,
      commit: stamp.commit,
      artifacts: [...kept, ...made.artifacts],
      result,
      secretsAllowed: made.allowSecret,
      redactions: redactions.map((one) => ({ ...one })),
      remembers: await remembered(context, made.parts),
    }),
  )
  const allowed = made.allowSecret !== undefined
  const scanned = [...made.copies.map((copy) => ({ path: copy.from, text: copy.text })), ...made.texts]
  const secrets = [...secretDiagnostics(await scanForSecrets(scanned), allowed), ...(await secretFields(record, allowed))]
  const unreadable = await readBack(path, text)
  const own = [...diagnostics, ...repeated(result?.metrics ?? []), ...secrets, ...redactionDiagnostics(redactions), ...unreadable]
  const all = sortDiagnostics([...made.diagnostics, ...own])
  if (own.some(isError)) return { ok: false, diagnostics: all }
  const steps: Step[] = [
    ...made.copies.map(
      (copy, index): Step => ({ type: 'create', path: `${folder}/${names[index]}`, text: copy.text, why: `copy of ${copy.from}` }),
    ),
    { type: 'create', path, text, why: `evidence for ${made.target}` },
  ]
  const { gate, milestone, criteria = [], deliverables = [] } = record
  const event = {
    type: 'evidence.added',
    program: program.id,
    ids: [...new Set([made.target, ...criteria, ...deliverables, gate, milestone].filter((id) => id !== undefined))],
    ...(record.result?.outcome && { details: { outcome: record.result.outcome } }),
  }
  return { ok: true, plan: { title: `record evidence for ${made.target}`, steps, event }, diagnostics: all, record, path }
}

/** What is written must be readable: a value that the schema refuses came from the request. */
async function readBack(path: string, text: string): Promise<Diagnostic[]> {
  const { loadRecord } = await import('@refractor/core/load')
  return loadRecord('evidence', { path, text }).diagnostics.map((one) =>
    diagnostic('cli/usage', `the record would not be readable: ${one.message}`, { help: one.help ?? 'give other values' }),
  )
}
