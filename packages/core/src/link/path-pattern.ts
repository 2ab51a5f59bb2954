/** The globs of `load/glob.ts` under the name that upper layers know. */
export { matcher as compilePatterns, mayReachInto } from '../load/glob.ts'

/** True when a pattern holds a wildcard. A trailing slash is none: it names one directory. */
export function isGlob(pattern: string): boolean {
  return /[*?{[]/.test(pattern)
}
