import { count, figure, idOf, section, table } from './markup.ts'
import { dependencySvg } from './picture/graph.ts'
import type { Report, ReportLink } from './report-model.ts'

/** Links in the table, those first that decide dates; each row of the activities says what it waits for. */
const mostRows = 60

const idIn = (key: string): string => key.slice(key.indexOf(':') + 1)

const wordsOf: Readonly<Record<ReportLink['type'], string>> = {
  FS: 'begins after it ends',
  SS: 'begins with it',
  FF: 'ends with it',
  SF: 'ends when it begins',
}

/** What waits for what: the picture, and its links as a table. */
export function dependencySection({ schedule }: Report): string {
  if (schedule === undefined || schedule.links.length === 0) return ''
  const { links } = schedule
  const shown = [...links].sort((a, b) => Number(b.driving) - Number(a.driving)).slice(0, mostRows)
  const rows = shown.map(({ from, to, type, driving }) => ({
    cells: [idOf(idIn(to)), `${wordsOf[type]} (${type})`, idOf(idIn(from)), driving ? 'decides the date' : ''],
  }))
  const caption =
    shown.length === links.length ? 'Dependencies' : `Dependencies: ${shown.length} of ${links.length}, those that decide dates first`
  const behind = table(caption, ['Activity', 'Relation', 'To', 'Effect'], rows)
  const lead = `${count(links.length, 'link')}; ${links.filter(({ driving }) => driving).length} of them decide when something begins.`
  return section('dependencies', 'Dependencies', figure('dependencies', dependencySvg(schedule, { most: 120 }), behind), lead)
}
