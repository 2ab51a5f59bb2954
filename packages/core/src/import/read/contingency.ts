import type { Playbook } from '../../schema/plan-records.ts'
import type { Block, Item, Line, Section } from '../scan/block.ts'
import { linesOf } from '../scan/block.ts'
import { labelOf } from '../scan/inline.ts'
import type { Reading, Scope } from './reading.ts'

interface Plan {
  readonly title: string
  readonly lines: readonly Line[]
  /** Text behind the label. */
  readonly text: string
  readonly steps: Item[]
}

const condition =
  /^(?:if|when|in case|should|wenn|falls|si|cuando|se|quando|en cas|если|при|如果|若|当|もし|만약)(?:\s|\p{Script=Han}|\p{Script=Hiragana})/iu

/** Plans for the worst: a label, a condition or a heading, and the steps below it. */
function plansIn(section: Section): Plan[] {
  const plans: Plan[] = []
  const read = (blocks: readonly Block[]): void => {
    for (const block of blocks) {
      const words =
        block.type === 'item' ? block.text : block.type === 'paragraph' ? block.lines.map((line) => line.text.trim()).join(' ') : ''
      const label = words === '' || words.length > 4000 ? undefined : labelOf(words)
      const below = block.type === 'item' ? block.blocks.filter((each): each is Item => each.type === 'item') : []
      const isCondition = label !== undefined && (label.bold || condition.test(label.label))
      if (
        (block.type === 'item' || block.type === 'paragraph') &&
        isCondition &&
        (label.text !== '' || block.type === 'paragraph' || below.length > 0)
      )
        plans.push({ title: label.label, lines: block.lines, text: label.text, steps: below })
      else if (block.type === 'item' && plans.length > 0) plans.at(-1)?.steps.push(block)
    }
  }
  read(section.blocks)
  for (const part of section.sections) {
    if (!part.heading) continue
    const own = plans.length
    plans.push({ title: part.heading.text, lines: part.heading.lines, text: '', steps: [] })
    read(part.blocks)
    // A heading that only groups labelled plans is none itself.
    if (plans.length > own + 1 && plans[own]?.steps.length === 0) plans.splice(own, 1)
  }
  return plans.filter((plan) => plan.steps.length > 0 || plan.text !== '')
}

/** Reads plans for what may go wrong as playbooks: what starts them, and their steps in order. */
export function readContingency(section: Section, _scope: Scope, reading: Reading): boolean {
  const { account, draft } = reading
  const plans = plansIn(section)
  if (plans.length === 0) return false
  plans.forEach((plan, at) => {
    const id = draft.freeId('playbook', `contingency-${at + 1}`)
    const playbook = draft.named<Playbook>({ id, title: plan.title, triggers: [plan.title] }, 'playbook', id)
    draft.playbooks.push(playbook)
    account.map(plan.lines, playbook, 'triggers')
    const steps = [...(plan.text === '' ? [] : [plan.text]), ...plan.steps.map((step) => step.text)].filter((text) => text !== '')
    if (steps.length > 0) playbook.steps = steps
    for (const step of plan.steps) {
      account.map(step.lines, playbook, 'steps')
      const below = step.blocks.flatMap(linesOf)
      const [first, last] = [below[0], below.at(-1)]
      if (first && last) account.region(first.number, last.number, playbook)
    }
  })
  if (section.heading) account.map(section.heading.lines, draft.program, 'playbooks')
  return true
}
