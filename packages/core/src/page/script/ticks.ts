/** Ticks of the line of time: days, weeks, months or years, as there is room. */
export const ticksScript = `
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const ticksOf = (perDay) => {
  const { origin, days, mode } = packed
  const ticks = []
  if (mode === 'order') {
    const step = max(1, ceil(40 / perDay))
    for (let at = 0; at < days; at += step) ticks.push([at, at === 0 ? 'step 1' : String(at + 1), at === 0])
    return ticks
  }
  if (mode === 'relative') {
    const step = [1, 2, 4, 10, 20, 50, 100, 500].find((one) => one * 7 * perDay >= 44) || 1000
    // Weeks that the rows name count as they are; else the first one is week 1.
    const named = /^W(\\d+)\\sd(\\d)/.exec((acts.find((one) => one.from === 0) || {}).start || 'W1 d1')
    const first = Number(named[1])
    const shift = Number(named[2]) - 1
    for (let week = 0; week * 7 - shift < days; week += step) ticks.push([max(0, week * 7 - shift), 'W' + (first + week), week === 0])
    return ticks
  }
  const dateAt = (at) => new Date((origin + at) * 864e5)
  const step = [1, 7, 14].find((one) => one * perDay >= 46)
  if (step) {
    // Day 4 of 1970 was a Monday.
    let month = -1
    for (let at = step === 1 ? 0 : (((4 - origin) % 7) + 7) % 7; at < days; at += step) {
      const date = dateAt(at)
      const isNew = date.getUTCMonth() !== month
      ticks.push([at, date.getUTCDate() + (isNew ? ' ' + MONTHS[date.getUTCMonth()] + (month < 0 && step * perDay > 80 ? ' ' + date.getUTCFullYear() : '') : ''), isNew])
      month = date.getUTCMonth()
    }
    return ticks
  }
  const every = [1, 3, 6, 12, 24, 60, 120].find((one) => one * 30 * perDay >= 64) || 240
  const start = dateAt(0)
  for (let index = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; index++) {
    if (index % every) continue
    const at = Date.UTC(floor(index / 12), index % 12) / 864e5 - origin
    if (at >= days) return ticks
    if (at < 0) continue
    const isYear = index % 12 === 0 || !ticks.length
    ticks.push([at, every % 12 === 0 ? String(index / 12) : MONTHS[index % 12] + (isYear ? ' ' + floor(index / 12) : ''), isYear])
  }
}
`.trim()
