import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChangedFile, HistoryCommit, LookUp } from '../../src/compare/history-types.ts'
import { uncommitted } from '../../src/compare/record-event.ts'
import { recordPast } from '../../src/compare/record-history.ts'
import type { RecordVersion } from '../../src/compare/record-version.ts'

type Fields = Readonly<Record<string, unknown>>

const version = (fields: Fields, milestone = 'M1'): RecordVersion => ({ type: 'task', within: { phase: 'P1', milestone }, fields })
const initial = (): string => 'open'

/** A history in which the blob of a file is the JSON of the record in it, "" without one and "!" when it cannot be read. */
class Repository {
  readonly commits: HistoryCommit[] = []
  readonly #trees = new Map<string, Readonly<Record<string, string>>>()

  /** Files of the commit; those of its first parent that are not named stay, and `undefined` removes one. */
  commit(oid: string, parents: readonly string[], files: Readonly<Record<string, Fields | '' | '!' | undefined>>): this {
    const before = this.#trees.get(parents[0] ?? '') ?? {}
    const tree: Record<string, string> = { ...before }
    const changed: ChangedFile[] = []
    for (const [path, fields] of Object.entries(files)) {
      const after = fields === undefined ? undefined : typeof fields === 'string' ? `${fields}${oid}` : JSON.stringify(fields)
      const was = before[path]
      if (after === undefined) delete tree[path]
      else tree[path] = after
      if (was !== after) changed.push({ path, ...(was !== undefined && { before: was }), ...(after !== undefined && { after }) })
    }
    this.#trees.set(oid, tree)
    const at = `2026-01-01T00:00:${String(this.commits.length).padStart(2, '0')}Z`
    this.commits.push({ oid, parents, author: `Author of ${oid} <${oid}@example.org>`, at, subject: `Subject of ${oid}`, files: changed })
    return this
  }

  past() {
    return recordPast(this.commits, lookUp, initial)
  }
}

const lookUp: LookUp = (_path, blob) => {
  if (blob.startsWith('!')) return 'unreadable'
  if (!blob.startsWith('{')) return undefined
  const { milestone, ...fields } = JSON.parse(blob) as Fields & { readonly milestone?: string }
  return version(fields, milestone)
}

/** "c2 changed done; state: open > done; file: a > b" */
function lines(repository: Repository): string[] {
  return repository
    .past()
    .events.map(({ event, commit, fields, places, dropped, state }) =>
      [
        `${commit} ${event} ${state}`,
        ...fields.map(({ field, before, after }) => `${field}: ${String(before)} > ${String(after)}`),
        ...places.map(({ what, before, after }) => `${what}: ${before} > ${after}`),
        ...dropped.map(({ field, before, after, commit: by }) => `dropped ${field}: ${String(before)} of ${by}, stays ${String(after)}`),
      ].join('; '),
    )
}

const start = (): Repository => new Repository().commit('c0', [], { a: { title: 'One', owner: 'ada' } })

describe('the past of a record on one line of commits', () => {
  it('is when it came, what changed of it, and when it went', () => {
    const repository = start()
      .commit('c1', ['c0'], { a: { title: 'One', owner: 'ada', state: 'in-progress' } })
      .commit('c2', ['c1'], { b: '' })
      .commit('c3', ['c2'], { a: { title: 'Two', owner: 'ada', state: { value: 'done', mark: 'x' } } })
      .commit('c4', ['c3'], { a: '' })
    expect(lines(repository)).toEqual([
      'c0 added open',
      'c1 changed in-progress; state: open > in-progress',
      'c3 changed done; title: One > Two; state: in-progress > done',
      'c4 removed done',
    ])
    expect(repository.past().now).toBeUndefined()
    expect(repository.past().events[1]).toMatchObject({
      author: 'Author of c1 <c1@example.org>',
      at: '2026-01-01T00:00:01Z',
      subject: 'Subject of c1',
      file: 'a',
      within: { phase: 'P1', milestone: 'M1' },
    })
  })

  it('goes on in another file, another milestone, and after it was gone', () => {
    const repository = start()
      .commit('c1', ['c0'], { a: '', b: { title: 'One', owner: 'ada' } })
      .commit('c2', ['c1'], { b: undefined, c: { title: 'One', owner: 'ada', milestone: 'M2' } })
      .commit('c3', ['c2'], { c: undefined })
      .commit('c4', ['c3'], { d: { title: 'Again' } })
    expect(lines(repository)).toEqual([
      'c0 added open',
      'c1 moved open; file: a > b',
      'c2 moved open; file: b > c; milestone: M1 > M2',
      'c3 removed open',
      'c4 added open',
    ])
  })

  it('says nothing of what means the same', () => {
    const repository = start()
      .commit('c1', ['c0'], { a: { owner: 'ada', title: ' One ', source: { file: 'plan.md', lines: '3' } } })
      .commit('c2', ['c1'], { a: { title: 'One', owner: 'ada', state: 'open' } })
    expect(lines(repository)).toEqual(['c0 added open'])
  })

  it('says which records came into it or left it, and nothing of their order', () => {
    const repository = start()
      .commit('c1', ['c0'], { a: { title: 'One', owner: 'ada', children: ['A', 'B'] } })
      .commit('c2', ['c1'], { a: { title: 'One', owner: 'ada', children: ['B', 'A'] } })
      .commit('c3', ['c2'], { a: { title: 'One', owner: 'ada', children: ['B', 'C'] } })
    expect(lines(repository)).toEqual([
      'c0 added open',
      'c1 changed open; children: undefined > A,B',
      'c3 changed open; children: B,A > B,C',
    ])
  })

  it('keeps what it knew while a file cannot be read', () => {
    const repository = start()
      .commit('c1', ['c0'], { a: '!' })
      .commit('c2', ['c1'], { a: { title: 'Two', owner: 'ada' } })
    expect(lines(repository)).toEqual(['c0 added open', 'c1 unreadable open', 'c2 changed open; title: One > Two'])
    // Nothing is known of a record before its file can be read.
    expect(lines(new Repository().commit('c0', [], { a: '!' }).commit('c1', ['c0'], { a: { title: 'One' } }))).toEqual(['c1 added open'])
  })

  it('says where a clone ends', () => {
    const { commits } = start()
    const past = recordPast([{ ...(commits[0] as HistoryCommit), isCutOff: true }], lookUp, initial)
    expect(past.events).toMatchObject([{ event: 'added', isCutOff: true }])
  })

  it('is empty without commits', () => {
    expect(recordPast([], lookUp, initial)).toEqual({ events: [], now: undefined })
  })
})

