import { randomBytes } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AuditTip, auditFolder, type EventLinks, linksOf, newEvent, type Plan, type Step, tipsOf } from '@refractor/core'
import { sha256Of } from './read-file.ts'

/** Who applies a plan, and when. */
export interface AuditStamp {
  /** "Name <address>", self-asserted. */
  readonly actor: string
  /** RFC 3339, UTC. */
  readonly at: string
  readonly commit: string | undefined
  /** The program of a plan that names none. */
  readonly program: string
}

type Subject = { readonly path: string; readonly sha256: string | null }

/** The files of a step as they are after it. */
function subjectsOf(step: Step): Subject[] {
  if (step.type === 'remove') return [{ path: step.path, sha256: null }]
  if (step.type !== 'move') return [{ path: step.path, sha256: sha256Of(step.bytes ?? step.text) }]
  return [
    { path: step.from, sha256: null },
    { path: step.to, sha256: step.before },
  ]
}

/** Where the log on disk ends. What is no event is passed over here: a damaged log must not stop the work, it stops `audit verify`. */
function tipsOn(root: string): AuditTip[] {
  const folder = join(root, auditFolder)
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  const links = readdirSync(folder, { withFileTypes: true }).flatMap((entry): EventLinks[] => {
    if (!entry.isFile() || !/^\d{8}-[0-9a-f]{16}\.json$/.test(entry.name)) return []
    const bytes = readFileSync(join(folder, entry.name))
    const links = linksOf(bytes.toString('utf8'), () => sha256Of(bytes))
    return links === undefined ? [] : [links]
  })
  return tipsOf(links)
}

/**
 * The step that writes the event of a plan, after all events that are there; made while the lock is held, so that nobody else adds one.
 * `root` is a real path. Throws what the file system throws.
 */
export function auditStep(root: string, plan: Plan, stamp: AuditStamp): Step & { readonly type: 'create' } {
  const { event } = plan
  const { path, text } = newEvent(
    {
      type: event?.type ?? 'program.changed',
      program: event?.program ?? stamp.program,
      actor: stamp.actor,
      at: stamp.at,
      subjects: plan.steps.flatMap(subjectsOf),
      ...(event?.ids !== undefined && event.ids.length > 0 && { ids: [...new Set(event.ids)] }),
      ...(event?.details !== undefined && Object.keys(event.details).length > 0 && { details: { ...event.details } }),
      ...(stamp.commit !== undefined && { commit: stamp.commit }),
      nonce: randomBytes(16).toString('hex'),
    },
    tipsOn(root),
  )
  return { type: 'create', path, text, why: 'the audit log' }
}
