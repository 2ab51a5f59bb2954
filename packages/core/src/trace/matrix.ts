import type { Location } from '../diagnostics/diagnostic.ts'
import type { Relation, TraceType } from '../schema/trace.ts'
import type { TraceGraph, TraceKey, TraceLink, TraceNode } from './trace-types.ts'

/** What heads a row or a column. */
export interface MatrixHead {
  readonly key: string
  readonly id: string
  readonly title: string
  /** False: links name it, and the program does not declare it. */
  readonly declared: boolean
  /** How many cells of the row or column are filled. */
  readonly filled: number
  place(): Location | undefined
}

/** A filled cell. */
export interface MatrixCell {
  /** Its column, from 0. */
  readonly column: number
  /** What is written in it: the relations of the links, or the letters of a chart of responsibilities. */
  readonly marks: readonly string[]
  /** True: no link joins the two, but a chain of links does. */
  readonly indirect: boolean
  readonly suspect: boolean
}

/** Two kinds of records and the links between them. Only filled cells are kept, so its size is that of the links. */
export interface Matrix {
  /** What the rows and columns are: "risk", "task". */
  readonly of: { readonly rows: string; readonly columns: string }
  readonly rows: readonly MatrixHead[]
  readonly columns: readonly MatrixHead[]
  /** How many there are, those included that `gapsOf` leaves out; `pairs` are filled cells. */
  readonly size: { readonly rows: number; readonly columns: number; readonly pairs: number }
  /** The filled cells of each row, by column. */
  readonly cells: readonly (readonly MatrixCell[])[]
  /** True: the chains of links were too many to follow all of them; indirect cells are missing. */
  readonly cut: boolean
}

export interface MatrixOptions {
  /** Only links of these relations. */
  readonly relations?: readonly Relation[] | undefined
  /** Chains of links fill a cell too. */
  readonly deep?: boolean | undefined
  readonly isSuspect?: ((link: TraceLink) => boolean) | undefined
  /** Links that are followed for chains, over all rows; default five million. */
  readonly steps?: number | undefined
}

/** Relations that a chain does not follow: what a record needs first, is kept in or is only named by says nothing of what it is for. */
const notInChains: ReadonlySet<Relation> = new Set(['part-of', 'needs', 'uses', 'names', 'mirrors'])

interface Draft {
  readonly marks: Set<string>
  indirect: boolean
  suspect: boolean
}

interface Walk {
  readonly graph: TraceGraph
  readonly options: MatrixOptions
  steps: number
  cut: boolean
}

const isWanted = ({ relation }: TraceLink, { relations }: MatrixOptions): boolean => relations === undefined || relations.includes(relation)

/** Every node that a chain of links leads to, in one direction. Chains to what is joined directly count too. */
function* reached(walk: Walk, start: TraceKey, direction: 'from' | 'to'): Generator<TraceKey> {
  const seen = new Set<TraceKey>([start])
  const open: TraceKey[] = [start]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    for (const link of walk.graph[direction](key)) {
      if (notInChains.has(link.relation) || !isWanted(link, walk.options)) continue
      if (walk.steps-- <= 0) {
        walk.cut = true
        return
      }
      const next = direction === 'from' ? link.to : link.from
      if (seen.has(next)) continue
      seen.add(next)
      open.push(next)
      yield next
    }
  }
}

/** The filled cells of one row, by the index of their column. */
function cellsOf(walk: Walk, row: TraceNode, places: ReadonlyMap<string, number>, isOneKind: boolean): Map<number, Draft> {
  const cells = new Map<number, Draft>()
  const draftAt = (key: TraceKey): Draft | undefined => {
    const column = places.get(key)
    if (column === undefined) return undefined
    const draft = cells.get(column) ?? { marks: new Set(), indirect: false, suspect: false }
    cells.set(column, draft)
    return draft
  }
  const { graph, options } = walk
  // Where rows and columns are of one kind, a row says what it depends on; else whichever of the two names the other.
  const directions = isOneKind ? (['from'] as const) : (['from', 'to'] as const)
  for (const direction of directions) {
    for (const link of graph[direction](row.key)) {
      const draft = isWanted(link, options) ? draftAt(direction === 'from' ? link.to : link.from) : undefined
      draft?.marks.add(link.relation)
      if (draft !== undefined && options.isSuspect?.(link) === true) draft.suspect = true
    }
  }
  if (options.deep !== true) return cells
  for (const direction of directions) {
    for (const key of reached(walk, row.key, direction)) {
      const draft = draftAt(key)
      if (draft !== undefined && draft.marks.size === 0) draft.indirect = true
    }
  }
  return cells
}

/** The title of a record, where it says more than its id. */
export const titleBeside = ({ id, title }: Pick<TraceNode, 'id' | 'title'>): string => (title === id ? '' : title)

const headOf = (node: TraceNode, filled: number): MatrixHead => ({
  key: node.key,
  id: node.id,
  title: titleBeside(node),
  declared: node.declared,
  filled,
  place: () => node.place(),
})

/** Who is linked with whom, of two types of records. Rows and columns come in the order of the graph. */
export function traceMatrix(graph: TraceGraph, rows: TraceType, columns: TraceType, options: MatrixOptions = {}): Matrix {
  const across: TraceNode[] = []
  const down: TraceNode[] = []
  for (const node of graph.nodes.values()) {
    if (node.type === rows) down.push(node)
    if (node.type === columns) across.push(node)
  }
  const places = new Map<string, number>(across.map(({ key }, index) => [key, index]))
  const filled = new Uint32Array(across.length)
  const walk: Walk = { graph, options, steps: options.steps ?? 5_000_000, cut: false }
  const cells = down.map((row) => {
    const drafts = [...cellsOf(walk, row, places, rows === columns)].sort(([a], [b]) => a - b)
    return drafts.map(([column, { marks, indirect, suspect }]): MatrixCell => {
      filled[column] = (filled[column] as number) + 1
      return { column, marks: [...marks].sort(), indirect, suspect }
    })
  })
  return {
    of: { rows, columns },
    rows: down.map((node, index) => headOf(node, (cells[index] as readonly MatrixCell[]).length)),
    columns: across.map((node, index) => headOf(node, filled[index] as number)),
    size: { rows: down.length, columns: across.length, pairs: cells.reduce((sum, row) => sum + row.length, 0) },
    cells,
    cut: walk.cut,
  }
}

/** The matrix with only the rows and columns that have no filled cell. */
export function gapsOf(matrix: Matrix): Matrix {
  const rows = matrix.rows.filter(({ filled }) => filled === 0)
  return { ...matrix, rows, columns: matrix.columns.filter(({ filled }) => filled === 0), cells: rows.map(() => []) }
}

/** The same matrix with its columns as rows. */
export function transposed({ of, rows, columns, size, cells, cut }: Matrix): Matrix {
  const turned: MatrixCell[][] = columns.map(() => [])
  for (const [row, own] of cells.entries()) for (const cell of own) turned[cell.column]?.push({ ...cell, column: row })
  return {
    of: { rows: of.columns, columns: of.rows },
    rows: columns,
    columns: rows,
    size: { ...size, rows: size.columns, columns: size.rows },
    cells: turned,
    cut,
  }
}
