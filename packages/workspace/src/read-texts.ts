import { pathFinder } from './find-path.ts'
import { limits, readText } from './read-file.ts'
import { walk } from './walk.ts'

/** The texts of the files of a folder, and of the folders in it, whose names fit; by path. What cannot be read is left out. */
export function readTexts(root: string, folder: string, name: RegExp): Readonly<Record<string, string>> {
  const find = pathFinder(root)
  const { files } = walk(find, folder, { want: (one, _depth, isFolder) => !isFolder && name.test(one), maxDepth: 1 })
  const texts = files.flatMap((path): [string, string][] => {
    const read = readText(find, path, limits.text)
    return read.ok ? [[path, read.source.text]] : []
  })
  return Object.fromEntries(texts)
}
