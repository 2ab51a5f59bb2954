import type { Code, Line } from '../scan/block.ts'
import { isBlank } from '../scan/lines.ts'
import { addAttribute } from './attribute.ts'
import { addComponent, isPath, type Level, linkComponents, moduleId, type Wanted } from './component-links.ts'
import type { Reading } from './reading.ts'

const levelLine =
  /^(?:level|layer|tier|ebene|schicht|nivel|niveau|couche|capa|уровень|слой|レベル|层|层级|레벨|계층)\s*(\d{1,4})\s*(?:[:：—–-]\s*(.*))?$/iu
const moduleLine = /^(?:[├└┣┗╰+`][─━-]{1,3}>?|[-*•])\s*(\S.*)$/u
const needs =
  /^(.*?)(?:\s*[─━—–-]{2,}>?\s*|\s+)\(?(?:requires|needs|depends on|uses|erfordert|benötigt|requiere|nécessite|требует|依赖|依存|의존)\s*[:：]?\s*(.*?)\)?$/iu
/** Words that say what kind of thing a component is. */
export const kinds =
  /^(?:equation|module|component|service|package|library|paper|class|function|algorithm|model|layer|gleichung|modul|komponente|ecuación|módulo|componente|équation|composant|уравнение|модуль|компонент|模块|组件|モジュール|コンポーネント|모듈|컴포넌트)s?$/iu

/** The words of a line inside a drawn box. */
function inside(text: string): string {
  const trimmed = text.trim().replace(/^[│┃|║]/u, '')
  return trimmed.replace(/[│┃|║]$/u, '').trim()
}

/** Whether code draws modules on levels: "Level 0: …", and branches below it. */
export function isTreeOfModules(body: readonly Line[]): boolean {
  const texts = body.slice(0, 400).map((line) => inside(line.text))
  return texts.some((text) => levelLine.test(text)) && texts.some((text) => moduleLine.test(text))
}

/** Reads drawn levels of modules: each entry is a component with its level and what it requires. */
export function readModuleTree(code: Code, title: string, reading: Reading): boolean {
  const { account } = reading
  const wanted: Wanted[] = []
  const levels: Level[] = []
  const rest: Line[] = [code.open, ...(code.close ? [code.close] : [])]
  let pending: Line[] = []
  const type = kinds.exec(title.split(/\s+/)[0] ?? '') ? (title.split(/\s+/)[0] as string).toLowerCase().replace(/s$/, '') : 'module'
  for (const line of code.body) {
    if (isBlank(line)) continue
    const text = inside(line.text)
    const level = levelLine.exec(text)
    const entry = moduleLine.exec(text)
    if (level) {
      levels.push({ number: Number(level[1]), title: text, members: [] })
      pending.push(line)
    } else if (entry && /[\p{L}\p{N}]/u.test(entry[1] as string)) {
      const current = levels.at(-1)
      const need = (entry[1] as string).length > 500 ? null : needs.exec(entry[1] as string)
      const words = (need ? (need[1] as string) : (entry[1] as string)).replace(/(?<![\s─━—–-])[\s─━—–-]+$/u, '')
      const named = /^(\S+)(?:\s+(.*))?$/su.exec(words) as RegExpExecArray
      const name = (named[1] as string).replace(/`/g, '')
      const component = addComponent(moduleId(name), reading)
      component.type = type
      if (isPath(name)) component.path = name
      else if (name !== component.id) component.title = name
      if (current) {
        component.level = current.number
        addAttribute(component, 'Level', current.title)
        current.members.push(component)
      }
      if (named[2]) addAttribute(component, 'Note', named[2].replace(/^\((.*)\)$/s, '$1'))
      account.map([...pending, line], component, 'level')
      pending = []
      const place = current && { level: current, at: current.members.length - 1 }
      if (need) wanted.push({ component, wanted: need[2] as string, label: 'Requires', ...(place && { place }) })
    } else rest.push(line)
  }
  const first = levels.find((level) => level.members.length > 0)?.members[0]
  if (first === undefined) return false
  account.map([...rest, ...pending], first, 'level')
  linkComponents(wanted, reading, levels)
  return true
}
