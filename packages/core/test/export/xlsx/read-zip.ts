import { crc32 } from '../../../src/export/xlsx/zip.ts'

/** The members of an archive by its directory, each checked against its header and its checksum. */
export function readZip(archive: Uint8Array): Map<string, string> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const end = archive.length - 22
  if (view.getUint32(end, true) !== 0x06054b50) throw new Error('no end of directory')
  const files = new Map<string, string>()
  let entry = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (view.getUint32(entry, true) !== 0x02014b50) throw new Error('no entry')
    const [size, nameSize, offset] = [view.getUint32(entry + 24, true), view.getUint16(entry + 28, true), view.getUint32(entry + 42, true)]
    const name = archive.subarray(entry + 46, entry + 46 + nameSize)
    if (view.getUint32(offset, true) !== 0x04034b50) throw new Error('no header')
    const start = offset + 30 + view.getUint16(offset + 26, true)
    const bytes = archive.subarray(start, start + size)
    if (crc32(bytes) !== view.getUint32(entry + 16, true) || crc32(bytes) !== view.getUint32(offset + 14, true))
      throw new Error('bad checksum')
    files.set(decoder.decode(name), decoder.decode(bytes))
    entry += 46 + nameSize
  }
  return files
}
