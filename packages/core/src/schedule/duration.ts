/** What the words of a plan are counted with. */
export interface WorkUnits {
  readonly minutesPerDay: number
  readonly daysPerWeek: number
}

/** An amount of time that a plan says. `minutes` are working minutes, or minutes of the clock where `calendar` is set. */
export interface Amount {
  readonly minutes: number
  readonly calendar: boolean
  /** "about 3 days": the number counts as it stands. */
  readonly approximate: boolean
}

/** Why no amount is known. */
export interface UnknownAmount {
  readonly unknown: 'none' | 'placeholder' | 'unreadable'
  /** What to write in its place; only of what cannot be read. */
  readonly help?: string
}

export type Duration = Amount | UnknownAmount

const words: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  'half a': 0.5,
  'half an': 0.5,
  half: 0.5,
  '½': 0.5,
  '1/2': 0.5,
  'one and a half': 1.5,
}

type Unit = 'minute' | 'hour' | 'day' | 'week'

const number =
  '(?:[0-9]+(?:[.,][0-9]+)?|one and a half|half an?|half|½|1/2|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)'
const kind = '(?:(?:full[ -])?(?:working|work|business|week|calendar|elapsed|clock)[ -]*)'
const unit = '(?:minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|wd|bd|cd)'
const part = new RegExp(`^(${number})[ -]*(${kind})?(${unit})(?![\\p{L}\\p{N}])[.]?(?:\\s*(?:,|and|[+])?\\s*)`, 'iu')
const about = /^(?:~|≈|∼|about\s|around\s|approximately\s|approx\.?\s|ca\.?\s|circa\s|roughly\s|some\s)\s*/i
const iso = /^P(?=\d|T\d)(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?)?$/i
const placeholder = /\{[^{}]*\}|<[^<>]+>|\[[^[\]]*\]|\bN\b|(?<![\p{L}\p{N}])[_?]+(?![\p{L}\p{N}])|\bX{1,3}\b/u

/** Longer than any plan: ten thousand years of eight hours a day. */
const limit = 1_752_000_000

function numberOf(text: string): number | undefined {
  const word = words[text.toLowerCase()]
  if (word !== undefined) return word
  // "1,500" is fifteen hundred to some and one and a half to others: nothing is taken from it.
  if (/^\d+,\d{3}$/.test(text)) return undefined
  return Number(text.replace(',', '.'))
}

function unitOf(text: string): { readonly unit: Unit; readonly calendar?: boolean } {
  const lower = text.toLowerCase()
  if (lower === 'cd') return { unit: 'day', calendar: true }
  if (lower === 'wd' || lower === 'bd') return { unit: 'day' }
  if (lower.startsWith('m')) return { unit: 'minute' }
  if (lower.startsWith('h')) return { unit: 'hour' }
  return { unit: lower.startsWith('d') ? 'day' : 'week' }
}

const clock: Readonly<Record<Unit, number>> = { minute: 1, hour: 60, day: 1440, week: 10_080 }

function minutesOf(count: number, unit: Unit, calendar: boolean, units: WorkUnits): number {
  if (calendar) return count * clock[unit]
  if (unit === 'day') return count * units.minutesPerDay
  return unit === 'week' ? count * units.daysPerWeek * units.minutesPerDay : count * clock[unit]
}

const known = (minutes: number, calendar: boolean, approximate: boolean): Duration =>
  Number.isFinite(minutes) && minutes <= limit
    ? { minutes: Math.round(minutes), calendar, approximate }
    : { unknown: 'unreadable', help: 'it is longer than any plan: write the duration in days or weeks' }

const example = 'write it as an amount of time: "3 days", "1.5 weeks", "4 hours"'

/** Why a text is no amount. */
function unreadable(text: string): UnknownAmount {
  if (placeholder.test(text)) return { unknown: 'placeholder' }
  if (/\d\s*(?:-|–|—|to|\.\.+|\/)\s*\d|\bor\b|\bbetween\b/i.test(text))
    return { unknown: 'unreadable', help: 'a range is no duration: write the likely one, and the range as spread: { low: …, high: … }' }
  if (/\b(?:months?|quarters?|years?|mo|yrs?)\b|^P[^T]*\d[MY]/i.test(text))
    return { unknown: 'unreadable', help: 'months hold no fixed number of working days: write weeks or days' }
  if (/\b(?:person|man|people|dev|engineer|fte|story|points?|pd|md)\b/i.test(text))
    return { unknown: 'unreadable', help: 'effort is no duration: write how long it takes, "4 days"' }
  if (/^\W*\d+(?:[.,]\d+)?\W*$/.test(text)) return { unknown: 'unreadable', help: 'name the unit: "3 days", "2 weeks"' }
  return { unknown: 'unreadable', help: example }
}

