import type { Plan, Step } from './plan.ts'
import { gitFileStep } from './workspace-files.ts'

/** What git calls the driver, in .gitattributes and in its configuration. */
export const mergeDriverName = 'refractor'

const why = 'git merges the plan by record and field'
const path = '.gitattributes'

/** Lines of .gitattributes that give the files of these specifications to the driver. */
function attributeLines(specifications: readonly string[]): string[] {
  const folders = specifications.filter((folder) => !specifications.some((other) => folder.startsWith(`${other}/`)))
  // A pattern with a slash is one from this folder on; white space would end it.
  const patterns = [...new Set(folders)].sort().map((folder) => `/${folder.replace(/\s/g, '?')}/**/*.yaml`)
  return ['/refractor.yaml', ...patterns].map((pattern) => `${pattern} merge=${mergeDriverName}`)
}

/** The plan with one that names the driver in .gitattributes. `existing` is the text of that file. */
export function withMergeDriver(plan: Plan, specifications: readonly string[], existing: string | undefined): Plan {
  const lines = attributeLines(specifications)
  const at = plan.steps.findIndex((step) => step.type !== 'move' && step.type !== 'remove' && step.path === path)
  const step = plan.steps[at]
  if (step === undefined || step.type === 'move' || step.type === 'remove')
    return { ...plan, steps: [...plan.steps, ...gitFileStep(path, lines, existing, why)] }
  const [more] = gitFileStep(path, lines, step.text, why)
  if (more === undefined || more.type !== 'edit') return plan
  const joined: Step = { ...step, text: more.text, why: `${step.why}; ${why}` }
  return { ...plan, steps: plan.steps.with(at, joined) }
}
