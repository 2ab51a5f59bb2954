import type { GateResult, Location, RecordType } from '@refractor/core'
import { padTo } from '../display-width.ts'
import { placeOf } from '../findings-text.ts'
import { oneLine } from '../printable.ts'
import type { TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'

export interface ShowData {
  readonly type: RecordType
  readonly program: string
  readonly id: string
  readonly title: string
  readonly location: Location
  readonly state?: string
  /** Fields that no file says and that follow from others. */
  readonly derived?: Readonly<Record<string, string>>
  /** As the file has it. */
  readonly record: Readonly<Record<string, unknown>>
  readonly links: Readonly<Record<string, readonly string[]>>
  /** Every review of a phase that is kept: those that closed it, those that did not, and why it was opened again. */
  readonly reviews?: readonly { readonly at: string; readonly author: string; readonly says: string; readonly path: string }[]
  readonly gate?: Pick<GateResult, 'id' | 'verdict' | 'counts'>
}

/** Fields that the first line says, or whose content is listed as links. */
const elsewhere = new Set([
  'format',
  'id',
  'title',
  'name',
  'statement',
  'tasks',
  'milestones',
  'deliverables',
  'entry',
  'exit',
  'gates',
  'acceptance',
  'children',
  'dependencies',
  'dependsOn',
  'criteria',
  'roles',
  'people',
])

/** A value on one line: lists with commas, maps as key: value. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(typeof value[0] === 'string' && String(value[0]).includes(' ') ? '; ' : ', ')
  if (value === null || typeof value !== 'object') return oneLine(String(value))
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => `${key}: ${inWords(inner)}`)
    .join(', ')
}

type ReviewLine = NonNullable<ShowData['reviews']>[number]

const reviewLines = ({ at, says, author, path }: ReviewLine, width: number): string[] =>
  wrapBehind(`  ${at.slice(0, 16).replace('T', ' ')}  `, `${oneLine(says)} · ${author} · ${path}`, width)

export const showText: TextBody = (answer, { width, paint }) => {
  const data = answer.data as unknown as ShowData
  const fields: [string, string][] = Object.entries(data.record)
    .filter(([key, value]) => !elsewhere.has(key) && value !== undefined)
    .map(([key, value]) => [key, inWords(value)])
  if (data.state !== undefined) fields.unshift(['state', data.state.replace(/-/g, ' ')])
  fields.unshift(...Object.entries(data.derived ?? {}))
  const links: [string, string][] = Object.entries(data.links).map(([key, ids]) => [key, ids.join(', ')])
  if (data.gate !== undefined) links.push(['verdict', data.gate.verdict])
  const labelWidth = Math.max(4, ...[...fields, ...links].map(([key]) => key.length))
  const lines = [...fields, ...links].flatMap(([key, value]) => wrapBehind(`  ${padTo(key, labelWidth)}  `, value, width))
  const head = wrapBehind(`${data.id}  `, data.title === '' ? data.type : `${data.title} (${data.type})`, width)
  return [
    paint.strong(head[0] as string),
    ...head.slice(1),
    ...wrapBehind('  ', placeOf(data.location), width).map(paint.faint),
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...(data.reviews === undefined ? [] : ['', ...data.reviews.flatMap((one) => reviewLines(one, width))]),
  ]
}
