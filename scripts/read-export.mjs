// Reads an export with the real reader of its format and prints what it saw as JSON: node read-export.mjs mermaid|ical|xlsx FILE. Run by
// prove-exports.mjs from a folder that has the readers.
import { readFileSync } from 'node:fs'

const [, , kind, file] = process.argv

async function mermaidFile() {
  const { JSDOM } = await import('jsdom')
  const { window } = new JSDOM('<!doctype html><body></body>')
  for (const key of ['window', 'document', 'Element', 'HTMLElement', 'SVGElement', 'Node', 'DOMParser'])
    globalThis[key] = key === 'window' ? window : window[key]
  const { default: mermaid } = await import('mermaid')
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })
  const diagrams = [...readFileSync(file, 'utf8').matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map(([, text]) => text)
  const problems = diagrams.length === 0 ? ['there is no diagram'] : []
  const tasks = []
  for (const text of diagrams) {
    try {
      await mermaid.parse(text)
      if (!text.startsWith('gantt')) continue
      const { db } = await mermaid.mermaidAPI.getDiagramFromText(text)
      for (const { startTime, endTime, crit } of db.getTasks()) {
        const day = (time) => (Number.isNaN(time?.getTime() ?? Number.NaN) ? 'none' : time.toISOString().slice(0, 10))
        tasks.push({ start: day(startTime), end: day(endTime), crit: crit === true })
      }
    } catch (error) {
      problems.push(String(error?.message ?? error).slice(0, 300))
    }
  }
  return { problems, tasks, lengths: diagrams.map((text) => text.length) }
}

async function calendar() {
  const { default: ical } = await import('ical.js')
  const problems = []
  const entries = []
  try {
    const component = new ical.Component(ical.parse(readFileSync(file, 'utf8')))
    for (const one of component.getAllSubcomponents()) {
      const value = (name) => one.getFirstPropertyValue(name)
      if (value('dtstamp')?.zone?.tzid !== 'UTC') problems.push(`no stamp in UTC at ${value('uid')}`)
      const start = value('dtstart')?.toString()
      const last = one.name === 'vtodo' ? value('due')?.toString() : start
      if (one.name === 'vtodo' && start !== undefined && start >= last) problems.push(`${value('uid')} is due before it begins`)
      entries.push({ uid: value('uid'), day: last, summary: value('summary') })
    }
  } catch (error) {
    problems.push(String(error?.message ?? error).slice(0, 300))
  }
  return { problems, entries }
}

async function workbook() {
  const { default: excel } = await import('exceljs')
  const book = new excel.Workbook()
  await book.xlsx.readFile(file)
  const rows = []
  const heads = []
  book.worksheets[0].eachRow((row, number) => {
    const cells = row.values.slice(1)
    if (number === 1) heads.push(...cells)
    else
      rows.push(
        Object.fromEntries(
          heads.map((head, index) => [head, cells[index] === undefined || cells[index] === null ? '' : String(cells[index])]),
        ),
      )
  })
  return rows
}

const seen = await { mermaid: mermaidFile, ical: calendar, xlsx: workbook }[kind]()
process.stdout.write(JSON.stringify(seen), () => process.exit(0))
