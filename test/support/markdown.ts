/** A fenced block of a Markdown file. */
export interface Fence {
  /** The first word after the fence: "sh", "yaml", … */
  readonly language: string
  readonly text: string
  /** 1-based line of the first line of the text. */
  readonly line: number
  /** The nearest heading above it. */
  readonly heading: string
}

export interface Page {
  readonly fences: readonly Fence[]
  /** Headings in the order of the file, without their marks. */
  readonly headings: readonly string[]
  /** Targets of links and images, with their 1-based lines. */
  readonly links: readonly { readonly target: string; readonly line: number }[]
}

const linkTarget =
  /!?\[(?:[^[\]]|\[[^\]]*\])*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)|^\s*\[[^\]]+\]:\s*<?(\S+?)>?\s*$|(?:href|src)="([^"]+)"/g

/** Reads what the tests of the documents look at. */
export function readPage(text: string): Page {
  const fences: Fence[] = []
  const headings: string[] = []
  const links: { target: string; line: number }[] = []
  let open: { marker: string; language: string; line: number; lines: string[] } | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const marker = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(line)
    if (open !== undefined) {
      if (marker?.[1]?.startsWith(open.marker) && marker[2] === '') {
        fences.push({ language: open.language, text: open.lines.join('\n'), line: open.line, heading: headings.at(-1) ?? '' })
        open = undefined
      } else open.lines.push(line)
      continue
    }
    if (marker) {
      open = { marker: marker[1] as string, language: marker[2] ?? '', line: index + 2, lines: [] }
      continue
    }
    const heading = /^#{1,6}\s+(.+?)\s*#*$/.exec(line)?.[1]
    if (heading !== undefined) headings.push(heading)
    for (const match of line.replace(/`[^`]*`/g, '``').matchAll(linkTarget))
      links.push({ target: (match[1] ?? match[2] ?? match[3]) as string, line: index + 1 })
  }
  if (open !== undefined) throw new Error(`a fence that begins on line ${open.line - 1} is never closed`)
  return { fences, headings, links }
}

/** The anchors that a forge gives to headings; the second of the same name gets "-1". */
export function anchorsOf(headings: readonly string[]): Set<string> {
  const seen = new Map<string, number>()
  const anchors = headings.map((heading) => {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[`*]/g, '')
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, '')
      .replaceAll(' ', '-')
    const before = seen.get(slug) ?? 0
    seen.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before}`
  })
  return new Set(anchors)
}

/** A command line of a shell block, as words, and what its comment says. */
export interface ShellCommand {
  readonly words: readonly string[]
  readonly comment: string
  /** 0-based line within the block. */
  readonly line: number
}

/** The simple commands of a shell script: split at operators, without redirections and without the bodies of here documents. */
export function shellCommands(script: string): ShellCommand[] {
  const commands: ShellCommand[] = []
  const lines = script.split('\n')
  for (let index = 0; index < lines.length; index++) {
    const start = index
    let line = lines[index] as string
    while (line.endsWith('\\') && index + 1 < lines.length) line = `${line.slice(0, -1)} ${lines[++index]}`
    const { commands: found, comment } = wordsOf(line)
    commands.push(...found.map((words) => ({ words, comment, line: start })))
    const end = /<<-?\s*(['"]?)(\w+)\1/.exec(line)?.[2]
    if (end !== undefined) while (++index < lines.length && lines[index]?.trim() !== end);
  }
  return commands
}

/** Words of one line: quotes are taken off, an operator ends a command. */
function wordsOf(line: string): { commands: string[][]; comment: string } {
  const commands: string[][] = [[]]
  let rest = line.trim()
  while (rest !== '') {
    if (rest.startsWith('#')) break
    const operator = /^(?:&&|\|\||[|;()])/.exec(rest)?.[0]
    const redirection = /^\d?(?:<<-?|>>?|<)&?\s*\S+/.exec(rest)?.[0]
    const word = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\|;&()<>]|&(?!&))+/.exec(rest)?.[0]
    if (operator !== undefined) commands.push([])
    else if (redirection === undefined && word !== undefined)
      commands.at(-1)?.push(word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, a, b) => a ?? b))
    rest = rest.slice((operator ?? redirection ?? word ?? ' ').length).trimStart()
  }
  return { commands: commands.filter((words) => words.length > 0), comment: rest.replace(/^#\s*/, '') }
}
