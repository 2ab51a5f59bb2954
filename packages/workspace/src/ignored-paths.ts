import { gitRoot, runGit } from './git-process.ts'

/** Which of these paths git ignores and does not track, sorted; none outside a repository, or where git cannot say. */
export function ignoredPaths(root: string, paths: readonly string[]): string[] {
  if (paths.length === 0 || gitRoot(root) === undefined) return []
  // This command takes paths only, and refuses to be told so.
  const answer = runGit(root, ['check-ignore', '--stdin', '-z'], { input: paths.map((path) => `${path}\0`).join(''), patterns: true })
  // Exit code 1 says that none is.
  return answer.ok
    ? answer.stdout
        .split('\0')
        .filter((path) => path !== '')
        .sort()
    : []
}
