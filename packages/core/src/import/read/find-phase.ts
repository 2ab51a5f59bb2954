import type { PhaseFile } from '../../schema/phase.ts'
import type { RecordIndex } from './record-index.ts'
import { undecorated } from './table-cells.ts'

const noun = /^(?:phases?|fase|phasen?|阶段|階段|フェーズ|단계|этап|фаза|sprint|stage|step|wave|epic)\s*/iu

/** The phase that a text names: by its id, by its number ("1", "Phase 1", "Phase 1 — Title"), or by its title. */
export function findPhase(text: string, index: Pick<RecordIndex, 'phases' | 'titles'>): PhaseFile | undefined {
  const words = undecorated(text.slice(0, 300))
  const known = index.phases.get(words)
  if (known) return known
  const number = /^([A-Z]|[IVX]+|[A-Za-z]{0,3}\d+(?:\.\d+)*[a-z]?)(?=$|[\s:：.—–-])/u.exec(words.replace(noun, ''))?.[1]
  const isNamed = noun.test(words) || number === words || /^P\d/.test(words) || /^\d+\.\s/.test(words)
  if (number !== undefined && isNamed) return index.phases.get(number) ?? index.phases.get(`P${number}`)
  return index.titles.get(words.toLowerCase())
}
