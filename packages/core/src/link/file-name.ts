const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** UTF-8 of one code point, percent-encoded; a lone surrogate is encoded like any other, so that no two ids share a name. */
function percent(character: string): string {
  const code = character.codePointAt(0) as number
  const tail = (shift: number): number => 0x80 | ((code >> shift) & 0x3f)
  const bytes =
    code < 0x80
      ? [code]
      : code < 0x800
        ? [0xc0 | (code >> 6), tail(0)]
        : code < 0x10000
          ? [0xe0 | (code >> 12), tail(6), tail(0)]
          : [0xf0 | (code >> 18), tail(12), tail(6), tail(0)]
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

/**
 * The name of the file or folder that belongs to an id. Letters, digits, `.`, `_` and `-` stay; everything else is percent-encoded
 * (UTF-8), and so is what some file system would change or refuse: a dot at either end, the device names of Windows.
 */
export function idToFileName(id: string): string {
  let name = ''
  for (const character of id) name += /[A-Za-z0-9._-]/.test(character) ? character : percent(character)
  if (name.startsWith('.')) name = `%2E${name.slice(1)}`
  if (name.endsWith('.')) name = `${name.slice(0, -1)}%2E`
  return reserved.test(name) ? percent(name[0] as string) + name.slice(1) : name
}

/** The id that a file or folder name stands for; names that people wrote without encoding stand for themselves. `undefined`: no id. */
export function fileNameToId(name: string): string | undefined {
  if (name === '') return undefined
  try {
    return decodeURIComponent(name)
  } catch {
    return undefined
  }
}
