// A plan as a model: records with fields, as YAML text, and as facts that can be compared one by one. It shares no code with the product:
// prove-merge.mjs judges the merge driver with it.

/** Numbers that look like chance and are the same in every run (xorshift of a 32 bit seed). */
export class Chance {
  constructor(seed) {
    this.state = (seed * 2654435761) >>> 0 || 1
  }

  below(count) {
    this.state ^= this.state << 13
    this.state ^= this.state >>> 17
    this.state ^= this.state << 5
    this.state >>>= 0
    return this.state % count
  }

  one(list) {
    return list[this.below(list.length)]
  }

  share(percent) {
    return this.below(100) < percent
  }
}

const words = ['tide', 'crane', 'ledger', 'berth', 'manifest', 'quay', 'pilot', 'cargo', 'hull', 'winch', 'buoy', 'anchor']
export const phrase = (chance, id) => `${chance.one(words)} ${chance.one(words)} of ${chance.one(words)} ${id}`

/** Lists of ids: sets. Lists of words: sentences. Lists of records. */
const idLists = ['prerequisites', 'accountable']
export const proseLists = ['goals', 'inputs']
const recordLists = {
  milestones: 'milestone',
  tasks: 'task',
  children: 'task',
  acceptance: 'criterion',
  criteria: 'criterion',
  risks: 'risk',
}

function makeTask(chance, id, depth = 0) {
  const task = { id, title: phrase(chance, id), state: chance.one(['open', 'open', 'in-progress', 'done']) }
  if (chance.share(30)) task.owner = chance.one(['Robin', 'Sam', 'Kim'])
  if (chance.share(30)) task.inputs = [phrase(chance, `${id}a`), phrase(chance, `${id}b`)]
  if (depth === 0 && chance.share(20)) task.children = [1, 2].map((n) => makeTask(chance, `${id}.C${n}`, 1))
  if (chance.share(25)) task['#'] = `note ${id}`
  if (chance.share(20)) task['#state'] = `mark ${id}`
  return task
}

const makeCheck = (chance) =>
  chance.share(50)
    ? { kind: 'artifact', paths: [`docs/${chance.one(words)}.md`] }
    : { kind: 'metric', metric: chance.one(words), op: chance.one(['gte', 'lte']), value: 1 + chance.below(90), unit: 'ms' }

const makeCriterion = (chance, id) => ({ id, statement: phrase(chance, id), check: makeCheck(chance) })

/** A valid plan of some phases. */
export function makePlan(chance) {
  const files = {}
  for (let p = 0; p < 2; p++) {
    const phase = {
      format: 1,
      id: `P${p}`,
      title: phrase(chance, `P${p}`),
      goals: [1, 2, 3].map((n) => phrase(chance, `P${p}g${n}`)),
      milestones: [],
    }
    for (let m = 1; m <= 2 + chance.below(2); m++) {
      const id = `P${p}.M${m}`
      const milestone = { id, title: phrase(chance, id), state: 'planned' }
      if (chance.share(60)) milestone.accountable = ['lead', ...(chance.share(50) ? ['crew'] : [])]
      milestone.tasks = Array.from({ length: 2 + chance.below(4) }, (_, n) => makeTask(chance, `${id}.T${n + 1}`))
      milestone.acceptance = [makeCriterion(chance, `${id}.1`)]
      phase.milestones.push(milestone)
    }
    phase.exit = { criteria: [1, 2, 3].map((n) => makeCriterion(chance, `P${p}.${n}`)) }
    files[`specification/phases/P${p}.yaml`] = phase
  }
  files['specification/tasks.yaml'] = { format: 1, tasks: [1, 2, 3, 4].map((n) => makeTask(chance, `T${n}`)) }
  files['specification/risks.yaml'] = {
    format: 1,
    risks: [1, 2, 3].map((n) => ({
      id: `R${n}`,
      title: phrase(chance, `R${n}`),
      severity: chance.one(['high', 'low']),
      mitigation: phrase(chance, `R${n}m`),
    })),
  }
  const tasks = recordsOf(files).filter((one) => one.kind === 'task')
  for (const { record } of tasks)
    if (chance.share(30)) record.prerequisites = [...new Set([chance.one(tasks).record.id])].filter((id) => id < record.id)
  for (const { record } of tasks) if (record.prerequisites?.length === 0) delete record.prerequisites
  return files
}

