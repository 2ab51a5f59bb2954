// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a path may not hold
const controlOrBidi = /[\u0000-\u001f\u007f\\\u202a-\u202e\u2066-\u2069]/

// Letters that have no width: HFS+ reads a name as if they were not there.
const ignorable = /[\u200c-\u200f\u206a-\u206f\ufeff]/g

/** True for each name that some file system takes for `.git`: in other letters, its short name on NTFS, or a stream of it. */
function isGitFolder(part: string): boolean {
  const name = part.replace(ignorable, '').toLowerCase()
  return name === '.git' || name.startsWith('.git:') || /^git~\d+(?::|$)/.test(name)
}

/** True for a POSIX path inside the repository: relative, NFC, no `..`, no `.git`, no control or bidi characters. */
export function isRepoPath(path: string): boolean {
  return (
    path.length > 0 &&
    path.length <= 512 &&
    path === path.normalize('NFC') &&
    !path.startsWith('/') &&
    !controlOrBidi.test(path) &&
    path
      .replace(/\/$/, '')
      .split('/')
      .every((part) => part !== '' && part !== '.' && part !== '..' && !isGitFolder(part) && !/[ .]$/.test(part))
  )
}
