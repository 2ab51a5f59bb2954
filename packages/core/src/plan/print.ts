import type { Plan, Step } from './plan.ts'

function describeStep(step: Step): string {
  switch (step.type) {
    case 'create':
      return `+ create ${step.path}: ${step.why}`
    case 'edit':
      return `~ edit ${step.path}: ${step.why}`
    case 'move':
      return `→ move ${step.from} to ${step.to}: ${step.why}`
    case 'remove':
      return `- remove ${step.path}: ${step.why}`
  }
}

/** "2 to create, 1 to edit, 1 to move"; what does not occur is left out. */
function summary(steps: readonly Step[]): string {
  const parts = (['create', 'edit', 'move', 'remove'] as const).flatMap((type) => {
    const count = steps.filter((step) => step.type === type).length
    return count === 0 ? [] : [`${count} to ${type}`]
  })
  return parts.length === 0 ? 'nothing to change' : parts.join(', ')
}

/** A plan for people: one line for each step, in order, and a summary as the last line. */
export function describePlan(plan: Plan): string[] {
  return [...plan.steps.map(describeStep), summary(plan.steps)]
}