/** Every record with the list that it stands in. */
export function recordsOf(files) {
  const found = []
  const walk = (holder, path, file) => {
    for (const [key, value] of Object.entries(holder)) {
      const kind = recordLists[key]
      if (kind !== undefined && Array.isArray(value))
        for (const record of value) {
          if (typeof record !== 'object' || record === null) continue
          found.push({ kind, record, list: value, holder, key, where: `${path}/${key}`, file })
          walk(record, `${path}/${key}/${record.id}`, file)
        }
      else if (key === 'exit') walk(value, `${path}/exit`, file)
    }
  }
  for (const [file, top] of Object.entries(files)) walk(top, file, file)
  return found
}

/** The things that a plan says, one by one: `kind|id|…` to a text. */
export function factsOf(files) {
  const facts = new Map()
  const say = (owner, holder) => {
    for (const [key, value] of Object.entries(holder)) {
      if (key in recordLists || key === 'exit') continue
      if (key.startsWith('#')) facts.set(`note|${owner}|${key}`, value)
      else if (idLists.includes(key) || proseLists.includes(key)) for (const one of value) facts.set(`in|${owner}|${key}|${one}`, 'yes')
      else facts.set(`field|${owner}|${key}`, JSON.stringify(value))
    }
  }
  for (const [file, top] of Object.entries(files)) say(`file|${file}`, top)
  for (const { kind, record, where } of recordsOf(files)) {
    facts.set(`at|${kind}|${record.id}`, where)
    say(`${kind}|${record.id}`, record)
  }
  return facts
}

const quoted = (text) => JSON.stringify(text)

/** A plan as YAML, in the style of its people. */
export function render(top, style) {
  const { indent, lists, flow } = style
  const lines = ['# The plan of the harbour.']
  const scalar = (key, value) =>
    key === 'state' || key === 'kind' || key === 'op' ? value : typeof value === 'string' ? quoted(value) : String(value)
  const member = (key, value, pad, notes, first = pad) => {
    const after = notes[`#${key}`] === undefined ? '' : ` # ${notes[`#${key}`]}`
    if (key in recordLists) {
      lines.push(`${first}${key}:`)
      for (const record of value) {
        if (record['#'] !== undefined) lines.push(`${pad}${lists}# ${record['#']}`)
        mapping(record, `${pad}${lists}  `, `${pad}${lists}- `)
      }
      if (value.length === 0) lines[lines.length - 1] += ' []'
    } else if (proseLists.includes(key) || (idLists.includes(key) && !flow)) {
      lines.push(`${first}${key}:`)
      for (const one of value) lines.push(`${pad}${lists}- ${quoted(one)}`)
    } else if (Array.isArray(value)) lines.push(`${first}${key}: [${value.map(quoted).join(', ')}]${after}`)
    else if (typeof value === 'object') {
      lines.push(`${first}${key}:${after}`)
      mapping(value, `${pad}${indent}`)
    } else lines.push(`${first}${key}: ${scalar(key, value)}${after}`)
  }
  const mapping = (record, pad, first = pad) => {
    let lead = first
    for (const [key, value] of Object.entries(record)) {
      if (key.startsWith('#')) continue
      member(key, value, pad, record, lead)
      lead = pad
      if (style.gaps && pad === '') lines.push('')
    }
  }
  mapping(top, '')
  return `${lines.join('\n')}\n`
}

/** What is wrong with a plan by itself: ids that occur twice, references that lead nowhere, circles of prerequisites. */
export function faultsOf(files) {
  const faults = []
  const seen = new Set()
  const records = recordsOf(files)
  for (const { kind, record } of records) {
    if (seen.has(`${kind}|${record.id}`)) faults.push(`${record.id} occurs twice`)
    seen.add(`${kind}|${record.id}`)
  }
  const needs = new Map()
  for (const { kind, record } of records) {
    if (kind !== 'task') continue
    needs.set(record.id, record.prerequisites ?? [])
    for (const id of record.prerequisites ?? []) if (!seen.has(`task|${id}`)) faults.push(`${record.id} needs ${id}, which is not there`)
  }
  const state = new Map()
  const isCircle = (id) => {
    if (state.get(id) === 'done') return false
    if (state.get(id) === 'open') return true
    state.set(id, 'open')
    const circle = (needs.get(id) ?? []).some(isCircle)
    state.set(id, 'done')
    return circle
  }
  for (const id of needs.keys()) if (isCircle(id)) faults.push(`${id} needs itself`)
  return faults
}
