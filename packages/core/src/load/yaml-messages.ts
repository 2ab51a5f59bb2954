import type { ErrorCode } from 'yaml'

interface Wording {
  readonly message: string
  readonly help?: string
}

/** The parser's error codes in the words of this tool. */
const wordings: Partial<Record<ErrorCode, Wording>> = {
  BAD_DIRECTIVE: { message: 'a line that starts with % is not understood', help: 'remove the line, or quote the value that it belongs to' },
  BAD_DQ_ESCAPE: { message: 'an escape in a double-quoted text is not known', help: 'write a backslash as \\\\, or use single quotes' },
  BAD_INDENT: {
    message: 'the indentation does not fit what stands above',
    help: 'align the line with its siblings, and indent what belongs to a key deeper than the key',
  },
  BAD_SCALAR_START: { message: 'a text cannot start with this character', help: 'put the text in quotes' },
  BLOCK_AS_IMPLICIT_KEY: { message: 'a second ": " on one line', help: 'put a text that holds ": " in quotes, or start a new line' },
  BLOCK_IN_FLOW: { message: 'an indented block inside brackets', help: 'close the bracket first, or write the block without brackets' },
  KEY_OVER_1024_CHARS: { message: 'a key is longer than 1024 characters', help: 'shorten the key; a quote or bracket may be open' },
  MULTILINE_IMPLICIT_KEY: { message: 'a key spans several lines', help: 'write "key: value" on one line; a colon may be missing' },
  TAB_AS_INDENT: { message: 'a tab indents the line', help: 'indent with spaces' },
  TAG_RESOLVE_FAILED: { message: 'tags are not read', help: 'remove the tag, and put the value in quotes if it must be a text' },
  UNEXPECTED_TOKEN: { message: 'the text does not fit here', help: 'put a text that holds brackets, quotes, commas or ": " in quotes' },
}

/** Words for an error of the parser; the parser's own where this tool has none. */
export function wordingOf(code: ErrorCode, message: string): Wording {
  // One code for many things that are missing; the parser says which.
  if (/closing .?quote/.test(message)) return { message: 'a closing quote is missing', help: 'close the quote' }
  if (/end with a? ?[\]}]/.test(message)) return { message: 'a closing bracket is missing', help: 'close the bracket' }
  const own = wordings[code]
  if (own) return own
  const text = message.replace(/\.$/, '')
  return { message: text.charAt(0).toLowerCase() + text.slice(1) }
}
