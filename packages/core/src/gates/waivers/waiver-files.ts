import type { Program } from '../../link/program-types.ts'
import type { WaiverRecord } from '../../schema/waiver.ts'
import type { Case, RecordFile } from '../case.ts'

/** A step of a waiver that could be read. */
export interface WaiverStep {
  readonly file: RecordFile<WaiverRecord>
  readonly record: WaiverRecord
}

/** All files of one waiver. */
export interface WaiverFiles {
  readonly id: string
  /** The first of its files, for what has to be said about the waiver as a whole. */
  readonly first: RecordFile<WaiverRecord>
  readonly request: WaiverStep | undefined
  readonly approvals: readonly WaiverStep[]
  /** Rejections and revocations. */
  readonly against: readonly WaiverStep[]
  /** Why nothing follows from it; undefined when it can be read. An approval that cannot be read only does not count. */
  readonly flaw: string | undefined
}

export const waiversFolder = '.refractor/waivers'

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The id that a file name begins with: `W-001.approved-1.json` is of W-001. */
const idOfName = (path: string): string => nameOf(path).replace(/\..*$/, '')

/** True for the name of an approval. Whatever else cannot be read may have been the end of the waiver. */
const isNamedApproval = (path: string): boolean => /\.approved-[^.]*\.json$/.test(nameOf(path))

function flawOf(id: string, requests: readonly WaiverStep[], unread: readonly RecordFile<WaiverRecord>[]): string | undefined {
  const mute = unread.find(({ source }) => !isNamedApproval(source.path))
  if (mute) return `${mute.source.path} cannot be read`
  const [request, other] = requests
  if (request === undefined) return `there is no request ${waiversFolder}/${id}.json`
  if (other !== undefined) return `there are two requests, ${request.file.source.path} and ${other.file.source.path}`
  const path = request.file.source.path
  return nameOf(path) === `${id}.json` ? undefined : `the request of ${id} is in ${path}, and not in ${id}.json`
}

function filesOf(id: string, files: readonly RecordFile<WaiverRecord>[]): WaiverFiles {
  const steps = files.flatMap((file): WaiverStep[] => (file.record === undefined ? [] : [{ file, record: file.record }]))
  const requests = steps.filter(({ record }) => record.step === 'requested')
  return {
    id,
    first: files[0] as RecordFile<WaiverRecord>,
    request: requests[0],
    approvals: steps.filter(({ record }) => record.step === 'approved'),
    against: steps.filter(({ record }) => record.step === 'rejected' || record.step === 'revoked'),
    flaw: flawOf(
      id,
      requests,
      files.filter((file) => file.record === undefined),
    ),
  }
}

/** A file that is there and that nobody could open: it may be the end of a waiver. */
const unread = (path: string): RecordFile<WaiverRecord> => ({
  source: { path, text: '' },
  record: undefined,
  positions: {},
  diagnostics: [],
  sha256: '',
})

/** The waivers of a program, in order of id. A file that cannot be read belongs to the waiver that its name begins with. */
export function waiverFiles(program: Program, { waivers = [], unreadable }: Case): WaiverFiles[] {
  const byId = new Map<string, RecordFile<WaiverRecord>[]>()
  const mute = unreadable
    .filter(({ path }) => path.startsWith(`${waiversFolder}/`) && path.endsWith('.json'))
    .map(({ path }) => unread(path))
  for (const file of [...waivers, ...mute]) {
    if (file.record !== undefined && file.record.program !== program.id) continue
    const id = file.record?.id ?? idOfName(file.source.path)
    const before = byId.get(id)
    if (before) before.push(file)
    else byId.set(id, [file])
  }
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, files]) => filesOf(id, files))
}
