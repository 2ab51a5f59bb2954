import type { Case, Facts } from '../../../src/gates/case.ts'
import { changeToJudge, type JudgedChange, judgeAcross } from '../../../src/gates/change/judge-across.ts'
import type { Program } from '../../../src/link/program-types.ts'
import { buildProgram } from '../../build-program.ts'
import { caseOf, factsOf, now } from '../build.ts'

export type Texts = Readonly<Record<string, string>>

/** A program of `{ 'phases/P0': '<yaml without format>', policy: … }`; without errors. */
export function programOf(texts: Texts): Program {
  return buildProgram(
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [`specification/${name}.yaml`, text.startsWith('{') ? text : `format: 1\n${text}`]),
    ),
  )
}

export interface Sides {
  readonly base: Texts
  /** Default: as in base. */
  readonly head?: Texts | undefined
  readonly baseCase?: Partial<Case>
  readonly headCase?: Partial<Case>
  readonly facts?: Partial<Facts>
}

export function judgeBetween({ base, head = base, baseCase, headCase, facts }: Sides, gates: readonly string[]): JudgedChange {
  const change = changeToJudge({
    base: { program: programOf(base), case: caseOf(baseCase) },
    head: { program: programOf(head), case: caseOf(headCase) },
  })
  return judgeAcross(change, { ...factsOf(), ...facts }, gates, { now })
}

/** "P0 met", "P0.M1 unmet": gates with their verdicts. */
export const verdicts = ({ gates }: JudgedChange): string[] => gates.map(({ id, verdict }) => `${id} ${verdict}`)

export const codes = ({ diagnostics }: Pick<JudgedChange, 'diagnostics'>): string[] => diagnostics.map(({ code }) => code)
