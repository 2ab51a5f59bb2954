import { containerHeading } from '../../import/read/container-heading.ts'
import { wantedId } from '../../import/read/phases.ts'
import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import { heading } from './text.ts'
import type { Writing } from './writing.ts'

/** What the end of a heading says of a phase: "(Weeks 0-2)". */
const weeks = (window: string | undefined): string =>
  window === undefined ? '' : ` (${/[-–+]/.test(window) ? 'Weeks' : 'Week'} ${window})`

function phaseForms({ id, title, parent, window }: PhaseFile): string[] {
  const own = parent !== undefined && id.startsWith(`${parent}.`) ? id.slice(parent.length + 1) : id
  const labels = [/^P\d/.test(id) ? id.slice(1) : id]
  const word = /^([A-Z][\p{L}-]*?)-?(\d[\w.-]*|[A-Z]{1,2}|[IVX]{1,5})$/u.exec(own)
  const heads = [...labels.map((label) => `Phase ${label}`), ...(word ? [`${(word[1] as string).replaceAll('-', ' ')} ${word[2]}`] : [])]
  return heads.flatMap((head) => [
    `${head} — ${title}${weeks(window)}`,
    `${head}: ${title}${weeks(window)}`,
    ...(title === head ? [head + weeks(window)] : []),
  ])
}

/** The heading of a phase; where none of the usual forms says the same, its id stands in a comment. */
export function phaseHeading(phase: PhaseFile, level: number, { words, marked, records }: Writing): string {
  const parent = records.phases.find((one) => one.id === phase.parent)
  const form = marked.has('phases')
    ? undefined
    : phaseForms(phase).find((text) => {
        const found = containerHeading(text, words)
        if (!found || found.isLoose || (found.kind !== 'phase' && found.kind !== 'group' && (found.kind !== 'span' || !parent)))
          return false
        const isSame = wantedId(found, found.kind === 'phase' ? undefined : parent) === phase.id && found.title === phase.title
        return isSame && found.window === phase.window && [found.duration, found.due, found.status].every((part) => part === undefined)
      })
  return heading(level, form ?? `${phase.title} <!-- phase: ${phase.id} -->`)
}

/** The phase that the title of the plan opens: "# Phase 0 — Setup" over a plan of one phase. */
export function phaseOfTitle({ records, words, genre, marked }: Writing): PhaseFile | undefined {
  const top = records.phases.filter(({ parent }) => parent === undefined)
  const [only] = top
  const found = containerHeading(records.program.name, words)
  if (!only || top.length > 1 || found?.kind !== 'phase' || genre === 'task-list' || marked.has('phases')) return undefined
  return wantedId(found, undefined) === only.id &&
    found.title === only.title &&
    (found.window === undefined || found.window === only.window)
    ? only
    : undefined
}

export function milestoneHeading(milestone: Milestone, level: number, { words, marked }: Writing): string {
  const { id, title } = milestone
  const forms = [
    `Milestone ${id} — ${title}`,
    `Milestone ${id.replace(/^M(?=\d)/, '')}: ${title}`,
    `${id} — ${title}`,
    ...(title === id ? [id] : []),
  ]
  const form = marked.has('phases')
    ? undefined
    : forms.find((text) => {
        const found = containerHeading(text, words)
        if (found?.kind !== 'milestone' || found.title !== title) return false
        const own = /^\d/.test(found.label) ? `M${found.label}` : found.label
        return own === id && [found.window, found.duration, found.due, found.status].every((part) => part === undefined)
      })
  return heading(level, form ?? `${title} <!-- milestone: ${id} -->`)
}
