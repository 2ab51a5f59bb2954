/** What is shown: rows of tables, cards of phases, rows of the pictures, and the activities. The choice stands in the address. */
export const filterScript = `
const form = $('filters')
const fields = ['q', 'phase', 'owner', 'state', 'critical', 'late']
const field = (name) => form.elements[name]
const valueOf = (name) => { const one = field(name); return !one ? '' : one.type === 'checkbox' ? (one.checked ? '1' : '') : one.value.trim() }
const put = (name, value) => { const one = field(name); if (one) { if (one.type === 'checkbox') one.checked = value === '1'; else one.value = value } }
let filter = {}
let matches = []
const isFiltered = () => fields.some((name) => filter[name])
const hashOf = () => {
  const [anchor, query = ''] = location.hash.slice(1).split('?')
  return { anchor: (() => { try { return decodeURIComponent(anchor) } catch { return anchor } })(), query: new URLSearchParams(query) }
}
const writeHash = (anchor) => {
  const query = new URLSearchParams(fields.filter((name) => filter[name]).map((name) => [name, filter[name]])).toString()
  const hash = (anchor ? encodeURIComponent(anchor) : '') + (query ? '?' + query : '')
  history.replaceState(null, '', hash ? '#' + hash : location.pathname + location.search)
}
let asked = []
const asks = (text) => asked.every((word) => text.includes(word))
const fits = (one) =>
  (!filter.phase || one.phase === filter.phase) && (!filter.owner || one.owner === filter.owner) && (!filter.state || one.state === filter.state) &&
  (!filter.critical || one.critical) && (!filter.late || one.late) && asks(one.words)
const texts = new WeakMap()
const textOf = (one) => { if (!texts.has(one)) texts.set(one, one.textContent.toLowerCase()); return texts.get(one) }
const fitsRow = (one) => {
  const { phase, owner, state } = one.dataset
  return (!filter.phase || phase === undefined || phase.split(' ').includes(filter.phase)) && (!filter.owner || owner === undefined || owner === filter.owner) &&
    (!filter.state || state === undefined || state === filter.state) && (!filter.q || asks(textOf(one)))
}
const rowsOfPage = all('[data-row]')
const rowsOfGantt = all('svg.pic-gantt [data-i]')
const applyFilter = () => {
  filter = {}
  for (const name of fields) filter[name] = valueOf(name)
  asked = filter.q.toLowerCase().split(/\\s+/).filter(Boolean)
  for (const one of rowsOfPage) one.hidden = !fitsRow(one)
  matches = acts.map(fits)
  const shown = matches.reduce((sum, is) => sum + (is ? 1 : 0), 0)
  const kept = matches.slice()
  for (let i = acts.length - 1; i >= 0; i--) if (kept[i] && acts[i].parent >= 0) kept[acts[i].parent] = true
  for (const one of rowsOfGantt) one.classList.toggle('off', isFiltered() && !kept[one.dataset.i])
  $('shown').textContent = isFiltered() ? (acts.length ? shown + ' of ' + acts.length + ' activities' : '') : ''
  form.classList.toggle('on', isFiltered())
  showRows(kept)
}
let waiting
form.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(() => { applyFilter(); writeHash(hashOf().anchor) }, acts.length > 3000 ? 120 : 0) })
form.addEventListener('submit', (event) => event.preventDefault())
form.addEventListener('reset', () => setTimeout(() => { applyFilter(); writeHash('') }))

// A link to anything that the page shows: what is folded is opened, an activity is looked up in its row.
const go = (anchor) => {
  const one = $(anchor)
  if (one && !one.closest('[hidden]')) {
    for (let up = one; up; up = up.parentElement) if (up.matches('details')) up.open = true
    if (one.matches('article')) for (const gate of all('details.gate', one)) if (gate.dataset.gate === anchor) gate.open = true
    one.scrollIntoView({ block: 'start' })
    all('.target').forEach((old) => old.classList.remove('target'))
    one.classList.add('target')
  } else if (places.has(anchor)) goTo(places.get(anchor))
}
const readHash = () => {
  const { anchor, query } = hashOf()
  if (location.hash.includes('?')) { for (const name of fields) put(name, query.get(name) || ''); applyFilter() }
  if (anchor) go(anchor)
}
addEventListener('hashchange', readHash)
`.trim()
