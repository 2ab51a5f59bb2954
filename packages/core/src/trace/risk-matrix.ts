import type { Rank } from './rating-words.ts'
import { levelOfScore, rankNames, type SeverityLevel } from './risk-rating.ts'
import type { RegisteredRisk } from './risk-register.ts'

export interface RiskMatrixCell {
  readonly impact: string
  readonly likelihood: string
  readonly severity: SeverityLevel
  readonly risks: readonly string[]
}

/** Risks by impact (rows, the gravest first) and likelihood (columns, the likeliest last). */
export interface RiskMatrix {
  readonly impacts: readonly string[]
  readonly likelihoods: readonly string[]
  readonly rows: readonly (readonly RiskMatrixCell[])[]
  /** Risks whose impact or likelihood is not said, or cannot be read. */
  readonly unrated: readonly string[]
}

const ranks: readonly Rank[] = [1, 2, 3, 4, 5]
const usual: readonly Rank[] = [2, 3, 4]

/** The matrix of some risks: low, medium and high, or all five ranks where the risks use others. */
export function riskMatrix(risks: readonly Pick<RegisteredRisk, 'id' | 'impact' | 'likelihood'>[]): RiskMatrix {
  const cells = new Map<string, string[]>()
  const unrated: string[] = []
  const used = new Set<Rank>()
  for (const { id, impact, likelihood } of risks) {
    if (impact === undefined || likelihood === undefined) {
      unrated.push(id)
      continue
    }
    used.add(impact).add(likelihood)
    const key = `${impact} ${likelihood}`
    const cell = cells.get(key)
    if (cell === undefined) cells.set(key, [id])
    else cell.push(id)
  }
  const shown = [...used].every((rank) => usual.includes(rank)) ? usual : ranks
  const impacts = [...shown].reverse()
  return {
    impacts: impacts.map((rank) => rankNames[rank]),
    likelihoods: shown.map((rank) => rankNames[rank]),
    rows: impacts.map((impact) =>
      shown.map((likelihood) => ({
        impact: rankNames[impact],
        likelihood: rankNames[likelihood],
        severity: levelOfScore(impact * likelihood),
        risks: cells.get(`${impact} ${likelihood}`) ?? [],
      })),
    ),
    unrated,
  }
}
