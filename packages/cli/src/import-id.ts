/** Names of documents that say what they are, not what they are about. */
const general =
  /^(?:tasks?|requirements?|design|plan|plans|backlog|taskmaster|completed|implementation[-_ ]?plan|project[-_ ]?plan|roadmap|milestones?|phases?|todo|readme|index|spec|wbs|docs?|specs?|plans?)$/i

const idOf = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}._-]+/gu, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
    .slice(0, 60)

/**
 * The id of a program that nobody named: the name of its (first) document or folder; where that only says "tasks" or "plan", the name of
 * the folder around it, and then of the workspace. With a number behind it when another program has it.
 */
export function programIdFor(document: string, folder: string, root: string, taken: readonly string[]): string {
  const names = [document.replace(/\.(?:md|markdown|json|csv|tsv)$/i, ''), folder, root]
  const id = idOf(names.find((name) => idOf(name) !== '' && !general.test(idOf(name))) ?? '') || 'program'
  const known = new Set(taken.map((one) => one.toLowerCase()))
  for (let count = 1; ; count++) {
    const wanted = count === 1 ? id : `${id}-${count}`
    // "phases" is a folder of the specification.
    if (!known.has(wanted) && wanted !== 'phases') return wanted
  }
}
