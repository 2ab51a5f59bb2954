import type { Diagnostic, GateResult, Location, Severity } from '@refractor/core'
import { tallyWords } from './gate-words.ts'
import { oneLine, printable } from './printable.ts'
import type { Reporter } from './reporter.ts'

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  readonly location: Location | undefined
}

/** A forge shows ten annotations of a level and drops the rest; so the rest is counted instead. */
const shownPerLevel = 10

const levelOf: Record<Severity, Annotation['level']> = { error: 'error', warning: 'warning', info: 'notice' }

const inMessage = (text: string): string => printable(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
const inProperty = (text: string): string => inMessage(oneLine(text)).replace(/:/g, '%3A').replace(/,/g, '%2C')

function ofDiagnostic({ code, severity, message, help, location }: Diagnostic): Annotation {
  return { level: levelOf[severity], title: code, message: help === undefined ? message : `${message}\n${help}`, location }
}

function ofGate(gate: GateResult): Annotation[] {
  return gate.criteria
    .filter(({ outcome }) => outcome === 'unmet' || outcome === 'unknown' || outcome === 'waived')
    .map((one) => ({
      level: one.level === 'required' && one.outcome !== 'waived' ? 'error' : 'notice',
      title: `${gate.id}: ${one.id} is ${one.outcome}`,
      message: `${oneLine(one.statement)}\n${one.because}${one.fix === undefined ? '' : `\n${one.fix}`}`,
      location: one.location,
    }))
}

function line({ level, title, message, location }: Annotation, prefix: string): string {
  const place: (readonly [string, string | number | undefined])[] = [
    ['file', location && inProperty(prefix + location.file)],
    ['line', location?.line],
    ['endLine', location?.endLine],
    ['col', location?.column],
    ['title', inProperty(title)],
  ]
  const properties = place.flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]))
  return `::${level} ${properties.join(',')}::${inMessage(message)}`
}

/** Workflow commands that put findings and unmet criteria beside the lines that they are about. */
export const github: Reporter = (answer, { pathPrefix }) => {
  const annotations = [...answer.diagnostics.map(ofDiagnostic), ...(answer.gates ?? []).flatMap(ofGate)]
  const lines: string[] = []
  for (const level of ['error', 'warning', 'notice'] as const) {
    const ofLevel = annotations.filter((one) => one.level === level)
    lines.push(...ofLevel.slice(0, shownPerLevel).map((one) => line(one, pathPrefix)))
    if (ofLevel.length > shownPerLevel) lines.push(`${ofLevel.length - shownPerLevel} more of level ${level}: see the summary of this job`)
  }
  for (const gate of answer.gates ?? []) {
    lines.push(`gate ${inMessage(oneLine(gate.id))} is ${gate.verdict} (${tallyWords(gate)})`)
  }
  return lines.length === 0 ? 'nothing to report\n' : `${lines.join('\n')}\n`
}
