import { escaped } from '../import/page-text.ts'
import type { ReportPlace } from './report-model.ts'

/** How a state is shown: a colour, and a sign beside it for those who do not see the colour. The word is always written as well. */
export type Tone = 'good' | 'bad' | 'warn' | 'now' | 'quiet'

const tones: Readonly<Record<string, readonly [Tone, string]>> = {
  met: ['good', '✓'],
  unmet: ['bad', '✗'],
  waived: ['warn', '~'],
  unknown: ['warn', '?'],
  'not-applicable': ['quiet', '–'],
  closed: ['good', '✓'],
  done: ['good', '✓'],
  accepted: ['good', '✓'],
  approve: ['good', '✓'],
  valid: ['good', '✓'],
  mitigated: ['good', '✓'],
  'in-progress': ['now', '◐'],
  started: ['now', '◐'],
  submitted: ['now', '◐'],
  'in-force': ['warn', '~'],
  reject: ['bad', '✗'],
  rejected: ['bad', '✗'],
  revoke: ['warn', '↶'],
  revoked: ['warn', '↶'],
  void: ['bad', '✗'],
  stale: ['bad', '✗'],
  expired: ['bad', '✗'],
  invalid: ['bad', '✗'],
  overdue: ['bad', '!'],
  late: ['bad', '!'],
  error: ['bad', '✗'],
  warning: ['warn', '!'],
  info: ['quiet', 'i'],
}

export const toneOf = (state: string): Tone => tones[state]?.[0] ?? 'quiet'
export const signOf = (state: string): string => tones[state]?.[1] ?? '○'

/** A state as a word with its sign. */
export const badge = (state: string, words = state.replaceAll('-', ' ')): string =>
  `<span class="badge ${toneOf(state)}"><i aria-hidden="true">${signOf(state)}</i> ${escaped(words)}</span>`

/** A link, where the address is one of the web: nothing else may come from a plan. */
export function link(text: string, href: string | undefined): string {
  return href !== undefined && /^https?:\/\//i.test(href) ? `<a href="${escaped(href)}">${text}</a>` : text
}

/** `file:line`, as a link to the forge where that is known. */
export const placeOf = (place: ReportPlace | undefined): string =>
  place === undefined ? '' : link(`<code>${escaped(`${place.file}:${place.line}`)}</code>`, place.href)

/** An id as code, linked to where the page shows it. */
export const idOf = (id: string): string => `<code class="id">${escaped(id)}</code>`

/** Letters of an id of HTML: a plan's ids are nearly always without spaces, which are what HTML forbids. */
export const anchorOf = (id: string): string => escaped(id.replace(/\s/g, '-'))

export const count = (amount: number, one: string, many = `${one}s`): string => `${amount} ${amount === 1 ? one : many}`

/** A share as a bar with its words. */
export function bar(label: string, done: number, total: number): string {
  const words = `${done} of ${total}`
  return `<div class="bar"><span>${escaped(label)}</span><progress max="${Math.max(1, total)}" value="${Math.min(done, Math.max(1, total))}" aria-label="${escaped(`${label}: ${words}`)}"></progress><b>${words}</b></div>`
}

/** What a row of a table can be filtered by; a list of phases is written with spaces between them. */
export interface Facets {
  readonly phase?: string | undefined
  readonly owner?: string | undefined
  readonly state?: string | undefined
}

export const facets = ({ phase, owner, state }: Facets): string =>
  ` data-row${phase === undefined ? '' : ` data-phase="${escaped(phase)}"`}${owner === undefined ? '' : ` data-owner="${escaped(owner)}"`}${state === undefined ? '' : ` data-state="${escaped(state)}"`}`

export interface Row extends Facets {
  /** HTML of each cell; the first one heads the row. */
  readonly cells: readonly string[]
  /** ` id="…"` of the row, as `Anchors` gives it. */
  readonly anchor?: string
}

/** A table that scrolls by itself where it is too wide. Heads and caption are text, cells are HTML; tags that HTML lets out are left out. */
export function table(caption: string, heads: readonly string[], rows: readonly Row[]): string {
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join('')
  const body = rows.map(({ cells: [first = '', ...others], anchor, ...of }) => {
    return `<tr${anchor ?? ''}${facets(of)}><th scope="row">${first}${others.map((cell) => `<td>${cell}`).join('')}`
  })
  return `<div class="wide" role="region" aria-label="Table: ${escaped(caption)}" tabindex="0"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`
}

/** A picture, which scrolls by itself, with the table that can be read in its place. */
export const figure = (name: string, svg: string, behind: string): string =>
  `<figure><div class="picture" tabindex="0" role="region" aria-label="Picture: ${escaped(name)}">${svg}</div>${behind === '' ? '' : `<details class="behind"><summary>Show as a table</summary>${behind}</details>`}</figure>`

/** A part of the page, reached by `#<id>`. */
export const section = (id: string, title: string, body: string, lead = ''): string =>
  `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${escaped(title)}</h2>${lead === '' ? '' : `<p class="lead">${lead}</p>`}
${body}
</section>`
