import type { EvidenceRecord } from '../schema/records.ts'
import type { ReadEvidence } from './speaks-for.ts'

/** Why some runs cannot be said to have made the same. */
export interface Difference {
  readonly reason: 'failed' | 'missing'
  readonly because: string
  readonly expected?: string
  readonly found?: string
}

/** What a run made, by name, each with its digest. */
type Outputs = ReadonlyMap<string, string>

/** What lies beside the record is called by its name there: each record has a folder of its own. */
function nameIn(folder: string, path: string): string {
  return path.startsWith(folder) ? path.slice(folder.length) : path
}

/** The files that a record lists. The report of its tests is none of them: it says how long each test took, so no two are equal. */
function filesOf({ record: { artifacts = [], result }, source }: ReadEvidence): [string, string | undefined][] {
  const folder = source.path.slice(0, source.path.lastIndexOf('/') + 1)
  return artifacts.flatMap((artifact): [string, string | undefined][] => {
    if (typeof artifact === 'string') return [[nameIn(folder, artifact), undefined]]
    const { path, uri = '', sha256, gitTree } = artifact
    if (path !== undefined && path === result?.tests?.report) return []
    return [[path === undefined ? uri : nameIn(folder, path), sha256 ?? gitTree]]
  })
}

function printed({ producer }: EvidenceRecord): [string, string | undefined][] {
  const { stdout } = producer ?? {}
  return stdout === undefined || stdout.bytes === 0 ? [] : [['its output', stdout.sha256]]
}

/** What came out of the run that a record is of: its files, or where it lists none what it printed. Undefined: nobody can tell. */
function outputsOf(file: ReadEvidence): Outputs | undefined {
  const files = filesOf(file)
  const made = files.length > 0 ? files : printed(file.record)
  const known = made.flatMap(([name, digest]): [string, string][] => (digest === undefined ? [] : [[name, digest]]))
  return known.length > 0 && known.length === made.length ? new Map(known) : undefined
}

/** Why these runs did not demonstrably make the same; undefined when they did, byte by byte. Nothing that came out is no proof. */
export function differenceOf(files: readonly ReadEvidence[]): Difference | undefined {
  const made = files.map((file) => ({ file, outputs: outputsOf(file) }))
  const mute = made.find(({ outputs }) => outputs === undefined)
  if (mute) {
    const because = `${mute.file.source.path} has no digest of what came out, so nothing can be compared`
    return { reason: 'missing', because }
  }
  const names = [...new Set(made.flatMap(({ outputs }) => [...(outputs as Outputs).keys()]))].sort()
  for (const name of names) {
    const digests = [...new Set(made.map(({ outputs }) => (outputs as Outputs).get(name)))]
    const [expected = '', found = ''] = digests.map((digest) => digest?.slice(0, 12) ?? 'absent')
    if (digests.length > 1) return { reason: 'failed', because: `${name} is not the same in ${files.length} runs`, expected, found }
  }
  return undefined
}
