/** How a cell looks. The index of a style is its place in this list, from 0. */
export const cellStyles = [
  'plain',
  'head',
  'turned',
  'turned-gap',
  'strong',
  'mark',
  'suspect',
  'chain',
  'gap',
  'gap-count',
  'count',
  'wrapped',
] as const
export type CellStyle = (typeof cellStyles)[number]

const fonts = [
  '',
  '<b/>',
  '<b/><color rgb="FFBC4C00"/>',
  '<color rgb="FF8250DF"/>',
  '<b/><color rgb="FFCF222E"/>',
  '<color rgb="FF1A7F37"/>',
]
const fill = (color: string): string => `<fill><patternFill patternType="solid"><fgColor rgb="${color}"/></patternFill></fill>`

/** Font, fill and alignment of each style. */
const looks: Readonly<Record<CellStyle, readonly [font: number, fill: number, alignment: string]>> = {
  plain: [0, 0, 'vertical="top"'],
  head: [1, 2, 'vertical="bottom"'],
  turned: [1, 2, 'horizontal="center" vertical="bottom" textRotation="90"'],
  'turned-gap': [4, 4, 'horizontal="center" vertical="bottom" textRotation="90"'],
  strong: [1, 0, 'vertical="top"'],
  mark: [5, 0, 'horizontal="center" vertical="top"'],
  suspect: [2, 3, 'horizontal="center" vertical="top"'],
  chain: [3, 0, 'horizontal="center" vertical="top"'],
  gap: [4, 4, 'vertical="top"'],
  'gap-count': [4, 4, 'horizontal="right" vertical="top"'],
  count: [0, 0, 'horizontal="right" vertical="top"'],
  wrapped: [0, 0, 'vertical="top" wrapText="1"'],
}

/** xl/styles.xml */
export function stylesXml(): string {
  const formats = cellStyles.map((style) => {
    const [font, fillIndex, alignment] = looks[style]
    return `<xf numFmtId="0" fontId="${font}" fillId="${fillIndex}" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1"><alignment ${alignment}/></xf>`
  })
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    fill('FFEAEEF2'),
    fill('FFFFF1E5'),
    fill('FFFFEBE9'),
  ]
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="${fonts.length}">${fonts
    .map(
      (look) =>
        `<font>${look.startsWith('<b/>') ? '<b/>' : ''}<sz val="11"/>${look.replace('<b/>', '')}<name val="Calibri"/><family val="2"/></font>`,
    )
    .join(
      '',
    )}</fonts><fills count="${fills.length}">${fills.join('')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${formats.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

/** The number by which a cell names its style; 0 is the format of cells that name none. */
export const styleIndex = (style: CellStyle): number => cellStyles.indexOf(style) + 1