function isoAmount(text: string, units: WorkUnits): Duration | undefined {
  const match = iso.exec(text)
  if (!match) return undefined
  const [weeks, days, hours, minutes] = match.slice(1).map((count) => Number(count ?? 0)) as [number, number, number, number]
  return known(minutesOf(weeks, 'week', false, units) + minutesOf(days, 'day', false, units) + hours * 60 + minutes, false, false)
}

/**
 * The amount that a text of the plan says: "4 working days", "1.5 weeks", "30 minutes", "2h", "P3D", "half a day", "1 week 2 days".
 * Weeks and days are working time unless the text says calendar (elapsed) days. Ranges, months, effort and words without a number are
 * never turned into one; remarks in parentheses are left aside where they hold no number.
 */
export function parseDuration(text: string | undefined, units: WorkUnits): Duration {
  const whole = (text ?? '')
    .slice(0, 200)
    .replace(/[*_`]/g, (mark) => (mark === '_' ? mark : ''))
    .trim()
  if (whole === '' || /^(?:-|–|—|n\/a|none)$/i.test(whole)) return { unknown: 'none' }
  const fromIso = isoAmount(whole, units)
  if (fromIso) return fromIso
  const plain = whole.replace(/\s*\([^()\d]*\)\s*$/, '').replace(/\s*\.$/, '')
  const approximate = about.test(plain)
  let rest = plain.replace(about, '')
  let minutes = 0
  let calendar: boolean | undefined
  while (rest !== '') {
    const match = part.exec(rest)
    const count = match ? numberOf(match[1] as string) : undefined
    if (!match || count === undefined) return unreadable(whole)
    const { unit, calendar: ofUnit } = unitOf(match[3] as string)
    const isCalendar = ofUnit ?? /calendar|elapsed|clock/i.test(match[2] ?? '')
    if (calendar !== undefined && calendar !== isCalendar) return unreadable(whole)
    calendar = isCalendar
    minutes += minutesOf(count, unit, isCalendar, units)
    rest = rest.slice(match[0].length)
  }
  return known(minutes, calendar ?? false, approximate)
}

/** How much one activity waits for another, or begins before it ends. */
export interface Lag {
  readonly minutes: number
  readonly calendar: boolean
}

/** The lag of a dependency: "2 days", "-1 week", "3 calendar days"; what says neither working nor calendar is as `byDefault` says. */
export function parseLag(text: string, units: WorkUnits, byDefault: 'working' | 'calendar'): Lag | UnknownAmount {
  const match = /^\s*([-+−–]?)\s*(.*)$/s.exec(text) as RegExpExecArray
  const amount = match[2] as string
  const says = /working|work[ -]|business|\d\s*[wb]d\b/i.test(amount)
  const found = parseDuration(amount, units)
  if ('unknown' in found) return found
  const calendar = found.calendar || (byDefault === 'calendar' && !says)
  const asClock = calendar && !found.calendar ? parseDuration(amount, { minutesPerDay: 1440, daysPerWeek: 7 }) : found
  const minutes = 'unknown' in asClock ? found.minutes : asClock.minutes
  return { minutes: match[1] === '' || match[1] === '+' || minutes === 0 ? minutes : -minutes, calendar }
}

/** "last 2 days", "last week" of a relation: by how much one overlaps another. */
export function parseOverlap(text: string | undefined, units: WorkUnits): Duration {
  if (text === undefined) return { unknown: 'none' }
  const amount = text.replace(/^.*?\b(?:last|final)\s+/is, '').replace(/\s+(?:of|with)\s.*$/is, '')
  return parseDuration(/^(?:day|week|hour)s?$/i.test(amount) ? `one ${amount}` : amount, units)
}

/** An amount of working time in words: "3 d", "1.5 d", "2 h 30 min". */
export function durationWords(minutes: number, minutesPerDay: number): string {
  const size = Math.abs(minutes)
  const sign = minutes < 0 ? '-' : ''
  if (size === 0) return '0 d'
  const days = size / minutesPerDay
  if (Number.isInteger(days * 100) && (days >= 1 || Number.isInteger(days * 4))) return `${sign}${days} d`
  if (days >= 1) return `${sign}${Number(days.toFixed(2))} d`
  const hours = Math.floor(size / 60)
  const left = size - hours * 60
  return `${sign}${[hours > 0 ? `${hours} h` : '', left > 0 ? `${left} min` : ''].filter((one) => one !== '').join(' ')}`
}
