import { Lexer } from 'yaml'

/** Marks that the lexer puts between the pieces of the text; they stand for nothing in it. */
const marks = new Set(['\u0002', '\u0018', '\u001f'])

/** Where the double-quoted scalars of a YAML (or JSON) text stand, quotes included, in order. Never throws; linear. */
export function doubleQuotedSpans(text: string): readonly (readonly [start: number, end: number])[] {
  const spans: [number, number][] = []
  let offset = 0
  let before = ''
  // One of the marks in the text itself would be taken for one: any other control character stands for it.
  const plain = text.replace(/\p{Cc}/gu, (control) => (marks.has(control) ? '\u0001' : control))
  for (const lexeme of new Lexer().lex(plain)) {
    const isMark = marks.has(lexeme)
    // After the mark of a plain scalar the lexeme is its text, whatever it begins with.
    if (!isMark && before !== '\u001f' && lexeme.startsWith('"')) spans.push([offset, offset + lexeme.length])
    if (!isMark) offset += lexeme.length
    before = lexeme
  }
  return spans
}
