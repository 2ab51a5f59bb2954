import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { cellStyles } from '../../../src/export/xlsx/styles.ts'
import { columnName, type Sheet, writeWorkbook } from '../../../src/export/xlsx/workbook.ts'
import { crc32, zipArchive } from '../../../src/export/xlsx/zip.ts'
import { readZip } from './read-zip.ts'

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  isArray: (name) => ['row', 'c', 'sheet'].includes(name),
})
const sheet = (rows: Sheet['rows'], more: Partial<Sheet> = {}): Sheet => ({ name: 'One', rows, widths: [10, 20], frozen: 1, ...more })
const text = (value: string | number) => ({ value, style: 'plain' as const })

describe('zipArchive', () => {
  it('knows the checksum that everybody knows', () => {
    expect(crc32(new TextEncoder().encode('123456789')).toString(16)).toBe('cbf43926')
  })

  it('can be read back', () => {
    const files = [
      ['a.txt', 'A'],
      ['folder/ü.txt', '書庫'.repeat(1000)],
      ['empty', ''],
    ] as const
    expect([...readZip(zipArchive(files))]).toEqual(files.map(([name, content]) => [name, content]))
    expect(readZip(zipArchive([])).size).toBe(0)
  })
})

describe('writeWorkbook', () => {
  it('is well-formed in all its parts, and the same every time', () => {
    const made = () => writeWorkbook([sheet([[text('a')]]), sheet([[text('b'), text(2)]], { name: "It's two", frozen: 0, filters: true })])
    const files = readZip(made())
    for (const [name, content] of files) expect([name, XMLValidator.validate(content)]).toEqual([name, true])
    expect(made()).toEqual(made())
    expect([...files.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
    ])
    const book = parser.parse(files.get('xl/workbook.xml')!)
    expect(book.workbook.sheets.sheet.map((one: { name: string }) => one.name)).toEqual(['One', 'It&#39;s two'])
    expect(files.get('xl/workbook.xml')).toContain(">'It&#39;&#39;s two'!$1:$1<")
    expect(files.get('xl/worksheets/sheet2.xml')).toContain('<autoFilter ref="A1:B1"/>')
  })

  it('shows text as it is, and never runs it', () => {
    const values = ['=1+1', '<b>&"', ' a  b ', '_x0041_ and _X0042_', 'bell\u0007', '書庫', 'constructor', '__proto__', '\ud800', '']
    const files = readZip(writeWorkbook([sheet([values.map(text)])]))
    const parsed = parser.parse(files.get('xl/worksheets/sheet1.xml')!)
    const cells: { r: string; t?: string; is?: { t: { '#text': string } } }[] = parsed.worksheet.sheetData.row[0].c
    expect(cells.map((one) => one.is?.t['#text'])).toEqual([
      '=1+1',
      '<b>&"',
      ' a  b ',
      '_x005F_x0041_ and _x005F_X0042_',
      'bell␇',
      '書庫',
      'constructor',
      '__proto__',
      '\ufffd',
      undefined,
    ])
    expect(cells.every(({ t, is }) => t === 'inlineStr' || is === undefined)).toBe(true)
    expect(files.get('xl/worksheets/sheet1.xml')).not.toContain('<f>')
  })

  it('leaves empty cells out, cuts what no cell can hold, and names columns beyond Z', () => {
    const files = readZip(writeWorkbook([sheet([[text(1.5), undefined, text('x'.repeat(40_000))]])]))
    const parsed = parser.parse(files.get('xl/worksheets/sheet1.xml')!)
    const [first, last] = parsed.worksheet.sheetData.row[0].c
    expect([first.r, first.v, last.r, last.is.t['#text'].length]).toEqual(['A1', 1.5, 'C1', 32_767])
    expect([0, 25, 26, 701, 702, 16_383].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD'])
  })

  it('has a format for every style', () => {
    const row = cellStyles.map((style) => ({ value: style, style }))
    const files = readZip(writeWorkbook([sheet([row])]))
    const styles = parser.parse(files.get('xl/styles.xml')!).styleSheet
    const used: { s: string }[] = parser.parse(files.get('xl/worksheets/sheet1.xml')!).worksheet.sheetData.row[0].c
    expect(used.map(({ s }) => Number(s))).toEqual(cellStyles.map((_, index) => index + 1))
    expect(styles.cellXfs.xf.length).toBe(cellStyles.length + 1)
    for (const { fontId, fillId } of styles.cellXfs.xf) {
      expect(Number(fontId)).toBeLessThan(Number(styles.fonts.count))
      expect(Number(fillId)).toBeLessThan(Number(styles.fills.count))
    }
  })
})
