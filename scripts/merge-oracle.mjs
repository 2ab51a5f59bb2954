// What a merge of two plans must keep, told fact by fact, by comparing the three plans and nothing else.
import { factsOf, proseLists, recordsOf } from './merge-model.mjs'

const ownerOf = (fact) => fact.split('|').slice(1, 3).join('|')

/** Of each record, `kind|id`, those that it stands in. */
function ancestry(files) {
  const inside = new Map()
  for (const { kind, record } of recordsOf(files)) {
    const key = `${kind}|${record.id}`
    for (const one of recordsOf({ x: record })) {
      const child = `${one.kind}|${one.record.id}`
      inside.set(child, [...(inside.get(child) ?? []), key])
    }
  }
  return inside
}

/** Records that are to be decided on as a whole: taken away by one side and changed by the other, moved apart, or added twice. */
function unitsOf(base, ours, theirs, models) {
  const units = new Set()
  const within = models.map(ancestry)
  const inUnit = (key) => [key, ...within.flatMap((inside) => inside.get(key) ?? [])].some((one) => units.has(one))
  const keys = new Set(
    [base, ours, theirs].flatMap((facts) => [...facts.keys()].filter((one) => one.startsWith('at|')).map((one) => one.slice(3))),
  )
  const belongsTo = (key) => {
    const found = new Set([key])
    for (const inside of within) for (const [child, above] of inside) if (above.includes(key)) found.add(child)
    return found
  }
  const isChanged = (side, key) => {
    const all = belongsTo(key)
    const facts = new Set([...base.keys(), ...side.keys()])
    return [...facts].some((fact) => all.has(ownerOf(fact)) && base.get(fact) !== side.get(fact))
  }
  for (const key of keys) {
    const [b, o, t] = [base, ours, theirs].map((facts) => facts.get(`at|${key}`))
    if (b !== undefined && o === undefined && t !== undefined && isChanged(theirs, key)) units.add(key)
    if (b !== undefined && t === undefined && o !== undefined && isChanged(ours, key)) units.add(key)
    if (o !== undefined && t !== undefined && o !== t && b !== o && b !== t) units.add(key)
    if (b === undefined && o !== undefined && o === t) {
      const name = ['title', 'statement'].map((field) => `field|${key}|${field}`)
      if (name.some((fact) => ours.get(fact) !== theirs.get(fact))) units.add(key)
    }
  }
  // Lists that were taken away as a whole, by one side, while the other added to them, take their records with them.
  return { units, inUnit }
}

/** How the lists of a plan are ordered, by their place. */
function ordersOf(files) {
  const orders = new Map()
  for (const { where, record } of recordsOf(files)) orders.set(where, [...(orders.get(where) ?? []), record.id])
  return orders
}

/**
 * Judges a merge. `read` are the two plans that its result reads as, should every mark be decided for ours or for theirs; `text` is all
 * of its text. Returns the faults, and whether people had to be asked.
 */
