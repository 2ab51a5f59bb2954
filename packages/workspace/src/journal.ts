import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRepoPath } from '@refractor/core'
import { makeFolder, notAFolder, removeIfThere, renameFile, statOf, syncFolder, unlinkFile, writeNewFile } from './durable-files.ts'
import { type JournalState, journalFile, journalFolder } from './journal-names.ts'

/** One step of a journal. Contents are known by their SHA-256, lower hex. */
export type JournalStep =
  | { readonly type: 'create'; readonly path: string; readonly after: string }
  | { readonly type: 'edit'; readonly path: string; readonly before: string; readonly after: string }
  | { readonly type: 'move'; readonly from: string; readonly to: string; readonly before: string }
  | { readonly type: 'remove'; readonly path: string; readonly before: string }

/** What a person decided about an open journal; kept in it, so that a recovery which is stopped goes on the same way. */
export interface JournalDecision {
  readonly direction: 'back' | 'forward'
  /** Paths where what stands there is accepted. */
  readonly keep: readonly string[]
  /** The event that says so, as the file that it will be. */
  readonly event: { readonly path: string; readonly text: string }
}

/** What a transaction is about to do: written before it does anything, and removed when all of it is done or undone. */
export interface Journal {
  /** 16 hexadecimal digits; the temporary files carry it in their names. */
  readonly token: string
  readonly title: string
  readonly pid: number
  readonly host: string
  /** RFC 3339, UTC. */
  readonly startedAt: string
  /** Folders that it makes, outermost first. */
  readonly folders: readonly string[]
  readonly steps: readonly JournalStep[]
  readonly decision?: JournalDecision
}

const digest = /^[0-9a-f]{64}$/
const largestJournal = 16 << 20

/** Where the new content of a step waits, beside its place. */
export const draftOf = (token: string, path: string, index: number): string => beside(path, `.refractor-${token}-${index}.new`)
/** Where a file goes that makes room for a step; looked at there before it counts as taken. */
export const asideOf = (token: string, path: string, index: number): string => beside(path, `.refractor-${token}-${index}.was`)
/** Where a step keeps what it takes away. */
export const backupOf = (token: string, path: string, index: number): string => beside(path, `.refractor-${token}-${index}.old`)

function beside(path: string, name: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? name : `${path.slice(0, slash + 1)}${name}`
}

/** The place of a step: of a move, where it leads. */
export const placeOf = (step: JournalStep): string => (step.type === 'move' ? step.to : step.path)

/** What the engine keeps for itself may not be changed by a journal. */
const isOwn = (path: string): boolean => /^\.refractor\/(?:journal|cache|lock)(?:[./]|$)/i.test(path)
const isPath = (value: unknown): value is string => typeof value === 'string' && isRepoPath(value) && !value.endsWith('/') && !isOwn(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isDigest = (value: unknown): value is string => isText(value) && digest.test(value)
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function stepOf(value: unknown): JournalStep | undefined {
  if (!isRecord(value)) return undefined
  const { type, path, before, after, from, to } = value
  if (type === 'create' && isPath(path) && isDigest(after)) return { type, path, after }
  if (type === 'edit' && isPath(path) && isDigest(before) && isDigest(after)) return { type, path, before, after }
  if (type === 'move' && isPath(from) && isPath(to) && isDigest(before)) return { type, from, to, before }
  if (type === 'remove' && isPath(path) && isDigest(before)) return { type, path, before }
  return undefined
}

function decisionOf(value: unknown): JournalDecision | undefined {
  if (!isRecord(value)) return undefined
  const { direction, keep, event } = value
  if (direction !== 'back' && direction !== 'forward') return undefined
  if (!Array.isArray(keep) || !keep.every(isText) || !isRecord(event)) return undefined
  const { path, text } = event
  if (!isText(path) || !/^\.refractor\/audit\/\d{8}-[0-9a-f]{16}\.json$/.test(path) || !isText(text)) return undefined
  return { direction, keep, event: { path, text } }
}

/** No two steps may touch one path: what one leaves would be a riddle to the other. */
function areApart(steps: readonly JournalStep[]): boolean {
  const paths = steps.flatMap((step) => (step.type === 'move' ? [step.from, step.to] : [step.path])).map((path) => path.toLowerCase())
  return new Set(paths).size === paths.length
}

/** The journal in a file, or nothing when it is not one that this program writes: every path and digest in it is checked. */
export function parseJournal(token: string, text: string): Journal | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isRecord(value) || value['version'] !== 1 || value['token'] !== token) return undefined
  const { title, pid, host, startedAt, folders, steps, decision } = value
  if (!isText(title) || typeof pid !== 'number' || !isText(host) || !isText(startedAt)) return undefined
  if (!Array.isArray(folders) || !folders.every(isPath) || !Array.isArray(steps)) return undefined
  const read = steps.flatMap((step) => stepOf(step) ?? [])
  if (read.length !== steps.length || !areApart(read)) return undefined
  const places = read.map(placeOf)
  if (!folders.every((folder) => places.some((path) => path.startsWith(`${folder}/`)))) return undefined
  const decided = decisionOf(decision)
  if (decision !== undefined && decided === undefined) return undefined
  return { token, title, pid, host, startedAt, folders, steps: read, ...(decided && { decision: decided }) }
}

/** Reads the journal of a token in a state. A link or a folder in its place is none. */
export function readJournal(root: string, token: string, state: JournalState): Journal | undefined {
  const path = journalFile(root, token, state)
  const stats = statOf(path)
  if (!stats?.isFile() || stats.size > largestJournal) return undefined
  return parseJournal(token, readFileSync(path, 'utf8'))
}

/** Makes the folder of the journals, which git leaves alone. */
function makeJournalFolder(root: string): void {
  const folder = journalFolder(root)
  const stats = statOf(folder)
  // Through a link the journal would be written elsewhere.
  if (stats !== undefined && !stats.isDirectory()) throw notAFolder(folder)
  if (stats !== undefined) return
  makeFolder(folder)
  writeNewFile(join(folder, '.gitignore'), '*\n', { isDurable: false })
  syncFolder(join(root, '.refractor'))
}

/** Writes a journal, or puts another text in its place; from then on it is found after a crash. */
export function writeJournal(root: string, journal: Journal, state: JournalState): void {
  makeJournalFolder(root)
  const path = journalFile(root, journal.token, state)
  removeIfThere(`${path}.new`)
  writeNewFile(`${path}.new`, `${JSON.stringify({ version: 1, ...journal }, null, 1)}\n`)
  renameFile(`${path}.new`, path)
  syncFolder(journalFolder(root))
}

/**
 * Takes a journal from one state to the next, by one call of the system that needs no space on the disk. That the work is over need not
 * survive a power loss: to find all of it done once more does no harm.
 */
export function setJournalState(root: string, token: string, from: JournalState, to: JournalState): void {
  renameFile(journalFile(root, token, from), journalFile(root, token, to))
  if (to !== 'done' && to !== 'undone') syncFolder(journalFolder(root))
}

/** The work is over. */
export function removeJournal(root: string, token: string, state: JournalState): void {
  unlinkFile(journalFile(root, token, state))
  syncFolder(journalFolder(root))
}
