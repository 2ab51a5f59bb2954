/** What every picture may be told. */
export interface PictureOptions {
  /** Begins every id inside the picture, so that several stand in one page; default: the kind of the picture. Letters, digits, hyphens. */
  readonly prefix?: string
  /** What the picture is called; default: what it shows. */
  readonly title?: string
  /** A file of its own: XML head, size, colours of its own for light and dark. Without it the page brings `pictureStyle`. */
  readonly standalone?: true
}
