import { z } from 'zod'
import { Author } from './records.ts'
import { GitOid, Id, PathPattern, Sha256, Text, Timestamp } from './scalars.ts'

/** The id of a snapshot: the time, and a mark made of what the record says, so that two of them never get one name. */
export const SnapshotId = z.string().regex(/^\d{8}T\d{6}Z-[0-9a-f]{8}$/)

/**
 * `.refractor/snapshots/<id>.json`: names a tree that is kept as git objects under `refs/refractor/snapshots/<id>`. The record is
 * committed, the ref is fetched and pushed like any other; `digest` says what must be in it, whatever git calls it.
 */
export const SnapshotRecord = z
  .looseObject({
    format: z.int().min(1),
    kind: z.literal('snapshot'),
    program: Id,
    id: SnapshotId,
    gates: z.array(Text).optional().meta({ description: 'The gates, or pipeline gates, that it was taken at.' }),
    reason: Text.optional(),
    author: Author,
    date: Timestamp,
    commit: GitOid.optional().meta({ description: 'HEAD when it was taken.' }),
    tree: GitOid.meta({ description: 'The git tree of everything that it holds.' }),
    digest: Sha256.meta({ description: 'SHA-256 over mode, path and SHA-256 of each file, in order of path.' }),
    files: z.int().min(0),
    bytes: z.int().min(0),
    paths: z
      .array(PathPattern)
      .min(1)
      .optional()
      .meta({ description: 'Only files that match; default: everything that git does not ignore.' }),
    seconds: z.number().min(0).optional().meta({ description: 'How long it took.' }),
    since: z.number().min(0).optional().meta({ description: 'Seconds since the snapshot before it: the work that could have been lost.' }),
    previous: SnapshotId.optional(),
    replacedBy: SnapshotId.optional().meta({ description: 'Taken by a restore, of what it replaced: the snapshot that was restored.' }),
  })
  .meta({ id: 'snapshot', description: 'A rollback checkpoint.' })
export type SnapshotRecord = z.infer<typeof SnapshotRecord>
