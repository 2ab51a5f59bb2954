// Edits of a plan as people and tools make them, on the model of merge-model.mjs. Each leaves the plan valid.
import { phrase, recordsOf } from './merge-model.mjs'

const deepCopy = (value) => structuredClone(value)

const optional = {
  task: ['owner', 'priority', 'detail'],
  milestone: ['owner', 'summary', 'duration'],
  criterion: ['level', 'hint'],
  risk: ['owner', 'impact', 'contingency'],
}
const values = { level: ['required', 'recommended', 'stretch'], severity: ['high', 'medium', 'low'] }
const states = { task: ['open', 'in-progress', 'done'], milestone: ['planned', 'in-progress', 'under-review'] }

let made = 0

/** Sets or changes one field of a record. */
function setField(chance, files, serial) {
  const { kind, record } = chance.one(recordsOf(files))
  const key = chance.one([...optional[kind], kind === 'criterion' ? 'statement' : 'title', ...(kind in states ? ['state', 'state'] : [])])
  record[key] = key === 'state' ? chance.one(states[kind]) : values[key] ? chance.one(values[key]) : phrase(chance, serial)
}

function removeField(chance, files) {
  const { kind, record } = chance.one(recordsOf(files))
  const key = chance.one(optional[kind])
  delete record[key]
  delete record[`#${key}`]
}

function changeCheck(chance, files) {
  const { record } = chance.one(recordsOf(files).filter((one) => one.kind === 'criterion'))
  const check = deepCopy(record.check)
  if (check.kind === 'metric') check[chance.one(['value', 'unit'])] = chance.share(50) ? 1 + chance.below(90) : 'ms'
  else check.paths = [...check.paths, `docs/more-${chance.below(5)}.md`]
  if (typeof check.value === 'string') check.value = 7
  if (typeof check.unit === 'number') check.unit = 's'
  record.check = check
}

const asTask = (files) => recordsOf(files).filter((one) => one.kind === 'task')

/** Adds an id to a set, or takes one out. */
function changeSet(chance, files) {
  if (chance.share(40)) {
    const { record } = chance.one(recordsOf(files).filter((one) => one.kind === 'milestone'))
    const set = new Set(record.accountable ?? [])
    const role = chance.one(['lead', 'crew', 'pilot', 'harbour-master'])
    if (!set.delete(role)) set.add(role)
    record.accountable = [...set]
    if (set.size === 0) delete record.accountable
    return
  }
  const tasks = asTask(files)
  const { record } = chance.one(tasks)
  const set = new Set(record.prerequisites ?? [])
  const other = chance.one(tasks).record.id
  // In the order of the ids there is no circle.
  if (other >= record.id) return
  if (!set.delete(other)) set.add(other)
  record.prerequisites = [...set]
  if (set.size === 0) delete record.prerequisites
}

function changeProse(chance, files, serial) {
  const holders = [...Object.values(files).filter((top) => top.goals), ...asTask(files).map((one) => one.record)]
  const holder = chance.one(holders)
  const key = holder.goals ? 'goals' : 'inputs'
  const list = [...(holder[key] ?? [])]
  const at = chance.below(list.length + 1)
  const what = chance.below(3)
  if (what === 0 || list.length === 0) list.splice(at, 0, phrase(chance, serial))
  else if (what === 1) list[Math.min(at, list.length - 1)] = phrase(chance, serial)
  else list.splice(Math.min(at, list.length - 1), 1)
  if (list.length === 0) delete holder[key]
  else holder[key] = list
}

function addRecord(chance, files, serial) {
  const { list, kind, holder } = chance.one(recordsOf(files).filter((one) => one.kind !== 'milestone'))
  // Few ids to choose from: now and then both branches choose the same.
  const id = chance.share(25) ? `${holder.id ?? 'X'}.N${chance.below(3)}` : `N-${serial}`
  if (recordsOf(files).some((one) => one.record.id === id)) return
  const record =
    kind === 'criterion'
      ? { id, statement: phrase(chance, serial), check: { kind: 'artifact', paths: ['docs/new.md'] } }
      : kind === 'risk'
        ? { id, title: phrase(chance, serial), severity: 'low' }
        : { id, title: phrase(chance, serial), state: 'open' }
  list.splice(chance.below(list.length + 1), 0, record)
}

const forget = (files, ids) => {
  for (const { record } of asTask(files)) {
    if (!record.prerequisites?.some((id) => ids.has(id))) continue
    record.prerequisites = record.prerequisites.filter((id) => !ids.has(id))
    if (record.prerequisites.length === 0) delete record.prerequisites
  }
}

function removeRecord(chance, files) {
  const { list, record, kind, key } = chance.one(recordsOf(files))
  if (kind === 'milestone' && chance.share(80)) return
  // A gate or a list that must have an entry keeps it.
  if (list.length === 1 && key !== 'children') return
  const inside = new Set([record.id, ...recordsOf({ x: { tasks: [record] } }).map((one) => one.record.id)])
  list.splice(list.indexOf(record), 1)
  for (const one of recordsOf(files)) if (Array.isArray(one.record.children) && one.record.children.length === 0) delete one.record.children
  forget(files, inside)
}

function moveTask(chance, files) {
  const tasks = asTask(files)
  const one = chance.one(tasks)
  const to = chance.one(tasks.filter((other) => other.file === one.file))
  if (to.list === one.list || one.list.length === 1 || one.key === 'children' || to.key === 'children') return
  one.list.splice(one.list.indexOf(one.record), 1)
  to.list.splice(chance.below(to.list.length + 1), 0, one.record)
}

function changeNote(chance, files, serial) {
  const { record } = chance.one(recordsOf(files))
  const key = record.state === undefined || chance.share(60) ? '#' : '#state'
  if (record[key] !== undefined && chance.share(25)) delete record[key]
  else record[key] = `note ${serial}`
}

function reorder(chance, files) {
  const { list } = chance.one(recordsOf(files))
  const from = chance.below(list.length)
  const [record] = list.splice(from, 1)
  list.splice(chance.below(list.length + 1), 0, record)
}

const edits = [
  setField,
  setField,
  setField,
  setField,
  removeField,
  changeCheck,
  changeSet,
  changeSet,
  changeProse,
  changeProse,
  addRecord,
  addRecord,
  removeRecord,
  moveTask,
  changeNote,
  changeNote,
  reorder,
]

/** A copy of the plan with so many edits. */
export function edited(chance, files, count) {
  const copy = deepCopy(files)
  for (let n = 0; n < count; n++) {
    made += 1
    chance.one(edits)(chance, copy, `s${made}`)
  }
  return copy
}
