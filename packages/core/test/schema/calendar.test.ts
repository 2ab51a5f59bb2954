// tested-for: P5.R1
import { expect, it } from 'vitest'
import { loadRecord } from '../../src/load/record.ts'

const codes = (holidays: string): string[] =>
  loadRecord('program', {
    path: 'specification/program.yaml',
    text: `format: 1\nid: "house"\nname: "House"\ncalendar:\n  holidays: ${holidays}\n`,
  }).diagnostics.map(({ code, location }) => `${code} ${location?.line}`)

it.each<[string, string, string[]]>([
  ['days', '["2026-12-25"]', []],
  ['days from one to another', '[{ from: "2026-12-24", to: "2026-12-26", name: "Feast" }]', []],
  ['one day', '[{ from: "2026-12-24", to: "2026-12-24" }]', []],
  ['an end before its beginning', '[{ from: "2026-12-26", to: "2026-12-24" }]', ['schema/invalid-value 5']],
  ['no day', '["2026-02-30"]', ['schema/invalid-value 5']],
])('holidays: %s', (_, holidays, found) => {
  expect(codes(holidays)).toEqual(found)
})
