import type { Task } from '../../schema/plan-records.ts'
import type { Field } from '../words/words.ts'
import { addAttribute } from './attribute.ts'
import { type Content, entriesOf } from './entries.ts'
import { proposedState } from './proposed-state.ts'
import type { Reading, Scope } from './reading.ts'
import { keepAsAttribute, pushTexts, setOne } from './values.ts'

const nothing = /^(?:none|n\/?a|keine?|нет|无|無|なし|없음|[-–—]+)\.?$/iu
const taskId =
  /(?<![\p{L}\d.-])(?:[A-Z][A-Z0-9]{0,9}(?:-[A-Z0-9]{1,9})*-\d{1,5}[a-z]?|\d{1,3}(?:\.\d{1,3})+|[A-Z]{1,4}\d{1,4}(?:\.[A-Z]?\d{1,3})*)(?![\p{L}\d])/gu

export function readTaskField(task: Task, field: Field, content: Content, scope: Scope, reading: Reading): boolean {
  const label = scope.label ?? field
  const { account, words } = reading
  const entries = entriesOf(content)
  switch (field) {
    case 'owner':
    case 'priority':
    case 'due':
      return setOne(task, field, content, label, reading)
    case 'accountable':
      return setOne(task, 'role', content, label, reading)
    case 'window':
      return setOne(task, 'due', content, label, reading)
    case 'duration':
    case 'estimate':
      return setOne(task, 'estimate', content, label, reading)
    case 'status': {
      if (entries.length === 1 && task.state === undefined) {
        const state = proposedState(entries[0]?.text ?? '', words)
        if (state !== undefined) {
          task.state = state
          account.map(content.lines, task, 'state')
          return true
        }
      }
      return keepAsAttribute(task, label, content, reading)
    }
    case 'inputs':
      return pushTexts(task, 'inputs', entries, reading)
    case 'outputs':
    case 'deliverables':
      return pushTexts(task, 'outputs', entries, reading)
    case 'acceptance':
    case 'exit':
    case 'quality':
      return pushTexts(task, 'acceptance', entries, reading)
    case 'commands':
      return pushTexts(task, 'commands', entries, reading)
    case 'dependencies':
      for (const { text, lines } of entries) {
        const ids = nothing.test(text) ? [] : [...new Set(text.slice(0, 4000).match(taskId) ?? [])].filter((id) => id !== task.id)
        // Words beside the ids are kept too, and ranges are not expanded.
        const isPlain =
          ids.length > 0 &&
          text
            .replace(taskId, '')
            .replace(/\b(?:tasks?|and|tickets?)\b/gi, '')
            .replace(/[\s,.;&+()`*]+/g, '') === ''
        if (ids.length > 0) task.prerequisites = [...new Set([...(task.prerequisites ?? []), ...ids])]
        if (!isPlain) addAttribute(task, label, text)
        account.map(lines, task, isPlain ? 'prerequisites' : 'attributes')
      }
      return entries.length > 0
    case 'summary':
    case 'detail':
    case 'goals':
    case 'objectives':
    case 'tasks':
    case 'notes':
      if (field !== 'summary' && field !== 'detail') return keepAsAttribute(task, label, content, reading)
      addDetail(
        task,
        entries.map((entry) => entry.text),
      )
      for (const entry of entries) account.map(entry.lines, task, 'detail')
      return entries.length > 0
    default:
      return keepAsAttribute(task, label, content, reading)
  }
}

export function addDetail(task: Task, texts: readonly string[]): void {
  if (texts.length === 0) return
  const before = task.detail === undefined ? [] : typeof task.detail === 'string' ? [task.detail] : task.detail
  const all = [...before, ...texts]
  task.detail = all.length === 1 ? (all[0] as string) : all
}
