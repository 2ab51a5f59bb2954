import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Diagnostic, diagnostic, type Plan } from '@refractor/core'
import { readInitFolder } from '../init-folder.ts'
import { githubFiles } from './github.ts'
import { gitlabFiles, gitlabInclude } from './gitlab.ts'
import { type PinnedTool, pinnedTool, unknownTool } from './tool.ts'
import { toolSource } from './tool-source.ts'

export const forges = ['github', 'gitlab'] as const
export type Forge = (typeof forges)[number]

export type CiPlanned =
  | { readonly ok: true; readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const usage = (message: string, help: string): CiPlanned => ({ ok: false, diagnostics: [diagnostic('cli/usage', message, { help })] })

/** What no file can do: the rule of the forge, and what becomes of changes that belong to no gate. */
export function todoOf(forge: Forge): string[] {
  const rule = {
    github: 'Make "gate" a required check of that branch: Settings, Rules, Rulesets',
    gitlab: 'Switch on "Pipelines must succeed": Settings, Merge requests',
  }
  return [
    'Commit these files, and merge them: the jobs judge with what the branch has that is merged into',
    rule[forge],
    'A change that no gate applies to is red. Give phases paths and an entry gate, or let such changes pass: merge: { none: allow } in policy.yaml. See refractor explain gate/none-applies',
  ]
}

/** A forge looks for its files at the top of the repository only. */
function isInsideOfRepository(root: string): boolean {
  if (existsSync(join(root, '.git'))) return false
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return true
    if (dirname(folder) === folder) return false
  }
}

/**
 * The plan that writes the jobs of a forge. A file that is there already, and says something else, is never replaced. `own` is where
 * this program comes from, when that is known.
 */
export function planCi(
  root: string,
  forge: Forge,
  toolGiven: string | undefined,
  own: () => PinnedTool | undefined = toolSource,
): CiPlanned {
  const given = toolGiven === undefined ? undefined : pinnedTool(toolGiven)
  if (toolGiven !== undefined && given === undefined)
    return usage(`${JSON.stringify(toolGiven)} pins no tool`, 'write it as owner/name@commit, with the full id of the commit')
  if (isInsideOfRepository(root))
    return usage('the workspace is not at the top of its repository', 'copy the jobs from docs/guide/ci.md, and run them there with -C')
  const tool = given ?? own() ?? unknownTool
  const paths = ['.gitlab-ci.yml', ...githubFiles(tool).map(({ path }) => path), gitlabInclude]
  const { existing } = readInitFolder(root, paths)
  const hasPipeline = existing['.gitlab-ci.yml'] !== undefined
  const files = forge === 'github' ? githubFiles(tool) : gitlabFiles(tool, hasPipeline)
  const taken = files.filter(({ path, text }) => existing[path] !== undefined && existing[path] !== text)
  if (taken.length > 0) {
    const help = 'move it away, run this again, and take over what you need'
    return {
      ok: false,
      diagnostics: taken.map(({ path }) =>
        diagnostic('workspace/would-overwrite', `${path} exists already`, { location: { file: path, line: 1, column: 1 }, help }),
      ),
    }
  }
  const steps = files
    .filter(({ path }) => existing[path] === undefined)
    .map(({ path, text, why }) => ({ type: 'create', path, text, why }) as const)
  const diagnostics =
    tool === unknownTool
      ? [
          diagnostic('ci/tool-unknown', `where the jobs get refractor from is not known: ${unknownTool.repository}@${unknownTool.commit}`, {
            location: { file: (files[0] as { path: string }).path, line: 1, column: 1 },
            help: `put the repository and the commit into the files, or give --tool OWNER/refractor@COMMIT`,
          }),
        ]
      : []
  return {
    ok: true,
    plan: { title: steps.length > 0 ? `write the jobs of ${forge}` : `the jobs of ${forge} are there already`, steps },
    diagnostics,
  }
}
