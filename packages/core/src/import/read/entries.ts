import type { Block, Item, Line } from '../scan/block.ts'

/** What a label says: the text beside it, and the list below it. */
export interface Content {
  readonly text: string
  readonly lines: readonly Line[]
  readonly items: readonly Item[]
}

/** One text of a content with its lines. */
export interface Entry {
  readonly text: string
  readonly lines: readonly Line[]
  readonly item?: Item
  /** 0 for the entries of the list itself. */
  readonly depth: number
}

export function itemsIn(blocks: readonly Block[]): Item[] {
  return blocks.filter((block): block is Item => block.type === 'item')
}

/** The text and every entry of the list, nested ones included, in order; boxes keep their raw mark in front. */
export function entriesOf(content: Content): Entry[] {
  const entries: Entry[] = []
  if (content.text !== '') entries.push({ text: content.text, lines: content.lines, depth: 0 })
  const visit = (items: readonly Item[], depth: number): void => {
    for (const item of items) {
      const text = textOf(item)
      if (text !== '') entries.push({ text, lines: item.lines, item, depth })
      visit(itemsIn(item.blocks), depth + 1)
    }
  }
  visit(content.items, 0)
  return entries
}

/** The words of an entry, with its box and id where it has them: for fields that keep texts only. */
export function textOf(item: Item): string {
  if (!item.box) return item.text
  const id = item.box.id === undefined ? '' : `${item.box.id} `
  return `[${item.box.mark === '' ? ' ' : item.box.mark}] ${id}${item.text}`.trim()
}

/** Blocks below the entries of a list that are no entries: code, tables, paragraphs. */
export function othersBelow(items: readonly Item[]): { readonly item: Item; readonly blocks: Block[] }[] {
  return items.flatMap((item) => {
    const own = item.blocks.filter((block) => block.type !== 'item')
    return [...(own.length > 0 ? [{ item, blocks: own }] : []), ...othersBelow(itemsIn(item.blocks))]
  })
}
