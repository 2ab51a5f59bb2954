import type { Holder } from './account.ts'
import { addAttribute, type WithAttributes } from './attribute.ts'
import { type Content, type Entry, entriesOf } from './entries.ts'
import type { Reading } from './reading.ts'

/** Puts texts into a list of texts. */
export function pushTexts<K extends string>(
  record: { [key in K]?: string[] | undefined } & Holder,
  key: K,
  entries: readonly Entry[],
  reading: Reading,
): boolean {
  for (const { text, lines } of entries) {
    const lists = record as { [key in K]?: string[] | undefined }
    const list: string[] = lists[key] ?? []
    list.push(text)
    lists[key] = list
    reading.account.map(lines, record, key)
  }
  return entries.length > 0
}

/** Puts one text into a field; where the field has one already, or the label holds a list, the texts go to the attributes. */
export function setOne<K extends string>(
  record: { [key in K]?: string | undefined } & WithAttributes & Holder,
  key: K,
  content: Content,
  label: string,
  reading: Reading,
): boolean {
  const entries = entriesOf(content)
  for (const { text, lines } of entries) {
    if (record[key] === undefined && entries.length === 1) {
      ;(record as Record<K, string>)[key] = text
      reading.account.map(lines, record, key)
    } else {
      addAttribute(record, label, text)
      reading.account.map(lines, record, 'attributes')
    }
  }
  return entries.length > 0
}

/** Keeps a label of the plan and what it says word for word, where no field stands for it. */
export function keepAsAttribute(record: WithAttributes & Holder, label: string, content: Content, reading: Reading): boolean {
  const entries = entriesOf(content)
  for (const { text, lines } of entries) {
    addAttribute(record, label, text)
    reading.account.map(lines, record, 'attributes')
  }
  return entries.length > 0
}

/** Joins prose below a heading to the summary of its record. */
export function addSummary(record: { summary?: string | undefined } & Holder, entries: readonly Entry[], reading: Reading): boolean {
  for (const { text, lines } of entries) {
    record.summary = record.summary === undefined ? text : `${record.summary}\n\n${text}`
    reading.account.map(lines, record, 'summary')
  }
  return entries.length > 0
}
