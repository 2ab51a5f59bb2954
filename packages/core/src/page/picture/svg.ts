import { clipped, textColumns } from '../../export/graph/labels.ts'
import { escaped } from '../../import/page-text.ts'
import type { PictureOptions } from './picture-options.ts'
import { standaloneStyle } from './picture-style.ts'

/** A coordinate: whole tenths of a pixel, shortest form. */
export const px = (value: number): string => String(Math.round(value * 10) / 10)

/** A text in a picture, cut to so many columns. */
export const label = (text: string, columns: number): string => escaped(clipped(text, columns))

/** About how wide a text of 11 pixels is; nobody knows the font, so this is a little more than most need. */
export const widthOf = (text: string): number => textColumns(text) * 6.3

export interface Frame {
  readonly kind: string
  readonly width: number
  readonly height: number
  readonly title: string
  /** What the picture shows, in words, for who cannot see it. */
  readonly words: string
  readonly body: string
}

/** The element around a picture. Its words are read in its place; the numbers stand in the table that the page has beside it. */
export function framed({ kind, width, height, title, words, body }: Frame, options: PictureOptions): string {
  const prefix = options.prefix ?? kind
  const [wide, high] = [Math.ceil(width), Math.ceil(height)]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" class="pic pic-${kind}" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}" role="img" aria-labelledby="${prefix}-title ${prefix}-desc"><title id="${prefix}-title">${escaped(options.title ?? title)}</title><desc id="${prefix}-desc">${escaped(words)}</desc>`
  if (!options.standalone) return `${svg}${body}</svg>`
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svg}<style>${standaloneStyle.replaceAll('<', '&lt;')}</style><rect width="${wide}" height="${high}" fill="var(--pic-page)"/>${body}</svg>\n`
}

/** One picture that has nothing to show says so. */
export const emptyPicture = (kind: string, title: string, why: string, options: PictureOptions): string =>
  framed({ kind, width: 480, height: 48, title, words: why, body: `<text class="faint" x="12" y="28">${escaped(why)}</text>` }, options)

/** A row of signs and what they mean, from `x` on. */
export function legendOf(entries: readonly { readonly sign: string; readonly words: string }[], x: number, y: number): string {
  let at = x
  return entries
    .map(({ sign, words }) => {
      const svg = `<g transform="translate(${px(at)},${px(y)})">${sign}<text class="faint" x="26" y="4">${escaped(words)}</text></g>`
      at += 42 + widthOf(words)
      return svg
    })
    .join('')
}

/** "1 task", "2 tasks". */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
