import type { CriterionResult, GateResult, GateStage } from '@refractor/core'

const stages: Record<GateStage, string> = {
  entry: 'entry gate',
  exit: 'exit gate',
  acceptance: 'acceptance gate',
  checkpoint: 'checkpoint',
  quality: 'quality gate',
  tier: 'tier',
}

export const stageWords = (gate: Pick<GateResult, 'stage'>): string => stages[gate.stage]

const counts = (one: CriterionResult): boolean => one.outcome === 'met' || one.outcome === 'waived' || one.outcome === 'not-applicable'

/** "6 of 9": the required criteria that do not stand in the way, of all required ones. */
function tally(gate: Pick<GateResult, 'criteria'>): { readonly done: number; readonly of: number } {
  const required = gate.criteria.filter((one) => one.level === 'required')
  return { done: required.filter(counts).length, of: required.length }
}

/** "6 of 9", with how many of these are only waived: "6 of 9, 1 waived". */
export function tallyWords(gate: Pick<GateResult, 'criteria'>): string {
  const { done, of } = tally(gate)
  const waived = gate.criteria.filter((one) => one.outcome === 'waived').length
  return waived === 0 ? `${done} of ${of}` : `${done} of ${of}, ${waived} waived`
}

/** Required, and neither met, waived nor not applicable. */
export const blocks = (one: CriterionResult): boolean => one.level === 'required' && !counts(one)

/** Why a criterion stands where it does, with the reason named once: "missing: no record speaks for P2.2". */
export function because(one: CriterionResult): string {
  const said = one.reason === undefined || one.because.toLowerCase().includes(one.reason) || /^\w+:/.test(one.because)
  const text = said ? one.because : `${one.reason}: ${one.because}`
  return one.level === 'required' || one.outcome === 'met' ? text : `${one.level}; ${text}`
}

/** "expected 32 passed, found 31", where that says more than the reason does. */
export function comparison(one: CriterionResult): string | undefined {
  if (one.outcome === 'met' || one.expected === undefined || one.found === undefined) return undefined
  if (one.because.includes(one.found)) return undefined
  return `expected ${one.expected}, found ${one.found}`
}

/** "1 task", "2 tasks", "3 criteria" */
export const plural = (count: number, noun: string, several = `${noun}s`): string => `${count} ${count === 1 ? noun : several}`
