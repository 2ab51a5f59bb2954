import type { Section } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import type { Words } from '../words/words.ts'
import type { Account } from './account.ts'
import { containerHeading } from './container-heading.ts'

/** What the headings of a document are, seen as a whole. */
export interface Survey {
  /** Phases have names of their own ("Phase 1"); else groups (sprints, epics), and failing them spans (weeks), are the phases. */
  readonly top: 'phase' | 'group' | 'span' | undefined
  /** Headings such as "P1 — Title" are phases: there are several, and nothing else is named a phase. */
  readonly barePhases: boolean
  /** "batch", "step": the word that numbers the parts of a plan which has no phases, milestones or tasks by name; in lower case. */
  readonly part: string | undefined
  readonly counts: Readonly<Record<'phase' | 'milestone' | 'task' | 'span' | 'group', number>>
}

export const barePhase = /^(P\d{1,2}(?:\.\d{1,2})?)(?=\s*[:：—–]\s*\S|\s+-\s+\S)/u

/** "Batch 2: Title": words that number parts of plans and of other texts; they count where nothing else does. */
export const partHeading =
  /^(?:\d{1,2}[.)]\s+)?(batch|block|part|track|cycle|round|release|version|drop|chunk|tranche|slice|stream|step|lote|bloque|paso|etapa|bloc|lot|étape|teil|schritt|часть|шаг|步骤|步驟|批次|部分|ステップ|스텝)\s?(\d{1,2}(?:\.\d{1,2})*|[A-H]|[IVX]{1,4})(?=\s*[:：—–]\s*\S|\s+-\s+\S)/iu

const surveys = new WeakMap<Account, Survey>()

export function surveyDocument(root: Section, words: Words): Survey {
  const counts = { phase: 0, milestone: 0, task: 0, span: 0, group: 0 }
  let bare = 0
  const parts = new Map<string, Set<string>>()
  const visit = (section: Section): void => {
    if (section.heading) {
      const found = containerHeading(section.heading.text, words)
      if (found) counts[found.kind]++
      else if (barePhase.test(plainWords(section.heading.text))) bare++
      else {
        const [, word, number] = partHeading.exec(plainWords(section.heading.text)) ?? []
        const key = `${section.level}\n${word?.toLowerCase()}`
        if (word !== undefined) parts.set(key, (parts.get(key) ?? new Set()).add(number as string))
      }
    }
    for (const part of section.sections) visit(part)
  }
  visit(root)
  const barePhases = counts.phase === 0 && bare > 1
  const named = counts.phase > 0 || barePhases ? 'phase' : counts.group > 0 ? 'group' : counts.span > 1 ? 'span' : undefined
  const key =
    named === undefined && counts.milestone + counts.task === 0 ? [...parts].find(([, numbers]) => numbers.size > 1)?.[0] : undefined
  const part = key?.split('\n')[1]
  return { top: part === undefined ? named : 'group', part, barePhases, counts }
}

export function keepSurvey(account: Account, survey: Survey): void {
  surveys.set(account, survey)
}

export function surveyOf(account: Account): Survey {
  return (
    surveys.get(account) ?? {
      top: 'phase',
      part: undefined,
      barePhases: false,
      counts: { phase: 0, milestone: 0, task: 0, span: 0, group: 0 },
    }
  )
}
