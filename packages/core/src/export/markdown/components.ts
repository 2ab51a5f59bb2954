import type { Component } from '../../schema/plan-records.ts'
import { apart, fenced, heading, type Lines, table } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

const texts = (value: string | readonly string[] | undefined): string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : [...value]

/** A line of a drawn level: "├── memory_layer.py (Alg 1) ─── requires: all above". */
function moduleLine(component: Component): string {
  const { id, path, title, dependsOn, attributes } = component
  const [note] = texts(attributes?.['Note'])
  const [requires] = texts(attributes?.['Requires'])
  const needs = requires ?? dependsOn?.join(', ')
  return `├── ${path ?? title ?? id}${note === undefined ? '' : ` (${note})`}${needs === undefined ? '' : ` ─── requires: ${needs}`}`
}

function levels(components: readonly Component[]): string[] {
  const lines: string[] = []
  let last: string | undefined
  for (const component of components) {
    const name = texts(component.attributes?.['Level'])[0] ?? `Level ${component.level}`
    if (name !== last) lines.push(name)
    last = name
    lines.push(moduleLine(component))
  }
  return fenced(lines.join('\n'), '')
}

function rows(components: readonly Component[]): string[] {
  const type = components[0]?.type ?? 'component'
  const labels = [...new Set(components.flatMap((one) => Object.keys(one.attributes ?? {})))].filter(
    (label) => !/^depends on$/i.test(label),
  )
  const all = (cellOf: (one: Component) => string | undefined): (string | undefined)[] => components.map(cellOf)
  return table([
    { label: type.charAt(0).toUpperCase() + type.slice(1), cells: all(({ id, title }) => (title === undefined ? id : `${id} (${title})`)) },
    ...labels.map((label) => ({ label, cells: all((one) => texts(one.attributes?.[label]).join('<br>')) })),
    { label: 'Depends On', cells: all((one) => texts(one.attributes?.['Depends On'])[0] ?? one.dependsOn?.join(', ') ?? 'None') },
  ])
}

/** The component graph: a table for each kind, and drawn levels where the plan has levels. */
export function componentSections(writing: Writing): Lines {
  const all = writing.records.components.map((one) => shown(`component ${one.id}`, one, writing))
  if (all.length === 0) return []
  const groups = new Map<string, Component[]>()
  for (const one of all) {
    const key = `${one.type ?? 'component'} ${one.level === undefined ? 'table' : 'levels'}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  const title = (key: string): string => `${key.charAt(0).toUpperCase()}${key.split(' ')[0]?.slice(1)} Dependencies`
  return apart(
    [heading(2, 'Dependency Graph')],
    ...[...groups].map(([key, list]) => apart([heading(3, title(key))], key.endsWith('levels') ? levels(list) : rows(list))),
    writing.records.components.flatMap((one) => saidOutright(`component ${one.id}`, one, writing)),
  )
}
