import { codeSpan, plainWords } from '../../export/markdown-text.ts'
import type { Report, ReportCount, ReportCriterion, ReportGate, ReportPhase } from '../report-model.ts'
import { andMore, atMost, counted, denseTable, linkTo, type MarkdownSection, named, shortWords, tableOf } from './blocks.ts'

const share = ({ done, total }: ReportCount): string => (total === 0 ? '' : `${done}/${total}`)

const stateMarks: Readonly<Record<ReportPhase['state'], string>> = {
  closed: '✓ closed',
  'in-progress': '▶ in progress',
  planned: 'planned',
}
const verdictMarks: Readonly<Record<string, string>> = { met: '✓ met', unmet: '✗ unmet', unknown: '? unknown' }

/** A verdict with the sign that makes it readable without colours. */
export const verdictWords = (verdict: string): string => verdictMarks[verdict] ?? plainWords(verdict)

/** Where each phase stands. */
export const phasesSection = ({ phases }: Report, only?: (phase: ReportPhase) => boolean): MarkdownSection => ({
  title: 'Phases',
  body(most) {
    const shown = only === undefined ? phases : phases.filter(only)
    if (shown.length === 0) return undefined
    const rows = shown.map(({ id, title, state, because, milestones, tasks, verdict, window, place }) => [
      named(id, title, place?.href),
      stateMarks[state],
      share(milestones),
      share(tasks),
      verdict === undefined ? '' : verdictWords(verdict),
      plainWords(window ?? ''),
      shortWords(because),
    ])
    const head = ['Phase', 'State', 'Milestones', 'Tasks', 'Exit gate', 'Weeks', 'Why']
    return denseTable(head, rows, most, andMore('phase'))
  },
})

/** Required criteria that are not satisfied. */
export const missingIn = ({ criteria }: ReportGate): ReportCriterion[] =>
  criteria.filter(({ level, outcome }) => level === 'required' && (outcome === 'unmet' || outcome === 'unknown'))

/** Gates that should be met by now and are not. */
export const openGates = ({ gates }: Report): ReportGate[] => gates.filter(({ due, verdict }) => due && verdict !== 'met')

const criterionRow = ({ id, statement, outcome, reason, because, fix, place }: ReportCriterion): string[] => [
  linkTo(codeSpan(id), place?.href),
  shortWords(statement),
  `${plainWords(reason ?? outcome)}: ${shortWords(because)}`,
  fix === undefined ? '' : codeSpan(fix),
]

/** What each due gate still lacks. */
export const blockingSection = (report: Report): MarkdownSection => ({
  title: 'What is missing',
  body(most) {
    const open = openGates(report)
    if (open.length === 0) return undefined
    return atMost(open, most, andMore('gate'), (some) =>
      some
        .map((gate) => {
          const missing = missingIn(gate)
          const { id, title, verdict, stage } = gate
          const head = `**${linkTo(codeSpan(id, false), gate.place?.href)} ${shortWords(title)}** (${plainWords(stage)}): ${verdictWords(verdict)}, ${counted(missing.length, 'required criterion', 'required criteria')} open`
          if (missing.length === 0) return head
          const rows = missing.map(criterionRow)
          return `${head}\n\n${tableOf(['Criterion', 'What it asks', 'What is missing', 'Next'], rows, most, andMore('criterion', 'criteria'))}`
        })
        .join('\n\n'),
    )
  },
})
