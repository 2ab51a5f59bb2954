export type MilestoneVerb = 'start' | 'submit' | 'accept' | 'reopen'
export type TaskVerb = 'start' | 'done' | 'reopen'

/** Where a verb leads, and from which states. */
export interface Transition {
  readonly from: readonly string[]
  readonly to: string
}

/** Where finished or submitted work goes back to: the second state, or the first where the second is the last. */
function reopening(states: readonly string[]): Transition {
  const back = states.length > 2 ? 1 : 0
  return { from: states.slice(back + 1), to: states[back] as string }
}

/**
 * The change that a verb makes to a milestone, in the words of the program (two at least; the last means finished, the one
 * before it under review). Undefined where the program has no state for it: two words leave nothing to start or submit.
 */
export function milestoneTransition(states: readonly string[], verb: MilestoneVerb): Transition | undefined {
  const last = states.length - 1
  switch (verb) {
    case 'start':
      return last >= 2 ? { from: states.slice(0, 1), to: states[1] as string } : undefined
    case 'submit':
      return last >= 3 ? { from: states.slice(1, last - 1), to: states[last - 1] as string } : undefined
    case 'accept':
      return { from: states.slice(last - 1, last), to: states[last] as string }
    case 'reopen':
      return reopening(states)
  }
}

/** The same for a task; a task may be done without having been started. */
export function taskTransition(states: readonly string[], verb: TaskVerb): Transition | undefined {
  const last = states.length - 1
  switch (verb) {
    case 'start':
      return last >= 2 ? { from: states.slice(0, 1), to: states[1] as string } : undefined
    case 'done':
      return { from: states.slice(0, last), to: states[last] as string }
    case 'reopen':
      return reopening(states)
  }
}
