import type { Block } from '../scan/block.ts'
import { linesOf } from '../scan/block.ts'
import { splitOutside } from '../scan/inline.ts'
import type { Reading } from './reading.ts'
import { criterionOf, newCheckpoint } from './task-checkpoints.ts'
import { taskLabelOf } from './task-label.ts'
import type { TaskGroup } from './task-tree.ts'

/** Reads "**Checkpoint**: sentence" between the tasks of a group: a gate of the phase. */
export function readLooseCheckpoint(block: Block, group: TaskGroup, reading: Reading): boolean {
  if (block.type !== 'paragraph' && block.type !== 'item') return false
  const text = block.type === 'item' ? block.text : block.lines.map((line) => line.text.trim()).join(' ')
  const label = taskLabelOf(text)
  if (!label?.isSet || reading.words.field(label.label) !== 'checkpoint') return false
  const sentence = label.rest === '' ? label.text : `${label.text} ${label.rest}`.trim()
  const place = group.scope.phase?.id ?? group.name
  const gate = newCheckpoint(place === '' ? 'checkpoint' : `${place}.checkpoint`, label.label, group.scope.phase, reading)
  reading.account.map(linesOf(block), gate, 'title')
  for (const clause of splitOutside(sentence, ';')) reading.account.map(linesOf(block), criterionOf(clause, gate, reading), 'statement')
  return true
}
