import type { EvidenceRecord, Planned, Program, ProgramFolders, Stamp } from '@refractor/core'

/** Where, for which program and by whom evidence is recorded. */
export interface EvidenceContext {
  /** Absolute path of the workspace. */
  readonly root: string
  readonly program: Program
  /** Folders of all programs: what lies in their evidence, inbox and outbox is no default input. */
  readonly folders: readonly ProgramFolders[]
  readonly stamp: Stamp
  /** Version of the tool, for `producer.version`. */
  readonly version?: string | undefined
}

type Result = NonNullable<EvidenceRecord['result']>
export type Metric = NonNullable<Result['metrics']>[number]
export type Observation = NonNullable<Result['observations']>[number]
export type Artifact = Exclude<NonNullable<EvidenceRecord['artifacts']>[number], string>
export type Input = Exclude<NonNullable<EvidenceRecord['inputs']>[number], string>

/** What is to be recorded. Paths are relative to the workspace (absolute ones inside it are understood). */
export interface EvidenceRequest {
  /** Id of a criterion, gate or milestone. */
  readonly target: string
  /** Paths or globs of what the record covers; they stay where they are. */
  readonly artifacts?: readonly string[] | undefined
  /** Input patterns; default: those of the criterion, else the default inputs. */
  readonly inputs?: readonly string[] | undefined
  /** Test or coverage reports; they are read, and copied into the record. */
  readonly reports?: readonly string[] | undefined
  readonly metrics?: readonly Metric[] | undefined
  /** A file `{ "metrics": [...] }`; read and copied like a report. */
  readonly metricsFile?: string | undefined
  readonly observations?: readonly Observation[] | undefined
  readonly outcome?: 'passed' | 'warned' | 'failed' | undefined
  /** Name of the environment. */
  readonly environment?: string | undefined
  /** A day or an RFC 3339 time from which on the record no longer counts. */
  readonly expires?: string | undefined
  readonly notes?: string | undefined
  /** Why something that looks like a secret may be recorded; the reason is kept in the record. */
  readonly allowSecret?: string | undefined
  /** Paths or SHA-256 digests of records that this one replaces. */
  readonly supersedes?: readonly string[] | undefined
  /** Record it although the newest record says the very same. */
  readonly again?: boolean | undefined
  /** The record is going to be signed: one that says the same without a signature is not enough. */
  readonly isSigned?: boolean | undefined
}

/** The plan that writes a record, with the record and the path of its `metadata.json`. */
export type EvidencePlanned = Planned & { readonly record?: EvidenceRecord; readonly path?: string }

/** A text that is copied into the folder of the record. */
export interface Copy {
  /** Path that it is read from. */
  readonly from: string
  readonly text: string
}
