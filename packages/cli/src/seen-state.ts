/** The state of the workspace that a command works on. Its own changes become part of it. */
export interface SeenState {
  readonly root: string
  /** What changes with every change that refractor makes. */
  stamp: string
  /** The command has changed something itself. */
  hasApplied: boolean
}
