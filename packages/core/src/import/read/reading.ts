import type { Gate, GateBody } from '../../schema/gate.ts'
import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { Genre } from '../../schema/program.ts'
import type { Field, Words } from '../words/words.ts'
import type { Account, Holder } from './account.ts'
import type { Draft } from './draft.ts'

/** What every reader gets: where the records go, who accounts for the lines, which words mean what. */
export interface Reading {
  readonly draft: Draft
  readonly account: Account
  readonly words: Words
  readonly genre: Genre
  /** Path of the document. */
  readonly file: string
}

/** Where in the plan a block stands. Inner values win: a milestone stands in its phase. */
export interface Scope {
  readonly phase?: PhaseFile
  readonly milestone?: Milestone
  readonly task?: Task
  /** The gate whose criteria a block may list, when it stands under the heading or label of one. */
  readonly gate?: { readonly id: string; readonly body: GateBody | Gate }
  /** What the heading or label above the block says it is. */
  readonly field?: Field
  /** The words of that heading or label. */
  readonly label?: string
  /** The label stands right above the block or before it, in its own paragraph or entry; otherwise it is the heading of the section. */
  readonly isLabelled?: boolean
  /** The record that notes of this place belong to. */
  readonly holder: Holder
}
