/** An element of a document, its attributes and text with their references resolved. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

/** Characters that a document may hold (XML 1.0, production 2). */
const legal = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolved(text: string): string {
  if (/[<]|\]\]>|&(?!(?:#\d+|amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`not allowed in text: ${text}`)
  return text.replace(/&(#?)(\w+);/g, (_, hash: string, word: string) =>
    hash ? String.fromCodePoint(Number(word)) : (named[word] as string),
  )
}

/** Reads XML as strictly as it has to be written: elements, attributes and text, no other markup. Throws on anything else. */
export function readXml(document: string): Element {
  if (!legal.test(document)) throw new Error('a character that XML cannot hold')
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n'
  if (!document.startsWith(declaration)) throw new Error('no declaration')
  const open: { name: string; attributes: Record<string, string>; children: Element[]; text: string }[] = [
    { name: '', attributes: {}, children: [], text: '' },
  ]
  const markup = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)|(<)/g
  for (const [, close, name = '', written = '', empty, text, other] of document.slice(declaration.length).matchAll(markup)) {
    const top = open.at(-1) as (typeof open)[number]
    if (other !== undefined) throw new Error('markup that is no element')
    if (text !== undefined) top.text += resolved(text)
    else if (close) {
      if (top.name !== name) throw new Error(`${top.name} is closed as ${name}`)
      open.pop()
    } else {
      const attributes: Record<string, string> = {}
      for (const [, key = '', value = ''] of written.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
        if (key in attributes) throw new Error(`${key} is given twice`)
        if (/[\n\t]/.test(value)) throw new Error(`a line break in ${key} would be read as a space`)
        attributes[key] = resolved(value)
      }
      const element = { name, attributes, children: [], text: '' }
      top.children.push(element)
      if (!empty) open.push(element)
    }
  }
  const [root] = open[0]?.children ?? []
  if (open.length !== 1 || root === undefined || open[0]?.text.trim() !== '') throw new Error('not one element')
  return root
}
