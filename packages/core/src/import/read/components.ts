import type { Code, Section, Table } from '../scan/block.ts'
import { isBlank } from '../scan/lines.ts'
import { addAttribute } from './attribute.ts'
import { addComponent, isPath, linkComponents, moduleId, type Wanted } from './component-links.ts'
import { isTreeOfModules, kinds, readModuleTree } from './module-tree.ts'
import type { Reading, Scope } from './reading.ts'
import { isWritableId, undecorated } from './table-cells.ts'

const dependsColumn =
  /^(?:depends? on|dependenc(?:y|ies)|requires|prerequisites?|needs|abhängig von|depende de|dépend de|зависит от|依赖|依存|의존)$/iu

/** Whether a table lists components: the first column names a kind of them, another what they depend on. */
function isComponentTable(table: Table): boolean {
  const [kind, ...others] = table.header.cells.map((cell) => undecorated(cell))
  return kind !== undefined && kinds.test(kind) && others.some((cell) => dependsColumn.test(cell)) && table.rows.length > 0
}

function readComponentTable(table: Table, reading: Reading): void {
  const { account } = reading
  const labels = table.header.cells.map((cell) => undecorated(cell))
  const wanted: Wanted[] = []
  for (const row of table.rows) {
    const cell = undecorated(row.cells[0] ?? '')
    if (cell === '') continue
    const both = /^(.+?)\s*[(（](.+)[)）]$/u.exec(cell)
    const name = both ? (both[1] as string) : cell
    const component = addComponent(isWritableId(name) ? name : moduleId(name), reading)
    component.type = (labels[0] as string).toLowerCase()
    if (both) component.title = both[2] as string
    else if (name !== component.id) component.title = name
    if (isPath(name)) component.path = name
    row.cells.forEach((value, at) => {
      const label = labels[at] ?? `column ${at + 1}`
      if (at === 0 || value === '') return
      if (dependsColumn.test(label)) wanted.push({ component, wanted: value, label })
      else addAttribute(component, label === '' ? `column ${at + 1}` : label, value)
    })
    account.map(row.line, component, 'title')
  }
  account.map([table.header.line, ...(table.delimiter ? [table.delimiter] : [])], reading.draft.program, 'components')
  linkComponents(wanted, reading, [])
}

/** Reads a section of dependency graphs: tables and drawn levels of components; diagrams are kept word for word under their heading. */
export function readComponents(section: Section, scope: Scope, reading: Reading): boolean {
  const { account, draft } = reading
  const tables = section.blocks.filter((block): block is Table => block.type === 'table' && isComponentTable(block))
  const trees = section.blocks.filter((block): block is Code => block.type === 'code' && isTreeOfModules(block.body))
  const diagrams = section.blocks.filter((block): block is Code => block.type === 'code' && block.language === 'mermaid')
  const title = section.heading?.text ?? ''
  const below = section.sections.filter((part) => readComponents(part, scope, reading))
  for (const table of tables) readComponentTable(table, reading)
  for (const tree of trees) readModuleTree(tree, title, reading)
  const record = scope.phase ?? draft.program
  for (const diagram of diagrams) {
    addAttribute(
      record,
      title === '' ? 'mermaid' : title,
      diagram.body
        .map((line) => line.text)
        .join('\n')
        .trimEnd(),
    )
    account.map(
      [diagram.open, ...diagram.body.filter((line) => !isBlank(line)), ...(diagram.close ? [diagram.close] : [])],
      record,
      'attributes',
    )
  }
  if (tables.length + trees.length + diagrams.length + below.length === 0) return false
  if (section.heading)
    account.map(section.heading.lines, diagrams.length > 0 ? record : draft.program, diagrams.length > 0 ? 'attributes' : 'components')
  return true
}
