/** CRC-32 as ZIP wants it (polynomial 0xedb88320), one table entry for each byte. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] as number)
  return (crc ^ 0xffffffff) >>> 0
}

/** 1980-01-01 00:00, the first moment that ZIP knows: a file must not differ by when it was made. */
const dosDate = 0x21

interface Member {
  readonly name: Uint8Array
  readonly bytes: Uint8Array
  readonly crc: number
  readonly offset: number
}

/** The fields that the header of a member and its entry in the directory share, from the version needed to the length of extras. */
function shared(view: DataView, at: number, { name, bytes, crc }: Member): void {
  view.setUint16(at, 20, true)
  // Names are UTF-8.
  view.setUint16(at + 2, 0x0800, true)
  view.setUint16(at + 8, dosDate, true)
  view.setUint32(at + 10, crc, true)
  view.setUint32(at + 14, bytes.length, true)
  view.setUint32(at + 18, bytes.length, true)
  view.setUint16(at + 22, name.length, true)
}

const localSize = 30
const entrySize = 46
const endSize = 22

/** A ZIP archive whose members are stored as they are. The same files give the same bytes, on every machine and at any time. */
export function zipArchive(files: readonly (readonly [name: string, text: string])[]): Uint8Array {
  const encoder = new TextEncoder()
  let offset = 0
  const members = files.map(([path, text]): Member => {
    const [name, bytes] = [encoder.encode(path), encoder.encode(text)]
    const member = { name, bytes, crc: crc32(bytes), offset }
    offset += localSize + name.length + bytes.length
    return member
  })
  const directory = members.reduce((size, { name }) => size + entrySize + name.length, 0)
  const archive = new Uint8Array(offset + directory + endSize)
  const view = new DataView(archive.buffer)
  let entry = offset
  for (const member of members) {
    view.setUint32(member.offset, 0x04034b50, true)
    shared(view, member.offset + 4, member)
    archive.set(member.name, member.offset + localSize)
    archive.set(member.bytes, member.offset + localSize + member.name.length)
    view.setUint32(entry, 0x02014b50, true)
    view.setUint16(entry + 4, 20, true)
    shared(view, entry + 6, member)
    view.setUint32(entry + 42, member.offset, true)
    archive.set(member.name, entry + entrySize)
    entry += entrySize + member.name.length
  }
  view.setUint32(entry, 0x06054b50, true)
  view.setUint16(entry + 8, members.length, true)
  view.setUint16(entry + 10, members.length, true)
  view.setUint32(entry + 12, directory, true)
  view.setUint32(entry + 16, offset, true)
  return archive
}
