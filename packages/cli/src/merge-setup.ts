import { accessSync, constants, existsSync } from 'node:fs'
import { type Diagnostic, diagnostic, mergeDriverName, type Plan, withMergeDriver } from '@refractor/core'
import { readGitConfig, setGitConfig } from '@refractor/workspace'
import type { Answer } from './answer.ts'
import { readInitFolder } from './init-folder.ts'
import type { DoctorCheck } from './reporters/text/doctor.ts'
import type { PlanData } from './reporters/text/plan.ts'

const driverKey = `merge.${mergeDriverName}.driver`

const inShell = (word: string): string => `'${word.replace(/'/g, `'\\''`)}'`

/** How a shell starts this program again. */
function ownCommand(): string {
  const script = process.argv[1] ?? 'refractor'
  try {
    accessSync(script, constants.X_OK)
    return inShell(script)
  } catch {
    return `${inShell(process.execPath)} ${inShell(script)}`
  }
}

/**
 * What git runs. A program that is gone, or that fails, must not leave our side as if it were the result: unless it said yes or left marks,
 * git merges the lines, as it does without a driver. Percent signs of a path are doubled, for git reads them.
 */
function driverCommand(): string {
  const run = `${ownCommand().replace(/%/g, '%%')} merge-driver %O %A %B %P --marker-size %L --ours-name %X --theirs-name %Y`
  return `${run} && exit 0; grep -q '^<<<<<<<' %A && exit 1; git merge-file -q --marker-size=%L -L ours -L base -L theirs %A %O %B`
}

/** The plan with one that gives the files of these specifications to the merge driver. */
export function planMergeDriver(root: string, plan: Plan, specifications: readonly string[]): Plan {
  return withMergeDriver(plan, specifications, readInitFolder(root, ['.gitattributes']).existing['.gitattributes'])
}

function notConfigured(problem: string): Diagnostic {
  return diagnostic('git/unavailable', `git was not told of the merge driver: ${problem}`, { help: 'refractor init --git' })
}

/** Tells git of the driver, in the configuration of this clone, once the plan was applied. The same again changes nothing. */
export function installMergeDriver(root: string, answer: Answer, isDryRun: boolean): Answer {
  if (answer.refused || answer.negative || isDryRun) return answer
  const set = setGitConfig(root, { [`merge.${mergeDriverName}.name`]: 'by record and field', [driverKey]: driverCommand() })
  if (!set.ok) return { ...answer, diagnostics: [...answer.diagnostics, notConfigured(set.problem)] }
  const { title, steps } = answer.data['plan'] as PlanData
  // Where the files say it already, the title is all that is told of it.
  const told = steps.length > 0 ? title : `git merges the plan by record and field${set.changed ? ' in this clone' : ' already'}`
  const data = { ...answer.data, plan: { title: told, steps }, mergeDriver: set.changed ? 'installed' : 'already installed' }
  return { ...answer, data: set.changed ? { ...data, applied: true } : data }
}

/** Whether git merges the plan by record and field in this clone; nothing where nobody asked for it. */
export function mergeDriverChecks(root: string): DoctorCheck[] {
  const attributes = readInitFolder(root, ['.gitattributes']).existing['.gitattributes'] ?? ''
  if (!new RegExp(`^[^#\\n]*\\smerge=${mergeDriverName}(?:\\s|$)`, 'm').test(attributes)) return []
  const warn = (message: string): DoctorCheck[] => [{ name: 'merges', state: 'warn', message, fix: 'refractor init --git' }]
  const driver = readGitConfig(root, driverKey)
  if (driver === undefined) return warn('this clone merges the plan line by line: the merge driver is not installed')
  const script = /^(?:'[^']*' )?'([^']*)' merge-driver /.exec(driver)?.[1]?.replace(/%%/g, '%')
  if (script !== undefined && !existsSync(script)) return warn(`the merge driver of this clone is not there: ${script}`)
  return [{ name: 'merges', state: 'ok', message: 'git merges the plan by record and field' }]
}
