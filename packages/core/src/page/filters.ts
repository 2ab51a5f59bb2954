import { escaped } from '../import/page-text.ts'
import type { Report } from './report-model.ts'

const select = (name: string, label: string, values: readonly (readonly [string, string])[]): string =>
  values.length < 2
    ? ''
    : `<label><span>${label}</span><select name="${name}"><option value="">all</option>${values.map(([value, words]) => `<option value="${escaped(value)}">${escaped(words)}</option>`).join('')}</select></label>`

const box = (name: string, label: string): string => `<label class="tick"><input type="checkbox" name="${name}"> ${label}</label>`

const clip = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** What the page can be narrowed down to. Shown by the script, for without it nothing would happen. */
export function filterForm({ phases, schedule, risks }: Report): string {
  const activities = schedule?.activities ?? []
  const owners = [...new Set([...activities, ...risks].flatMap(({ owner }) => (owner === undefined ? [] : [owner])))].sort()
  const states = [...new Set([...activities, ...phases].map(({ state }) => state))].sort()
  const fields = [
    '<label class="search"><span>Find</span><input type="search" name="q" placeholder="id or words" autocomplete="off" spellcheck="false"></label>',
    select(
      'phase',
      'Phase',
      phases.map(({ id, title }) => [id, clip(`${id} ${title}`)]),
    ),
    select(
      'owner',
      'Owner',
      owners.map((owner) => [owner, clip(owner)]),
    ),
    select(
      'state',
      'State',
      states.map((state) => [state, state.replaceAll('-', ' ')]),
    ),
    activities.some(({ critical }) => critical) ? box('critical', schedule?.mode === 'order' ? 'longest chain' : 'critical') : '',
    activities.some(({ late }) => late) ? box('late', 'late') : '',
  ]
  return `<form id="filters" role="search" aria-label="Filter" hidden>${fields.join('')}<button type="reset">Clear</button><output id="shown" aria-live="polite"></output></form>`
}
