import type { Requirement } from '../../schema/plan-records.ts'
import type { Item } from '../scan/block.ts'
import { entriesOf, itemsIn } from './entries.ts'
import type { Reading } from './reading.ts'

const coded = /^\*{0,2}((?:REQ|FR|NFR|BR|UR|SR|TR)-\d{1,4}[a-z]?)\*{0,2}\s*[:.)—–-]\s*\*{0,2}\s*(\S.*)$/su

/** Reads a list whose entries begin with ids of requirements: "- **REQ-01:** The gate opens." */
export function readRequirementItems(items: readonly Item[], { draft, account }: Reading): boolean {
  if (items.length === 0 || items.some((item) => item.box || !coded.test(item.text))) return false
  for (const item of items) {
    const [, wanted, title] = coded.exec(item.text) as unknown as [string, string, string]
    const id = draft.freeId('requirement', wanted)
    const requirement = draft.named<Requirement>({ id, title }, 'requirement', id)
    draft.requirements.push(requirement)
    account.map(item.lines, requirement, 'title')
    for (const { text, lines } of entriesOf({ text: '', lines: [], items: itemsIn(item.blocks) })) {
      requirement.text = requirement.text === undefined ? text : `${requirement.text}\n${text}`
      account.map(lines, requirement, 'text')
    }
  }
  return true
}