describe('a merge', () => {
  const sides = (): Repository =>
    start()
      .commit('main', ['c0'], { a: { title: 'Main', owner: 'ada' } })
      .commit('side', ['c0'], { a: { title: 'One', owner: 'grace' } })

  it('that joins what both sides wrote is no event', () => {
    const repository = sides().commit('m', ['main', 'side'], { a: { title: 'Main', owner: 'grace' } })
    expect(lines(repository)).toEqual(['c0 added open', 'main changed open; title: One > Main', 'side changed open; owner: ada > grace'])
  })

  it('that takes over a branch is no event', () => {
    const repository = start()
      .commit('side', ['c0'], { a: { title: 'Side', owner: 'ada' } })
      .commit('main', ['c0'], { b: '' })
      .commit('m', ['main', 'side'], { a: { title: 'Side', owner: 'ada' } })
    expect(lines(repository)).toEqual(['c0 added open', 'side changed open; title: One > Side'])
  })

  it('that says what neither side says is told, with what it says itself and nothing else', () => {
    const repository = sides().commit('m', ['main', 'side'], { a: { title: 'Evil', owner: 'grace', state: 'done' } })
    expect(lines(repository).at(-1)).toBe('m merged done; title: Main > Evil; state: open > done')
  })

  it('that leaves out what one side wrote is told, with the commit that wrote it', () => {
    const ours = sides().commit('m', ['main', 'side'], { a: { title: 'Main', owner: 'ada' } })
    expect(lines(ours)).toEqual([
      'c0 added open',
      'main changed open; title: One > Main',
      'm merged open; dropped owner: grace of side, stays ada',
    ])
    const theirs = sides().commit('m', ['main', 'side'], { a: { title: 'One', owner: 'grace' } })
    expect(lines(theirs).at(-1)).toBe('m merged open; dropped title: Main of main, stays One')
  })

  it('that keeps one of two values is told', () => {
    const repository = start()
      .commit('main', ['c0'], { a: { title: 'Main', owner: 'ada' } })
      .commit('side', ['c0'], { a: { title: 'Side', owner: 'ada' } })
      .commit('m', ['main', 'side'], { a: { title: 'Side', owner: 'ada' } })
    expect(lines(repository)).toEqual([
      'c0 added open',
      'side changed open; title: One > Side',
      'm merged open; dropped title: Main of main, stays Side',
    ])
  })

  it('of a branch that knew the other one and changed it back is no event', () => {
    const repository = start()
      .commit('main', ['c0'], { a: { title: 'Main', owner: 'ada' } })
      .commit('side', ['main'], { a: { title: 'One', owner: 'ada' } })
      .commit('m', ['main', 'side'], { a: { title: 'One', owner: 'ada' } })
    expect(lines(repository)).toEqual(['c0 added open', 'main changed open; title: One > Main', 'side changed open; title: Main > One'])
  })

  it('that brings a record, takes it out, or adds it by itself', () => {
    const brought = new Repository()
      .commit('c0', [], { b: '' })
      .commit('side', ['c0'], { a: { title: 'One' } })
      .commit('m', ['c0', 'side'], { a: { title: 'One' } })
    expect(lines(brought)).toEqual(['side added open'])
    const removed = sides().commit('m', ['main', 'side'], { a: '' })
    expect(lines(removed).at(-1)).toBe('m removed open')
    const added = new Repository()
      .commit('c0', [], { b: '' })
      .commit('c1', ['c0'], { c: '' })
      .commit('m', ['c0', 'c1'], { a: { title: 'One' } })
    expect(lines(added)).toEqual(['m added open'])
    const gone = start().commit('side', ['c0'], { a: '' }).commit('main', ['c0'], { b: '' }).commit('m', ['main', 'side'], { a: '' })
    expect(lines(gone)).toEqual(['c0 added open', 'side removed open'])
  })

  it('that moves the record in a way that no side does', () => {
    const repository = sides().commit('m', ['main', 'side'], { a: '', b: { title: 'Main', owner: 'grace' } })
    expect(lines(repository).at(-1)).toBe('m merged open; file: a > b')
  })
})

