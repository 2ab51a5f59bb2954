/** What a spreadsheet would read as the start of a formula, and the mark that keeps it from doing so. */
const formula = /^[=+\-@\t\r'＝＋－＠]/

/**
 * A cell (RFC 4180). One that a spreadsheet could run gets an apostrophe in front, and so does one that begins with an apostrophe: what
 * reads the file takes one apostrophe away and has the text again.
 */
function csvCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows of cells as comma-separated values, each line ended by CRLF. */
export function csvText(rows: Iterable<readonly string[]>): string {
  let text = ''
  for (const row of rows) text += `${row.map(csvCell).join(',')}\r\n`
  return text
}
