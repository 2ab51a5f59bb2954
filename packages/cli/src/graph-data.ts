import type { Drawing, Program } from '@refractor/core'

/** A record of a drawing. A level is one above the highest that a record depends on; 0 depends on nothing that is drawn. */
export interface GraphNode {
  readonly key: string
  readonly type: string
  readonly id: string
  readonly title: string
  readonly declared: boolean
  readonly level: number
  readonly location?: { readonly file: string; readonly line: number; readonly column: number }
}

export interface GraphLink {
  readonly from: string
  readonly to: string
  readonly relations: readonly string[]
  readonly suspect: boolean
  readonly closesCycle: boolean
}

export interface GraphData {
  readonly program: string
  readonly title: string
  readonly summary: string
  /** As text, records stand under their levels rather than under their types. */
  readonly byLevels: boolean
  readonly nodes: readonly GraphNode[]
  readonly links: readonly GraphLink[]
  readonly leftOut: number
}

/** A drawing as data. */
export function graphData(program: Program, drawing: Drawing, title: string, summary: string, byLevels: boolean): GraphData {
  return {
    program: program.id,
    title,
    summary,
    byLevels,
    nodes: drawing.nodes.map(({ node: { key, type, id, title: own, declared, place }, level }) => {
      const at = place()
      return { key, type, id, title: own, declared, level, ...(at && { location: { file: at.file, line: at.line, column: at.column } }) }
    }),
    links: drawing.links.map(({ from, to, relations, suspect, closes }) => ({ from, to, relations, suspect, closesCycle: closes })),
    leftOut: drawing.leftOut,
  }
}
