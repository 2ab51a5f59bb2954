import type { Diagnostic } from '../diagnostics/diagnostic.ts'

/** What a file is to hold. */
interface Content {
  readonly text: string
  /** In the place of `text`, for what is no UTF-8 text. */
  readonly bytes?: Uint8Array
  /** Permission bits; default: those of the file that is replaced, else those of any new file. */
  readonly mode?: number
}

/** One change on disk. Paths are relative to the workspace root. */
export type Step =
  /** A new file; refused when it exists. */
  | ({ readonly type: 'create'; readonly path: string; readonly why: string } & Content)
  /** A file that is replaced; refused when its content is no longer `before` (SHA-256, lower hex). */
  | ({ readonly type: 'edit'; readonly path: string; readonly before: string; readonly why: string } & Content)
  /** A move that never overwrites; refused when the source is no longer `before`. */
  | { readonly type: 'move'; readonly from: string; readonly to: string; readonly before: string; readonly why: string }
  /** A file that goes; refused when it is no longer `before`. */
  | { readonly type: 'remove'; readonly path: string; readonly before: string; readonly why: string }

/** What a mutating command is about to do: a value that can be printed, and then applied as a whole. */
export interface Plan {
  /** One line: "archive 1 checklist and close P0". */
  readonly title: string
  readonly steps: readonly Step[]
  /** What the audit log will say of it: `milestone.accepted`. Default: `program.changed`. */
  readonly event?: AuditDraft
  /** What it was made from, beside the files that it changes: when one of them is different by then, the plan is stale and refused. */
  readonly basis?: readonly Basis[]
}

/** A file as the plan saw it, or which files a folder held. */
export interface Basis {
  readonly path: string
  /** Of the content of a file; absent where the plan saw none. */
  readonly sha256?: string
  /** Of the names of all files below a folder: one that comes later may say the contrary. */
  readonly listing?: string
}

/**
 * The part of an audit event that only the plan knows; the types that there are stand in docs/guide/audit.md. Subjects are the files
 * that it writes, and actor and time those of whoever applies it.
 */
export interface AuditDraft {
  /** `noun.verb`, past tense: `evidence.added`, `approval.revoked`. */
  readonly type: string
  readonly program: string
  readonly ids?: readonly string[]
  readonly details?: Readonly<Record<string, string | number | boolean>>
}

/** The paths that a plan writes, in order. */
export function pathsOf(plan: Plan): string[] {
  return plan.steps.map((step) => (step.type === 'move' ? step.to : step.path))
}

/** Who and when: what a record is stamped with. All of it comes from the caller, the core has no clock. */
export interface Stamp {
  /** RFC 3339, UTC, whole seconds or milliseconds. */
  readonly now: string
  /** "Name <address>", self-asserted from the git configuration. */
  readonly author: string
  /** HEAD. */
  readonly commit: string | undefined
  /** What the remote of the repository is called: "github.com/owner/name". */
  readonly repository?: string | undefined
}

/** A plan, or the reasons why there is none. An empty plan (no steps) means: it is so already. */
export type Planned =
  | { readonly ok: true; readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }
