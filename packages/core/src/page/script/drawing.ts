/** One row of the tree with its bar, the lines between bars, and what is said of one activity. */
export const drawingScript = `
const shapeOf = (one) => (one.type === 'gate' ? 'diamond' : one.event ? 'diamond event' : one.holds ? 'span' : 'block')
const leftOf = (one) => (one.from - base) * perDay
const wideOf = (one) => max(4, ((one.open ? packed.days : one.to + 1) - one.from) * perDay)
const saidOf = (one) => [
  one.type, one.state, one.from === null ? 'no dates' : '', one.done && one.done < 100 ? one.done + ' percent done' : '', one.critical ? 'critical' : '', one.late ? 'late' : '', one.open ? 'no end' : '',
].filter(Boolean).join(', ')

const rowOf = (one, at) => {
  const row = div('row' + (one.i === active ? ' active' : '') + (one.depth ? '' : ' outer') + (isFiltered() && !matches[one.i] ? ' above' : ''), {
    role: 'row', id: 'row-' + one.i, 'data-i': one.i, 'aria-rowindex': at + 2, 'aria-level': one.depth + 1, 'aria-selected': String(one.i === active),
    'aria-expanded': one.holds ? String(isFiltered() || !folded.has(one.i)) : undefined,
  })
  const left = div('left', { role: 'presentation' })
  const name = set(make('div', 'name d' + min(6, one.depth)), { role: 'rowheader', title: one.id + ' ' + one.title })
  name.append(set(make('span', one.holds ? 'fold' : 'leaf', one.holds ? (folded.has(one.i) && !isFiltered() ? '▸' : '▾') : ''), { 'aria-hidden': 'true' }), make('code', 'id', one.id), ' ' + one.title)
  left.append(name)
  for (const [kind, text] of [['owner', one.owner], ['state', one.state.replaceAll('-', ' ')], ['date', one.start], ['date', one.open ? 'open' : one.finish], ['float', one.float]]) left.append(div(kind, { role: 'gridcell', title: kind === 'owner' ? text : undefined }, text))
  const line = div('line', { role: 'gridcell', 'aria-label': saidOf(one) })
  if (packed.today !== null && packed.today >= base) { const today = make('i', 'today'); today.style.left = (packed.today - base) * perDay + 'px'; line.append(today) }
  if (one.ghostFrom !== null) {
    const ghost = make('i', 'ghost')
    ghost.style.left = (one.ghostFrom - base) * perDay + 'px'
    ghost.style.width = max(4, (one.ghostTo - one.ghostFrom + 1) * perDay) + 'px'
    line.append(ghost)
  }
  if (one.from !== null) {
    const bar = make('i', shapeOf(one) + (one.progress === 2 ? ' did' : one.critical ? ' crit' : '') + (one.open ? ' open' : ''))
    if (bar.classList.contains('diamond')) bar.style.left = leftOf(one) + ((one.to - one.from + 1) * perDay) / 2 - 6 + 'px'
    else {
      bar.style.left = leftOf(one) + 'px'
      bar.style.width = wideOf(one) + 'px'
      if (one.progress < 2 && one.done) { const part = make('b'); part.style.width = one.done + '%'; bar.append(part) }
    }
    line.append(bar)
    if (one.late) { const late = make('em', '', 'late'); late.style.left = leftOf(one) + wideOf(one) + 4 + 'px'; line.append(late) }
  }
  row.append(left, line)
  return row
}

// Lines of the rows that can be seen; one that has an end outside of the rows is cut off by the edge.
const drawLines = (first, last) => {
  lines.replaceChildren()
  if (isPrinting) return
  set(lines, { width: span * perDay + 28, height: max(0, last - first) * HIGH })
  lines.style.top = first * HIGH + 'px'
  const sides = { FS: [1, 0], SS: [0, 0], FF: [1, 1], SF: [0, 1] }
  const paths = { plain: '', drive: '', crit: '' }
  const seen = new Set()
  let left = 800
  for (let at = first; at < last; at++) {
    const one = acts[view[at]]
    for (const link of [...one.waits, ...one.leads]) {
      const [from, to] = [acts[link.from], acts[link.to]]
      if (seen.has(link) || left <= 0 || !place.has(link.from) || !place.has(link.to) || from.from === null || to.from === null || from.parent === to.i || to.parent === from.i) continue
      seen.add(link)
      left--
      const [fromSide, toSide] = sides[link.type]
      const x1 = leftOf(from) + (fromSide ? wideOf(from) : 0)
      const x2 = leftOf(to) + (toSide ? wideOf(to) : 0)
      const y1 = (place.get(link.from) - first) * HIGH + HIGH / 2
      const y2 = (place.get(link.to) - first) * HIGH + HIGH / 2
      const out = x1 + (fromSide ? 5 : -5)
      const near = x2 + (toSide ? 5 : -5)
      const turn = y2 + (y2 > y1 ? -HIGH / 2 : HIGH / 2)
      const way = (fromSide ? near >= out : near <= out) ? 'H' + out + 'V' + y2 + 'H' + x2 : 'H' + out + 'V' + turn + 'H' + near + 'V' + y2 + 'H' + x2
      const tip = toSide ? 'm4 -3l-4 3 4 3' : 'm-4 -3l4 3 -4 3'
      paths[link.driving && from.critical && to.critical ? 'crit' : link.driving ? 'drive' : 'plain'] += 'M' + x1 + ' ' + y1 + way + tip
    }
  }
  for (const name in paths) {
    if (paths[name]) lines.append(svg('path', { class: name, d: paths[name] }))
  }
}

const jumps = (title, links, end) => {
  const box = div('jumps')
  box.append(make('h4', '', title))
  if (!links.length) box.append(make('p', 'faint', 'nothing'))
  const list = make('ul')
  for (const link of links.slice(0, 30)) {
    const other = acts[link[end]]
    const entry = make('li')
    entry.append(button(other.id, 'Go to ' + other.id + ' ' + other.title, () => goTo(other.i)), ' ' + other.title + ' (' + link.type + (link.driving ? ', decides the date' : '') + ')')
    list.append(entry)
  }
  if (links.length > 30) list.append(make('li', 'faint', 'and ' + (links.length - 30) + ' more'))
  box.append(list)
  return box
}
const showDetail = (one) => {
  const title = make('h3')
  title.append(make('code', 'id', one.id), ' ' + one.title)
  const facts = make('dl')
  const fact = (name, value) => { if (value) { const pair = div(); const text = make('dd'); text.append(value); pair.append(make('dt', '', name), text); facts.append(pair) } }
  fact('State', one.state.replaceAll('-', ' ') + (one.done && one.done < 100 ? ', ' + one.done + ' % done' : ''))
  fact('Owner', one.owner)
  fact('Dates', one.start && one.start + ' – ' + (one.open ? 'open' : one.finish))
  if (one.ghostFrom !== null && packed.mode === 'dated') {
    const date = (at) => new Date((packed.origin + at) * 864e5).toISOString().slice(0, 10)
    fact(packed.baseline || 'Baseline', date(one.ghostFrom) + ' – ' + date(one.ghostTo))
  }
  fact('Float', one.float && one.float + ' days')
  fact('Notes', [one.critical ? (packed.mode === 'order' ? 'on the longest chain' : 'on the critical path') : '', one.late ? 'late' : '', one.event ? 'its length is not known' : ''].filter(Boolean).join(', '))
  if (one.place) {
    const where = make(one.place.href ? 'a' : 'code', '', one.place.text)
    if (one.place.href) set(where, { href: one.place.href })
    fact('Written at', where)
  }
  const close = button('Close', 'Close', () => { detail.hidden = true; grid.focus() })
  close.className = 'close'
  detail.replaceChildren(close, title, facts, jumps('Waits for', one.waits, 'from'), jumps('Is waited for by', one.leads, 'to'))
  detail.hidden = false
}
`.trim()
