import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, isSatisfied, type SnapshotRecord } from '@refractor/core'
import { judgeProgram } from './judge-program.ts'
import { readCase } from './read-case.ts'
import { readSnapshot } from './read-snapshot.ts'
import { bringSnapshotRecords, inTemporaryFolder, prepareRehearsal } from './rehearsal-folder.ts'
import { contentDigest, readWorkTree } from './snapshot-content.ts'

/** One step of a rehearsal, as its record keeps it; times in seconds. */
export interface RehearsalStep {
  readonly title: string
  readonly outcome: 'passed' | 'failed'
  readonly seconds: number
  /** Why it failed. */
  readonly because?: string
}

/** A gate of a closed phase, by its review then, and as it is judged on what came back. */
export interface GateThen {
  readonly id: string
  readonly was: string
  readonly is: string
  /** The first criterion that is not met any more, with the reason. */
  readonly because?: string
}

/** How a rehearsal of the way back went. */
export type Rehearsed =
  | {
      readonly ok: true
      readonly outcome: 'passed' | 'failed'
      /** Seconds until everything was back and checked. */
      readonly rto: number
      readonly steps: readonly RehearsalStep[]
      readonly gates: readonly GateThen[]
      readonly files: number
    }
  /** It could not be tried: that says nothing about the way back. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

type Answer = { readonly because?: string }

/** Takes the time of each step; after one that failed there is none. */
class Steps {
  readonly all: RehearsalStep[] = []
  readonly #clock: () => number
  readonly #began: number

  constructor(clock: () => number) {
    this.#clock = clock
    this.#began = clock()
  }

  get failed(): boolean {
    return this.all.some(({ outcome }) => outcome === 'failed')
  }

  get seconds(): number {
    return rounded(this.#clock() - this.#began)
  }

  async take(title: string, work: () => Answer | Promise<Answer>): Promise<void> {
    if (this.failed) return
    const began = this.#clock()
    const { because } = await work()
    const outcome = because === undefined ? 'passed' : 'failed'
    this.all.push({ title, outcome, seconds: rounded(this.#clock() - began), ...(because !== undefined && { because }) })
  }
}

const rounded = (ms: number): number => Math.round(ms) / 1000

const errorsOf = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => diagnostics.filter(({ severity }) => severity === 'error')

/** What came back, read again from the disk: the digest of the record must come out of it. */
function compared(folder: string, record: SnapshotRecord): Answer {
  const read = readWorkTree(folder, record.paths)
  if (!read.ok) return { because: read.diagnostics[0]?.message ?? 'it cannot be read' }
  const { length } = read.entries
  if (length !== record.files) return { because: `${length} files came back, ${record.files} were kept` }
  return contentDigest(read.entries) === record.digest ? {} : { because: 'what came back differs from what was kept' }
}

async function validated(folder: string, program: string): Promise<Answer> {
  const snapshot = await readSnapshot(folder, { cache: false })
  const one = snapshot.programs.find(({ id }) => id === program)
  const errors = errorsOf([...snapshot.workspace.diagnostics, ...(one?.diagnostics ?? [])])
  const [first] = errors
  if (first) return { because: `${first.message}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}` }
  return one?.program === undefined ? { because: `there is no program ${program} in it` } : {}
}

/** The gates of closed phases, as they were: each review said that its gate was met, and all that it rests on has to be there again. */
async function judgedAgain(folder: string, { program: id, date }: SnapshotRecord): Promise<GateThen[]> {
  const snapshot = await readSnapshot(folder, { cache: false })
  const program = snapshot.programs.find((one) => one.id === id)?.program
  if (program === undefined) return []
  const { reviews } = (await readCase(snapshot, program, { cache: false })).case
  const was = new Map(reviews.flatMap(({ record }) => (record && program.gates.has(record.gate) ? [[record.gate, record.verdict]] : [])))
  const judged = await judgeProgram(snapshot, program, () => [...was.keys()], date, { cache: false })
  return judged.gates.flatMap((gate) => {
    if (gate.closed === undefined) return []
    const open = gate.criteria.find((one) => one.level === 'required' && !isSatisfied(one))
    const because = open === undefined ? {} : { because: `${open.id}: ${open.because}` }
    return [{ id: gate.id, was: was.get(gate.id) ?? 'met', is: gate.verdict, ...because }]
  })
}

/**
 * Rehearses the way back to a snapshot in a temporary folder: restores it, compares its content, validates its program and judges the gates
 * of its closed phases as of that time. The workspace is not touched, and the folder is gone afterwards. `clock`: milliseconds.
 */
export function rehearse(root: string, record: SnapshotRecord, clock: () => number): Promise<Rehearsed> {
  return inTemporaryFolder(async (folder): Promise<Rehearsed> => {
    const steps = new Steps(clock)
    const problems: Diagnostic[] = []
    let gates: GateThen[] = []
    await steps.take('restore the files', async () => {
      const prepared = await prepareRehearsal(root, folder, record)
      if (prepared.ok) return {}
      problems.push(...prepared.diagnostics)
      return { because: prepared.diagnostics[0]?.message ?? 'it cannot be read' }
    })
    // What was spoiled is a way back that fails. What is not here, or cannot be written, says nothing about it.
    if (problems.some(({ code }) => code !== 'snapshot/tampered')) return { ok: false, diagnostics: problems }
    await steps.take('compare the content', () => compared(folder, record))
    // A snapshot holds no records of snapshots, and a restore leaves those of the workspace where they are.
    if (!steps.failed) bringSnapshotRecords(root, folder)
    // Of a part of the files there is no program to look at.
    if (record.paths === undefined || existsSync(join(folder, 'refractor.yaml'))) {
      await steps.take('validate the program', () => validated(folder, record.program))
      await steps.take('judge the closed phases', async () => {
        gates = await judgedAgain(folder, record)
        const other = gates.find((gate) => gate.is !== gate.was)
        return other === undefined
          ? {}
          : { because: `gate ${other.id} was ${other.was} and is ${other.is}${other.because === undefined ? '' : `, ${other.because}`}` }
      })
    }
    const outcome = steps.failed ? 'failed' : 'passed'
    return { ok: true, outcome, rto: steps.seconds, steps: steps.all, gates, files: record.files }
  })
}
