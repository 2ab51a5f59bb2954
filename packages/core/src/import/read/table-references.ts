import { idIn, partsOf, undecorated } from './table-cells.ts'

/** What a cell of references names. */
export interface NamedIds {
  readonly ids: readonly string[]
  /** False when the ids alone would not give the words of the cell back: prose in it, or a range. */
  readonly plain: boolean
}

/** The ids of a table in the order of its rows. */
export interface IdOrder {
  readonly ids: readonly string[]
  readonly place: ReadonlyMap<string, number>
}

const nouns =
  /^(?:tasks?|ticket|story|wp|wbs|risks?|milestones?|phases?|任务|タスク|作業|작업|задач[аиу]|aufgaben?|tareas?|tarefas?|tâches?)\s+/iu
const between = /^(\S{1,60}?)\s*(?:–|—|\.{2,3}|…|~|〜|～|\s(?:to|through|thru|bis|al?|à|до|至|到)\s)\s*(\S{1,60})$/u
/** A hyphen is in most ids, so that it says "to" only between two declared ones. */
const hyphened = /^(\S{0,60}\d)\s*-\s*(\S{0,60}\d)$/u

/** Reads ids out of a cell. Ids that are declared count whatever they look like; a range only where all of it is declared in `order`. */
export function idsNamedIn(cell: string, isDeclared: (id: string) => boolean, order: IdOrder): NamedIds {
  const ids: string[] = []
  let plain = true
  for (const part of partsOf(cell).flatMap((line) => line.split(/[,;、，；&+]|\s(?:and|und|y|e|et|и|と|および)\s/u))) {
    const words = undecorated(part)
      .replace(nouns, '')
      .replace(/^#(?=\S)/, '')
      .trim()
    if (words === '') continue
    const id = isDeclared(words) ? words : idIn(words)
    const range = words.length > 130 ? undefined : rangeIn(words, isDeclared)
    if (isDeclared(words)) ids.push(words)
    else if (range) {
      plain = false
      ids.push(...idsBetween(range[1] as string, range[2] as string, order))
    } else if (id === undefined) plain = false
    else ids.push(id)
  }
  return { ids: [...new Set(ids)], plain }
}

function rangeIn(words: string, isDeclared: (id: string) => boolean): RegExpExecArray | undefined {
  const sure = between.exec(words)
  if (sure) return sure
  const weak = hyphened.exec(words)
  return weak && isDeclared(weak[1] as string) && isDeclared(weak[2] as string) ? weak : undefined
}

/** The ids from one to the other, both included; none unless they are declared one after the other with numbers that grow by one. */
function idsBetween(from: string, to: string, order: IdOrder): readonly string[] {
  const first = /^(.*?)(\d{1,9})$/.exec(from)
  const last = /^(.*?)(\d{1,9})$/.exec(to)
  const begin = order.place.get(from)
  if (!first || !last || begin === undefined || (last[1] !== first[1] && last[1] !== '')) return []
  const count = Number(last[2]) - Number(first[2]) + 1
  const ids = order.ids.slice(begin, begin + Math.max(0, Math.min(count, order.ids.length)))
  const wanted = (step: number) => Number(first[2]) + step
  const isRow = ids.every((id, step) => id.startsWith(first[1] as string) && Number(id.slice((first[1] as string).length)) === wanted(step))
  return count > 1 && ids.length === count && isRow ? ids : []
}
