import { z } from 'zod'
import { isRepoPath } from './repo-path.ts'

/** The version of everything that the tool writes. A newer one is refused, an older one migrated by a command. */
export const FORMAT = 1

export const Format = z.literal(FORMAT).meta({ description: 'Format version of this file; 1 is the only one so far.' })

/** Ids keep the plan's own spelling ("0.10", "P2.M1", "NEW-RISK-003") and are always strings; "/" separates program and id. */
export const Id = z
  .string()
  .min(1)
  .max(128)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it keeps out
  .regex(/^[^\s/\\\u0000-\u001f\u007f](?:[^/\\\u0000-\u001f\u007f]*[^\s/\\\u0000-\u001f\u007f])?$/u)
  .meta({ description: 'An id in the spelling of the plan, always quoted.' })

export const Text = z.string().min(1)

/** RFC 3339, UTC, with Z (the profile of RFC 3339 that sorts as text). */
export const Timestamp = z.iso.datetime({ offset: false })
export const DateOnly = z.iso.date()

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** A git object id: 40 digits (SHA-1) or 64 (SHA-256 repositories). */
export const GitOid = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)

export { isRepoPath }

export const RepoPath = z
  .string()
  .min(1)
  .max(512)
  .refine(isRepoPath, 'is not a path inside the repository')
  .meta({ description: 'A POSIX path relative to the workspace root.' })

/** A path or a glob (`*`, `**`, `?`, `{a,b}`); a trailing slash names a directory. A leading `!` excludes. */
export const PathPattern = z
  .string()
  .min(1)
  .max(512)
  .refine((p) => isRepoPath(p.replace(/^!/, '').replace(/[*?{}[\],]/g, 'x')), 'is not a path inside the repository')
  .meta({ description: 'A path or glob relative to the workspace root; a leading ! excludes.' })

/** ISO 8601 duration of days, hours or minutes: P30D, PT24H. */
export const IsoDuration = z
  .string()
  .regex(/^P(?=.)(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/)
  .meta({ description: 'ISO 8601 duration, e.g. P30D or PT24H.' })

/** Where the plan says it: a file and its lines. */
export const Source = z
  .strictObject({
    file: Text,
    lines: z
      .string()
      .regex(/^\d+(-\d+)?(, ?\d+(-\d+)?)*$/)
      .optional()
      .meta({ description: '"12", "12-14", or several of them: "12-14, 31".' }),
  })
  .meta({ description: 'Where the plan says it.' })

/** Labels and columns of the plan that no field of the model stands for, in the plan's own words. They decide nothing. */
export const Attributes = z
  .record(Text, z.union([Text, z.array(Text).min(1)]))
  .meta({ description: "Labels of the plan that no field stands for, with the plan's own words. They decide nothing." })

export const Note = z.strictObject({ text: Text, source: Source.optional() })
export const Notes = z.array(z.union([Text, Note])).meta({ description: "The plan's own lines that no field holds." })
