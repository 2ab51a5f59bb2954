import { px, widthOf } from './svg.ts'

const day = 86_400_000

/** Days since 1970 of "2026-03-09", or of "W3 d2" in a schedule that counts from its start; undefined for anything else. */
export function dayOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const relative = /^W(-?\d{1,6})(?: d(\d))?$/.exec(text)
  if (relative !== null) return Number(relative[1]) * 7 + Number(relative[2] ?? 1) - 1
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return undefined
  const at = Date.parse(`${text.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(at) ? undefined : at / day
}

/** "2026-03-09" of days since 1970. */
export const dateOf = (days: number): string => new Date(days * day).toISOString().slice(0, 10)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export interface Tick {
  readonly day: number
  readonly text: string
  /** The first of a year or of a month: drawn stronger, with a fuller text. */
  readonly strong: boolean
}

/** Least pixels between two ticks. */
const least = 44

function dayTicks(from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = []
  // Multiples of weeks begin on Mondays: day 4 of 1970 was one.
  const first = step % 7 === 0 ? from + ((((4 - from) % 7) + 7) % 7) : from
  let before = ''
  for (let at = first; at <= to; at += step) {
    const date = dateOf(at)
    const month = date.slice(0, 7)
    const strong = month !== before
    const name = months[Number(date.slice(5, 7)) - 1] as string
    const year = before.slice(0, 4) !== date.slice(0, 4) ? ` ${date.slice(0, 4)}` : ''
    ticks.push({ day: at, text: strong ? `${Number(date.slice(8))} ${name}${year}` : String(Number(date.slice(8))), strong })
    before = month
  }
  return ticks
}

function monthTicks(from: number, to: number, step: number): Tick[] {
  const ticks: Tick[] = []
  const start = new Date(from * day)
  for (let index = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; index++) {
    if (index % step !== 0) continue
    const at = Date.UTC(Math.floor(index / 12), index % 12, 1) / day
    if (at > to) return ticks
    if (at < from) continue
    const year = String(Math.floor(index / 12))
    const isJanuary = index % 12 === 0
    const strong = isJanuary || ticks.length === 0
    ticks.push({
      day: at,
      text: step % 12 === 0 ? year : strong ? `${months[index % 12]} ${year}` : (months[index % 12] as string),
      strong,
    })
  }
}

/** Ticks of a span of days that is so many pixels wide: days, weeks, months, quarters or years, as there is room. */
export function dateTicks(from: number, to: number, width: number): Tick[] {
  const perDay = width / Math.max(1, to - from)
  for (const step of [1, 7, 14]) if (perDay * step >= least) return dayTicks(from, to, step)
  for (const step of [1, 3, 6, 12, 24, 60, 120, 240]) if (perDay * step * 30 >= least) return monthTicks(from, to, step)
  return monthTicks(from, to, 1200)
}

/** Ticks that count weeks: `first` is the number of the week in which `from` lies. */
export function weekTicks(from: number, to: number, width: number, first: number): Tick[] {
  const perWeek = (width / Math.max(1, to - from)) * 7
  const step = [1, 2, 4, 5, 10, 20, 50, 100, 200, 500, 1000].find((one) => one * perWeek >= least) ?? 5000
  const ticks: Tick[] = []
  for (let week = 0; from + week * 7 <= to; week++)
    if ((first + week) % step === 0) ticks.push({ day: from + week * 7, text: `W${first + week}`, strong: ticks.length === 0 })
  return ticks
}

/** Ticks of whole numbers from 0 to at least `most`, about `count` of them. */
export function numberTicks(most: number, count: number): readonly number[] {
  const rough = Math.max(1, most / count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? power * 10)
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, index) => index * step)
}

/** Days on a line of pixels. */
export interface Scale {
  readonly from: number
  readonly to: number
  readonly left: number
  readonly width: number
  readonly x: (day: number) => number
}

export function scaleOf(from: number, to: number, left: number, width: number): Scale {
  const span = Math.max(1, to - from)
  return { from, to, left, width, x: (at) => left + ((at - from) / span) * width }
}

/** Upright lines at the ticks, with their words above or below. */
export function axis(scale: Scale, ticks: readonly Tick[], top: number, bottom: number, wordsAt: number): string {
  const lines = ticks.map(({ day: at }) => `M${px(scale.x(at))} ${px(top)}V${px(bottom)}`).join('')
  // A longer word, as that of a year, may reach over the next tick, which then has none.
  let free = Number.NEGATIVE_INFINITY
  const worded = ticks.filter(({ day: at, text }) => {
    if (scale.x(at) < free) return false
    free = scale.x(at) + widthOf(text) + 8
    return true
  })
  const words = worded.map(
    ({ day: at, text, strong }) =>
      `<text class="${strong ? 'strong' : 'faint'}" x="${px(scale.x(at) + 3)}" y="${px(wordsAt)}">${text}</text>`,
  )
  return `<path class="rule" d="${lines}"/>${words.join('')}`
}
