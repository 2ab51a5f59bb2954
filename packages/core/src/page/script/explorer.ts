/** The activities as a tree of rows with their bars: only the rows that can be seen exist, so that ten thousand are as quick as ten. */
export const explorerScript = `
const HIGH = 28
const host = $('explorer')
const folded = new Set()
let view = []
let place = new Map()
let active = -1
let zoom = 1
let perDay = 1
let base = 0
let span = 1
let grid, rows, head, lines, detail, isPrinting = false
const button = (text, label, act) => { const one = set(make('button', '', text), { type: 'button', 'aria-label': label }); one.addEventListener('click', act); return one }

const build = () => {
  const tools = div('tools')
  const outer = acts.filter((one) => one.holds).map((one) => one.i)
  tools.append(
    button('Fold all', 'Fold all', () => { outer.forEach((i) => folded.add(i)); applyFilter() }),
    button('Unfold all', 'Unfold all', () => { folded.clear(); applyFilter() }),
    button('−', 'Show more time', () => zoomTo(zoom / 1.6)), button('+', 'Show less time', () => zoomTo(zoom * 1.6)), button('Fit', 'Fit all of the time', () => zoomTo(1)),
    make('span', 'faint', 'Arrow keys move and fold, Enter shows links.'),
  )
  grid = div('tree', { role: 'treegrid', tabindex: '0', 'aria-label': 'Activities', 'aria-colcount': '7' })
  head = div('row heads', { role: 'row', 'aria-rowindex': '1' })
  const left = div('left', { role: 'presentation' })
  for (const [name, text] of [['name', 'Activity'], ['owner', 'Owner'], ['state', 'State'], ['date', 'Start'], ['date', 'Finish'], ['float', 'Float']]) left.append(div(name, { role: 'columnheader' }, text))
  head.append(left, div('line ticks', { role: 'columnheader', 'aria-label': 'Time' }))
  const group = div('rowgroup', { role: 'presentation' })
  const headGroup = div('headgroup', { role: 'rowgroup' })
  headGroup.append(head)
  rows = div('rows', { role: 'rowgroup' })
  lines = svg('svg', { class: 'lines', 'aria-hidden': 'true' })
  group.append(rows, lines)
  grid.append(headGroup, group)
  detail = div('detail', { 'aria-live': 'polite' })
  detail.hidden = true
  host.append(tools, grid, detail)
  if (acts.length > 300) for (const one of acts) if (one.holds && one.depth > 0) folded.add(one.i)
  grid.addEventListener('scroll', () => requestAnimationFrame(draw), { passive: true })
  grid.addEventListener('click', ({ target }) => {
    const row = target.closest('[data-i]')
    if (!row) return
    const i = Number(row.dataset.i)
    if (target.closest('.fold')) fold(i)
    else select(i, true)
  })
  grid.addEventListener('keydown', onKey)
  new ResizeObserver(() => { measure(); draw() }).observe(grid)
}

const fold = (i, is = !folded.has(i)) => { if (is) folded.add(i); else folded.delete(i); applyFilter() }
const zoomTo = (next) => {
  const middle = (grid.scrollLeft + grid.clientWidth / 2) / grid.scrollWidth
  zoom = min(64, max(1, next))
  measure()
  grid.scrollLeft = middle * grid.scrollWidth - grid.clientWidth / 2
  draw()
}

const measure = () => {
  const left = head.firstChild.offsetWidth
  // The line of time spans what is shown.
  const timed = isFiltered() ? acts.filter((one) => matches[one.i] && one.from !== null) : []
  base = timed.length ? timed.reduce((least, one) => min(least, one.from), packed.days) : 0
  span = timed.length ? timed.reduce((most, one) => max(most, one.open ? packed.days : one.to + 1), 0) - base : packed.days
  const room = max(260, grid.clientWidth - left - 30)
  perDay = (room * zoom) / span
  const wide = span * perDay + 28
  grid.style.setProperty('--wide', wide + 'px')
  grid.style.setProperty('--left', left + 'px')
  const ticks = head.lastChild
  ticks.replaceChildren()
  for (const [at, text, strong] of ticksOf(perDay)) {
    if (at < base || at > base + span) continue
    const tick = make('span', strong ? 'strong' : '', text)
    tick.style.left = (at - base) * perDay + 'px'
    ticks.append(tick)
  }
}

const showRows = (kept) => {
  if (!packed) return
  view = []
  const open = []
  const isOpen = isFiltered()
  for (const one of acts) {
    open[one.i] = one.parent < 0 || (open[one.parent] && (isOpen || !folded.has(one.parent)))
    if (open[one.i] && kept[one.i]) view.push(one.i)
  }
  place = new Map(view.map((i, at) => [i, at]))
  rows.style.height = view.length * HIGH + 'px'
  grid.setAttribute('aria-rowcount', String(view.length + 1))
  measure()
  draw()
}

const draw = () => {
  const bottom = grid.scrollTop + grid.clientHeight
  const first = isPrinting ? 0 : max(0, floor(grid.scrollTop / HIGH) - 6)
  const last = isPrinting ? min(view.length, 2000) : min(view.length, ceil(bottom / HIGH) + 6)
  const shown = []
  for (let at = first; at < last; at++) shown.push(rowOf(acts[view[at]], at))
  if (!view.length) shown.push(emptyRow())
  rows.replaceChildren(...shown)
  rows.style.paddingTop = first * HIGH + 'px'
  drawLines(first, last)
  if (place.has(active)) grid.setAttribute('aria-activedescendant', 'row-' + active)
  else grid.removeAttribute('aria-activedescendant')
}
const emptyRow = () => { const row = div('row', { role: 'row' }); row.append(div('none', { role: 'gridcell' }, 'No activity fits the filter.')); return row }

const select = (i, isOpened) => {
  active = i
  draw()
  if (isOpened) { showDetail(acts[i]); writeHash(anchorOf(acts[i].id)) }
}
const reveal = (i) => {
  const top = place.get(i) * HIGH
  if (top < grid.scrollTop) grid.scrollTop = top
  else if (top + HIGH * 3 > grid.scrollTop + grid.clientHeight) grid.scrollTop = top + HIGH * 3 - grid.clientHeight
}
const goTo = (i) => {
  for (let up = acts[i].parent; up >= 0; up = acts[up].parent) folded.delete(up)
  if (!matches[i]) form.reset()
  applyFilter()
  grid.scrollTop = max(0, place.get(i) * HIGH - 4 * HIGH)
  select(i, true)
  host.scrollIntoView({ block: 'start' })
  grid.focus({ preventScroll: true })
}

const onKey = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const at = place.has(active) ? place.get(active) : -1
  const page = max(1, floor(grid.clientHeight / HIGH) - 3)
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: view.length - 1 }[event.key]
  if (to !== undefined) {
    const next = view[min(view.length - 1, max(0, to))]
    if (next !== undefined) { reveal(next); select(next) }
  } else if (event.key === 'ArrowRight' && at >= 0) {
    if (acts[active].holds && folded.has(active)) fold(active, false)
  } else if (event.key === 'ArrowLeft' && at >= 0) {
    if (acts[active].holds && !folded.has(active) && !isFiltered()) fold(active, true)
    else if (place.has(acts[active].parent)) { const up = acts[active].parent; reveal(up); select(up) }
  } else if ((event.key === 'Enter' || event.key === ' ') && at >= 0) select(active, true)
  else if (event.key === 'Escape') detail.hidden = true
  else if (event.key === '+') zoomTo(zoom * 1.6)
  else if (event.key === '-') zoomTo(zoom / 1.6)
  else return
  event.preventDefault()
}
for (const name of ['beforeprint', 'afterprint']) addEventListener(name, () => { isPrinting = name[0] === 'b'; if (packed) draw() })
`.trim()
