import { codeSpan, plainWords } from '../export/markdown-text.ts'
import { fitted, type MarkdownSection, shortWords } from './markdown/blocks.ts'
import { criticalSection, datesSection, historySection } from './markdown/dates.ts'
import { decisionsSection, findingsSection, nextSection, risksSection } from './markdown/records.ts'
import { blockingSection, openGates, phasesSection } from './markdown/standing.ts'
import type { Report } from './report-model.ts'

/** `status`: for a steering review. `comment`: under a pull request. */
export type MarkdownForm = 'status' | 'comment'

/** GitHub takes 65,536 characters, and GitLab more. */
export const longestComment = 65_000

/** By which a job finds the comment that it wrote before, to write it anew. */
export const commentMark = '<!-- refractor report -->'

const stamped = ({ at, commit, branch, version }: Report): string => {
  const where =
    commit === undefined ? '' : `, ${codeSpan(commit.slice(0, 7), false)}${branch === undefined ? '' : ` on ${codeSpan(branch, false)}`}`
  return `As of ${plainWords(at.slice(0, 16).replace('T', ' '))} UTC${where} (refractor ${plainWords(version)})`
}

function statusOf(report: Report): string {
  const head = [`# Status of ${shortWords(report.program.name)}`, `**${plainWords(report.summary)}**`, stamped(report)].join('\n\n')
  const sections: MarkdownSection[] = [
    phasesSection(report),
    blockingSection(report),
    datesSection(report),
    criticalSection(report),
    historySection(report),
    risksSection(report),
    decisionsSection(report),
    findingsSection(report),
    nextSection(report),
  ]
  return fitted(head, sections, 40, '', 1_000_000)
}

/** Part of a comment that is opened when it is wanted. */
const folded = (section: MarkdownSection, title: string): MarkdownSection => ({
  title: section.title,
  body(most) {
    const text = section.body(most)
    return text === undefined ? undefined : `<details><summary>${title}</summary>\n\n${text}\n\n</details>`
  },
})

function commentOf(report: Report): string {
  const open = openGates(report)
  const sign = open.length === 0 && !report.findings.some(({ severity }) => severity === 'error') ? '✓' : '✗'
  const head = [commentMark, `### ${sign} ${shortWords(report.program.name)}`, plainWords(report.summary)].join('\n\n')
  const active = report.phases.some(({ state }) => state === 'in-progress')
  const sections: MarkdownSection[] = [
    phasesSection(report, active ? ({ state }) => state === 'in-progress' : undefined),
    folded(blockingSection(report), 'What each open gate lacks'),
    folded(datesSection(report), 'Planned, forecast, and how probable'),
    folded(criticalSection(report), 'What must not slip'),
    folded(findingsSection(report), 'Errors and warnings'),
    nextSection(report),
  ]
  return fitted(head, sections, 15, `<sub>${stamped(report)}</sub>`, longestComment)
}

/** A report as GitHub-flavoured Markdown. */
export const reportMarkdown = (report: Report, form: MarkdownForm = 'status'): string =>
  form === 'comment' ? commentOf(report) : statusOf(report)
