import { escaped } from '../../import/page-text.ts'
import { type CellStyle, styleIndex, stylesXml } from './styles.ts'
import { zipArchive } from './zip.ts'

export interface SheetCell {
  readonly value: string | number
  readonly style: CellStyle
}

export interface Sheet {
  /** At most 31 characters, without []/\:*? */
  readonly name: string
  /** Rows of cells; undefined is an empty cell. The first row is the head: it stays in view and is printed on every page. */
  readonly rows: Iterable<readonly (SheetCell | undefined)[]>
  /** Widths of the columns in characters; the last one goes for the rest. */
  readonly widths: readonly number[]
  /** Height of the head in points, where its texts stand upright. */
  readonly headHeight?: number
  /** Columns that stay in view. */
  readonly frozen: number
  /** The head has buttons by which rows are filtered. */
  readonly filters?: true
}

/** Limits of the format. */
export const largestSheet = { rows: 1_048_576, columns: 16_384 } as const
const longestCell = 32_767
const tallestRow = 409

const letters: string[] = []

/** "A", "Z", "AA" for 0, 25, 26. */
export function columnName(index: number): string {
  let name = letters[index]
  if (name === undefined) {
    name = (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
    letters[index] = name
  }
  return name
}

/** A text that a spreadsheet shows as it is: `_x0041_` would be read as a character. */
const cellText = (text: string): string => escaped(text.slice(0, longestCell).replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_'))

function cellXml({ value, style }: SheetCell, place: string): string {
  const open = `<c r="${place}" s="${styleIndex(style)}"`
  if (typeof value === 'number') return `${open}><v>${value}</v></c>`
  return value === '' ? `${open}/>` : `${open} t="inlineStr"><is><t xml:space="preserve">${cellText(value)}</t></is></c>`
}

function sheetXml({ rows, widths, headHeight, frozen, filters }: Sheet): string {
  let body = ''
  let count = 0
  let columns = 1
  for (const row of rows) {
    if (count === largestSheet.rows) break
    count++
    let cells = ''
    for (const [index, cell] of row.entries()) if (cell !== undefined) cells += cellXml(cell, `${columnName(index)}${count}`)
    columns = Math.max(columns, row.length)
    const height = headHeight !== undefined && count === 1 ? ` ht="${Math.min(tallestRow, headHeight)}" customHeight="1"` : ''
    body += `<row r="${count}"${height}>${cells}</row>`
  }
  const last = `${columnName(columns - 1)}${Math.max(1, count)}`
  const cols = widths.slice(0, columns).map((width, index) => {
    const to = index === widths.length - 1 ? columns : index + 1
    return `<col min="${index + 1}" max="${to}" width="${width}" customWidth="1"/>`
  })
  const pane =
    frozen === 0
      ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
      : `<pane xSplit="${frozen}" ySplit="1" topLeftCell="${columnName(frozen)}2" activePane="bottomRight" state="frozen"/>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${last}"/><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>${body}</sheetData>${filters ? `<autoFilter ref="A1:${last}"/>` : ''}<printOptions gridLines="1"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageUri = 'http://schemas.openxmlformats.org/package/2006'
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A workbook (Office Open XML). The same sheets give the same bytes. */
export function writeWorkbook(sheets: readonly Sheet[]): Uint8Array {
  const list = sheets.map(({ name }, index) => ({ name, number: index + 1, path: `worksheets/sheet${index + 1}.xml` }))
  const titles = list.map(
    ({ name }, index) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${escaped(name.replaceAll("'", "''"))}'!$1:$1</definedName>`,
  )
  return zipArchive([
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="${packageUri}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>${list.map(({ path }) => `<Override PartName="/xl/${path}" ContentType="${sheetType}.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${declaration}<Relationships xmlns="${packageUri}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><sheets>${list.map(({ name, number }) => `<sheet name="${escaped(name)}" sheetId="${number}" r:id="rId${number}"/>`).join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${declaration}<Relationships xmlns="${packageUri}/relationships">${list.map(({ number, path }) => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="${path}"/>`).join('')}<Relationship Id="rId${list.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ['xl/styles.xml', stylesXml()],
    ...sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)] as const),
  ])
}
