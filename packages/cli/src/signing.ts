import { resolve } from 'node:path'
import type { Planned, Program, Stamp } from '@refractor/core'
import { signPlan } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import type { SignOptions } from './sign-options.ts'

/** True when a record is to be signed; the record says so itself, under its signature. */
export const isSigning = ({ sign, key }: SignOptions): boolean => sign === true || key !== undefined

/** The plan with a signature beside each record that it writes, where one is asked for. With --dry-run no key is touched. */
export function signed(context: WorkspaceContext, program: Program, stamp: Stamp, outcome: Planned, options: SignOptions): Planned {
  if (!isSigning(options) || !outcome.ok) return outcome
  const key = options.key === undefined ? undefined : resolve(context.cwd, options.key)
  return signPlan(context.root, program, outcome, { key, author: stamp.author, dryRun: context.common.dryRun === true })
}
