import type { Lab, Said, Setting } from './lab.ts'

/** Makes a repository; it is removed when the play is over. */
export type NewLab = (setting?: Setting) => Lab

/** One side of a threat: what is done, and what has to be said of it. */
export interface Play {
  readonly what: string
  /** What the last judgement said. Whatever else must hold is asserted inside. */
  play(lab: NewLab): Promise<Pick<Said, 'code' | 'found'>>
  readonly code: number
  /** A code of a diagnostic, an outcome or a reason that has to be found. */
  readonly finds?: string
}

/** A threat of the table: the attack must fail, and its honest twin must pass. */
export interface Threat {
  readonly id: string
  readonly title: string
  readonly attack: Play
  readonly twin: Play
}
