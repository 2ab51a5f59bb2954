// Days are whole numbers, 0 for 1970-01-01: no time zone, no clock, no local time.

/** Days from 1970-01-01 to a day of the proleptic Gregorian calendar; of a text that is no date, NaN. */
export function dayNumber(date: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  if (!match) return Number.NaN
  const month = Number(match[2])
  // The year begins in March, so that the day that comes and goes is its last.
  const year = Number(match[1]) - (month <= 2 ? 1 : 0)
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(match[3]) - 1
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + dayOfYear - 719_468
}

const pad = (value: number, length: number): string => String(value).padStart(length, '0')

/** YYYY-MM-DD of a day; years outside of 0000 to 9999 are cut to the nearest that can be written. */
export function isoDay(day: number): string {
  const clipped = Math.min(2_932_896, Math.max(-719_528, Math.floor(day)))
  const shifted = clipped + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const dayOfYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day1 = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  return `${pad(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)}-${pad(month, 2)}-${pad(day1, 2)}`
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}
