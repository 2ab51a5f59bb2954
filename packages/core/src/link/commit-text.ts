import { isMergeMessage, type MessageText } from './commit-mentions.ts'

/** A commit as its message is judged. */
export interface CommitText {
  readonly oid: string
  readonly subject: string
  /** Everything after the subject. */
  readonly body: string
  /** Its parents, where they are known: two or more make a merge. */
  readonly parents?: readonly string[]
}

export const messageOf = ({ subject, body }: CommitText): MessageText => ({ text: body === '' ? subject : `${subject}\n\n${body}` })

/** True for a merge: it names nothing of its own. */
export const isMerge = ({ subject, parents }: CommitText): boolean => (parents === undefined ? isMergeMessage(subject) : parents.length > 1)