export function judgeMerge({ base, ours, theirs, read, text, hasMarks }) {
  const [b, o, t] = [base, ours, theirs].map(factsOf)
  const results = { ours: factsOf(read.ours), theirs: factsOf(read.theirs) }
  const { inUnit, units } = unitsOf(b, o, t, [base, ours, theirs])
  const lost = []
  let clashes = units.size
  let checked = 0
  const expect = (side, fact, value, why) => {
    checked += 1
    if (results[side].get(fact) !== value)
      lost.push(`${fact} is ${results[side].get(fact)}, should be ${value} (${why}, decided for ${side})`)
  }
  const proseChanged = (fact) => {
    const [, kind, id, list] = fact.split('|')
    if (!proseLists.includes(list)) return false
    const prefix = `in|${kind}|${id}|${list}|`
    const differs = (side) =>
      [...new Set([...b.keys(), ...side.keys()])].some((one) => one.startsWith(prefix) && b.get(one) !== side.get(one))
    return differs(o) && differs(t)
  }
  for (const fact of new Set([...b.keys(), ...o.keys(), ...t.keys()])) {
    const [old, mine, other] = [b.get(fact), o.get(fact), t.get(fact)]
    if (fact.startsWith('note|')) {
      // A comment is text: what one side wrote is there, what both wrote anew is there twice over.
      if (inUnit(ownerOf(fact))) continue
      const wanted = mine === other || old === other ? [mine] : old === mine ? [other] : [mine, other]
      if (wanted.length > 1) clashes += 1
      for (const one of new Set([old, mine, other])) {
        if (one === undefined) continue
        checked += 1
        const isThere = text.includes(`# ${one}\n`)
        if (wanted.includes(one) && !isThere) lost.push(`the comment "${one}" is gone`)
        if (wanted.length === 1 && !wanted.includes(one) && isThere) lost.push(`the comment "${one}" is there still`)
      }
      continue
    }
    const isFree = inUnit(ownerOf(fact)) || proseChanged(fact)
    if (isFree) {
      // Within what is marked as a whole, each side has its own. Words that both added are there at least for the one that wrote them.
      if (fact.startsWith('in|') && proseChanged(fact) && !inUnit(ownerOf(fact))) {
        if (mine !== undefined && old === undefined) expect('ours', fact, 'yes', 'ours wrote it')
        if (other !== undefined && old === undefined) expect('theirs', fact, 'yes', 'theirs wrote it')
        if (old !== undefined && mine !== undefined && other !== undefined)
          for (const side of ['ours', 'theirs']) expect(side, fact, 'yes', 'nobody took it away')
        if (mine !== other && old === undefined) clashes += hasMarks ? 1 : 0
        if (old !== undefined && mine === undefined && other === undefined) clashes += hasMarks ? 1 : 0
      }
      continue
    }
    if (mine === other) for (const side of ['ours', 'theirs']) expect(side, fact, mine, 'both say so')
    else if (old === other) for (const side of ['ours', 'theirs']) expect(side, fact, mine, 'only ours changed it')
    else if (old === mine) for (const side of ['ours', 'theirs']) expect(side, fact, other, 'only theirs changed it')
    else {
      clashes += 1
      expect('ours', fact, mine, 'both changed it')
      expect('theirs', fact, other, 'both changed it')
      if (!hasMarks) lost.push(`${fact} was changed by both, and nothing is marked`)
    }
  }
  for (const key of units) {
    checked += 1
    if (!hasMarks) lost.push(`${key} is to be decided on as a whole, and nothing is marked`)
    for (const [side, facts] of [
      ['ours', o],
      ['theirs', t],
    ]) {
      if (inUnitAbove(key, units, [base, ours, theirs])) continue
      const place = facts.get(`at|${key}`)
      if (results[side].get(`at|${key}`) !== place)
        lost.push(`${key} stands at ${results[side].get(`at|${key}`)}, should at ${place} (decided for ${side})`)
    }
  }
  lost.push(...wrongOrders(base, ours, theirs, read))
  return { lost, checked, clashes, needless: hasMarks && clashes === 0 }
}

function inUnitAbove(key, units, models) {
  return models.some((files) => (ancestry(files).get(key) ?? []).some((above) => units.has(above)))
}

/** Lists whose order only one side changed, and that do not have it. */
function wrongOrders(base, ours, theirs, read) {
  const [b, o, t] = [base, ours, theirs].map(ordersOf)
  const wrong = []
  for (const [where, old] of b) {
    const [mine, other] = [o.get(where), t.get(where)]
    if (mine === undefined || other === undefined) continue
    for (const side of ['ours', 'theirs']) {
      const found = ordersOf(read[side]).get(where) ?? []
      const common = new Set(old.filter((id) => mine.includes(id) && other.includes(id) && found.includes(id)))
      const of = (list) => list.filter((id) => common.has(id)).join(' ')
      const wanted = of(old) === of(mine) ? of(other) : of(old) === of(other) || of(mine) === of(other) ? of(mine) : undefined
      if (wanted !== undefined && of(found) !== wanted) wrong.push(`the order of ${where} is ${of(found)}, should be ${wanted}`)
    }
  }
  return wrong
}
