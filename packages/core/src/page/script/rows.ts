/** The activities: their words from the table, their numbers from the packed form, and what each one waits for. */
export const rowsScript = `
const TYPE = ['phase', 'milestone', 'task', 'gate']
const LINK = ['FS', 'SS', 'FF', 'SF']
const packed = $('packed') ? JSON.parse($('packed').textContent) : undefined
const signs = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => signs[name])
const acts = []
const places = new Map()
if (packed) {
  const body = $('rows').textContent
  const lines = body.slice(body.indexOf('<tbody>') + 8, body.lastIndexOf('</tbody>')).split('<tr><th>').slice(1)
  const numbers = packed.rows.split(';')
  let lineAt = 0
  let fileAt = 0
  lines.forEach((line, i) => {
    const [id, title, owner, state, start, finish, float] = line.split('<td>').map((text) => plain(text.replace(/\\n$/, '')))
    const parts = numbers[i].split(',')
    const number = (k) => Number(parts[k]) || 0
    const [type, up, phase, progress, done, flags, , long, , , file, more] = Array.from({ length: 12 }, (_, k) => number(k))
    const parent = up ? i - up : -1
    const from = parts[6] === 'x' ? null : number(6)
    lineAt += more
    fileAt = file || fileAt
    const [path, address] = parts[10] === 'x' ? [] : packed.files[fileAt - 1]
    acts.push({
      i, id, title, owner, state, start, finish, float, parent, progress, done: progress === 2 ? 100 : done, from, to: from + long,
      ghostFrom: parts[8] ? number(8) + from : null, ghostTo: number(9) + from + long, type: TYPE[type],
      phase: phase ? packed.phases[phase - 1] : up ? acts[parent].phase : '', critical: flags & 1, open: flags & 2, late: flags & 4, event: flags & 8,
      place: path && { text: path + ':' + lineAt, href: address && address + lineAt },
      depth: up ? acts[parent].depth + 1 : 0, holds: false, waits: [], leads: [], words: (id + ' ' + title + ' ' + owner).toLowerCase(),
    })
    for (let k = 12; k < parts.length; k += 2) acts[i].waits.push({ from: i - number(k), to: i, type: LINK[number(k + 1) & 3], driving: number(k + 1) > 3 })
    if (up) acts[parent].holds = true
    if (!places.has(anchorOf(id))) places.set(anchorOf(id), i)
  })
  for (const one of acts) for (const link of one.waits) acts[link.from].leads.push(link)
}
`.trim()
