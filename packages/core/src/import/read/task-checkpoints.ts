import { suggestChecks } from '../../gates/suggest.ts'
import type { Criterion, Gate } from '../../schema/gate.ts'
import type { PhaseFile } from '../../schema/phase.ts'
import { type Block, linesOf } from '../scan/block.ts'
import { plainWords, splitOutside } from '../scan/inline.ts'
import type { Words } from '../words/words.ts'
import { addAttribute } from './attribute.ts'
import type { Reading } from './reading.ts'
import { entryText } from './task-body.ts'
import { taskLabelOf } from './task-label.ts'
import type { TaskNode } from './task-tree.ts'

const last = /^(?:final|last|最终|最終|最后|終|финальн\p{L}{1,3}|итогов\p{L}{1,3}|최종|final[ea]?|letzter?|dernier)\s*/iu
const verb =
  /^(?:implement|add|create|write|build|define|update|support|remove|design|test|document|wire|fix|extend|integrate|handle|run)\b/i

/** What a title says after the word for a checkpoint; undefined when the title is that of another task. */
export function checkpointTitle(title: string, words: Words): string | undefined {
  if (title.length > 300) return undefined
  const text = plainWords(title)
  const parts = /^(.{1,60}?)\s*(?:[-–—:：(（]\s*(.*))?$/su.exec(text)
  const means = (label: string): boolean => words.field(label) === 'checkpoint' || words.field(label.replace(last, '')) === 'checkpoint'
  for (const separator of [/\s+[-–—]+\s+/, /\s*[:：]\s*/, /\s*[(（]/]) {
    const at = separator.exec(text)
    if (
      at &&
      means(
        text
          .slice(0, at.index)
          .replace(/\s+#?\d+(?:\.\d+)*$/, '')
          .trim(),
      )
    )
      return text.slice(at.index + at[0].length).trim()
  }
  if (parts && means(text.replace(/\s+#?\d+$/, ''))) return ''
  // "Final Phase 2 Checkpoint"
  const end = /(\S+)$/.exec(text)?.[1] ?? ''
  return end !== text && !verb.test(text) && words.field(end) === 'checkpoint' ? '' : undefined
}

/** The tasks that stand before this one beside it, down to the checkpoint before. */
function coveredBy(siblings: readonly TaskNode[], from: number): { covers: string[]; before: TaskNode | undefined } {
  const covers: string[] = []
  for (let at = from - 1; at >= 0; at--) {
    const sibling = siblings[at] as TaskNode
    if (sibling.task.checkpoint) return { covers: covers.reverse(), before: sibling }
    covers.push(sibling.task.id)
  }
  return { covers: covers.reverse(), before: undefined }
}

export function criterionOf(statement: string, gate: Gate, { draft }: Reading): Criterion {
  const criterion = draft.addCriterion(gate.id, gate.criteria, statement)
  const [check] = suggestChecks(statement)
  if (check) criterion.check = check
  return criterion
}

/** A checkpoint of a phase, or of the program. */
export function newCheckpoint(wanted: string, title: string, phase: PhaseFile | undefined, { draft }: Reading): Gate {
  const id = draft.freeId('gate', wanted)
  const gate = draft.named<Gate>({ id, title, stage: 'checkpoint', criteria: [] }, 'gate', id)
  if (phase) {
    phase.gates ??= []
    phase.gates.push(gate)
  } else draft.gates.push(gate)
  return gate
}

/** The gate of a checkpoint task: its sentences are the criteria, and `covers` names the tasks that it stands over. */
function addGate(node: TaskNode, title: string, reading: Reading): Gate {
  const { account } = reading
  const gate = newCheckpoint(`${node.task.id.slice(0, 100)}.checkpoint`, node.task.title, node.group.scope.phase, reading)
  account.map(node.item.lines, gate, 'title')
  for (const { item } of node.children) {
    const criterion = criterionOf(item.text === '' ? item.marker : item.text, gate, reading)
    if (item.box) criterion.mark = item.box.mark
    account.map(item.lines, criterion, 'statement')
  }
  const sentences = node.body.flatMap((block): { block: Block; text: string }[] => {
    if (block.type === 'item') {
      const label = taskLabelOf(block.text)
      const field = label?.isSet ? reading.words.field(label.label) : undefined
      return field === 'requirements' || field === 'validates' ? [] : [{ block, text: entryText(block, 0) }]
    }
    return block.type === 'paragraph' ? [{ block, text: block.lines.map((line) => line.text.trim()).join(' ') }] : []
  })
  for (const { block, text } of sentences)
    for (const clause of splitOutside(text, ';')) account.map(linesOf(block), criterionOf(clause, gate, reading), 'statement')
  if (gate.criteria.length === 0)
    account.map(node.item.lines, criterionOf(title === '' ? node.task.title : title, gate, reading), 'statement')
  return gate
}

/** Makes the gates of the checkpoints among tasks that stand beside each other. */
export function readCheckpoints(siblings: readonly TaskNode[], reading: Reading): void {
  for (const [index, node] of siblings.entries()) {
    if (node.children.some((child) => child.written !== undefined || child.children.length > 0)) {
      readCheckpoints(node.children, reading)
      continue
    }
    const title = checkpointTitle(node.task.title, reading.words)
    if (title === undefined) continue
    node.task.checkpoint = true
    const gate = addGate(node, title, reading)
    const { covers, before } = coveredBy(siblings, index)
    if (covers.length > 0) gate.covers = covers
    if (before) addAttribute(gate, 'follows', before.task.id)
  }
}
