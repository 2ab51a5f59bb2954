import type { TextBody } from '../reporter.ts'

/** A text that is printed as it is: a page, a schema, a script. */
export const verbatimText: TextBody = (answer) => String(answer.data['text'] ?? '').split('\n')
