import { Lexer } from 'yaml'

/** Marks that the lexer puts between the pieces of the text; they stand for nothing in it. */
const marks = new Set(['\u0002', '\u0018', '\u001f'])

/** Where the double-quoted scalars of a YAML (or JSON) text stand, quotes included, in order. Never throws; linear. */
export function doubleQuotedSpans(text: string): readonly (readonly [start: number, end: number])[] {
  const spans: [number, number][] = []
  let offset = 0
  let before = ''
  for (const lexeme of new Lexer().lex(text)) {
    const isMark = marks.has(lexeme) && text[offset] !== lexeme
    // After the mark of a plain scalar the lexeme is its text, whatever it begins with.
    if (!isMark && before !== '\u001f' && lexeme.startsWith('"')) spans.push([offset, offset + lexeme.length])
    if (!isMark) offset += lexeme.length
    before = lexeme
  }
  return spans
}
