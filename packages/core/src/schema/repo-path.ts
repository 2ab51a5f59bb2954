// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a path may not hold
const controlOrBidi = /[\u0000-\u001f\u007f\\\u202a-\u202e\u2066-\u2069]/

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
      .every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git' && !/[ .]$/.test(part))
  )
}