describe('of any history', () => {
  /** A field has one of three values; each commit says what it says, whatever its parents said. */
  const histories = fc.array(
    fc.record({
      parents: fc.array(fc.nat(5), { minLength: 1, maxLength: 2 }),
      title: fc.nat(2),
      owner: fc.nat(2),
      path: fc.constantFrom('a', 'b'),
    }),
    { minLength: 1, maxLength: 14 },
  )

  it('the changes along a line lead from the first version to the last', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const repository = new Repository()
        for (const [index, { title, owner, path }] of steps.entries()) {
          const other = path === 'a' ? 'b' : 'a'
          repository.commit(`c${index}`, index === 0 ? [] : [`c${index - 1}`], {
            [path]: { title: `t${title}`, owner: `o${owner}` },
            [other]: undefined,
          })
        }
        const { events, now } = repository.past()
        const last = steps.at(-1) as (typeof steps)[number]
        expect(now).toEqual({ path: last.path, version: version({ title: `t${last.title}`, owner: `o${last.owner}` }) })
        expect(events.filter(({ event }) => event === 'added')).toHaveLength(1)
        const fields: Record<string, unknown> = { title: `t${steps[0]?.title}`, owner: `o${steps[0]?.owner}` }
        for (const { field, before, after } of events.flatMap((one) => one.fields)) {
          expect(before).toBe(fields[field])
          fields[field] = after
        }
        expect(fields).toEqual(now?.version.fields)
      }),
    )
  })

  it('every field that a commit with one parent changes is told, or is left behind by a merge above it', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const repository = new Repository()
        for (const [index, { parents, title, owner }] of steps.entries()) {
          const above = index === 0 ? [] : [...new Set(parents.map((back) => `c${Math.max(0, index - 1 - back)}`))]
          repository.commit(`c${index}`, above, { a: { title: `t${title}`, owner: `o${owner}` } })
        }
        const { events, now } = repository.past()
        const last = steps.at(-1) as (typeof steps)[number]
        expect(now?.version.fields).toEqual({ title: `t${last.title}`, owner: `o${last.owner}` })
        // Parents come first, no commit tells twice, and the first event is how the record came.
        expect(events[0]?.event).toBe('added')
        const order = events.map(({ commit }) => repository.commits.findIndex(({ oid }) => oid === commit))
        expect(order).toEqual([...new Set(order)].sort((a, b) => a - b))
        // Each field that is another one than at first was given its value by something that is told.
        const first = steps[0] as (typeof steps)[number]
        if (last.title !== first.title)
          expect(events.some((one) => one.fields.some(({ field, after }) => field === 'title' && after === `t${last.title}`))).toBe(true)
      }),
    )
  })
})

describe('what is not committed', () => {
  const committed = { path: 'a', version: version({ title: 'One' }) }

  it('is one more event', () => {
    expect(uncommitted(committed, { path: 'b', version: version({ title: 'Two', state: 'done' }) }, initial)).toMatchObject({
      event: 'changed',
      commit: null,
      file: 'b',
      state: 'done',
      fields: [
        { field: 'title', before: 'One', after: 'Two' },
        { field: 'state', before: 'open', after: 'done' },
      ],
      places: [{ what: 'file', before: 'a', after: 'b' }],
    })
    expect(uncommitted(undefined, committed, initial)).toMatchObject({ event: 'added', commit: null })
    expect(uncommitted(committed, undefined, initial)).toMatchObject({ event: 'removed', commit: null, file: 'a' })
  })

  it('is nothing where both say the same', () => {
    expect(uncommitted(committed, { path: 'a', version: version({ title: 'One', state: 'open' }) }, initial)).toBeUndefined()
    expect(uncommitted(undefined, undefined, initial)).toBeUndefined()
  })
})
