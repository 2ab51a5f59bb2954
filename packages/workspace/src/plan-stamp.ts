import type { AuditStamp } from './audit-step.ts'
import { readHead } from './git.ts'
import { readIdentity } from './read-identity.ts'
import type { ApplyOptions } from './types.ts'

/** The time by the clock of the machine, whole seconds. */
export const clock = (): string => new Date().toISOString().replace(/\.\d{3}Z$/, 'Z')

/** Who git says is at work, for the audit log: nobody is kept from working for want of a name. */
function actorOf(root: string): string {
  const identity = readIdentity(root)
  return identity === undefined ? 'unknown' : `${identity.name} <${identity.email}>`
}

/** What an event of the audit log says of whoever applies a plan. */
export const stampFor = (root: string, options: ApplyOptions): AuditStamp => ({
  actor: options.actor ?? actorOf(root),
  at: options.now ?? clock(),
  commit: readHead(root).commit,
  program: options.program ?? 'workspace',
})
