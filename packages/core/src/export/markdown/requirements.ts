import type { Property, Requirement } from '../../schema/plan-records.ts'
import { apart, attributeLines, heading, type Lines } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

function requirementSection(
  one: Requirement,
  children: ReadonlyMap<string, readonly Requirement[]>,
  level: number,
  writing: Writing,
): Lines {
  const requirement = shown(`requirement ${one.id}`, one, writing)
  const below = children.get(one.id) ?? []
  return apart(
    [heading(level, `Requirement ${one.id}: ${requirement.title}`)],
    (requirement.text ?? '').split('\n').filter((line) => line !== ''),
    attributeLines(requirement.attributes).bullets,
    below.length > 0 ? [heading(level + 1, 'Acceptance Criteria'), '', ...below.map((child) => criterion(one, child, writing))] : [],
  )
}

function criterion(parent: Requirement, child: Requirement, writing: Writing): string {
  const { title } = shown(`requirement ${child.id}`, child, writing)
  const place = child.id.startsWith(`${parent.id}.`) ? child.id.slice(parent.id.length + 1) : ''
  return /^\d+$/.test(place) ? `${place}. ${title}` : `- ${child.id} ${title}`
}

export function requirementSections(writing: Writing): Lines {
  const { requirements } = writing.records
  const children = new Map<string, Requirement[]>()
  for (const one of requirements) if (one.parent !== undefined) children.set(one.parent, [...(children.get(one.parent) ?? []), one])
  const top = requirements.filter(({ parent }) => parent === undefined)
  return apart(
    requirements.length > 0 ? [heading(2, 'Requirements')] : [],
    ...top.map((one) => requirementSection(one, children, 3, writing)),
    requirements.flatMap((one) => saidOutright(`requirement ${one.id}`, one, writing)),
  )
}

/** Properties that no task names. */
export function propertySections(writing: Writing): Lines {
  const free = writing.records.properties.filter((property) => !writing.written.has(property))
  const section = (one: Property): Lines => {
    const property = shown(`property ${one.id}`, one, writing)
    return apart(
      [heading(3, `${property.id}: ${property.title}`)],
      (property.text ?? '').split('\n').filter((line) => line !== ''),
      property.validates === undefined ? [] : [`**Validates: Requirements ${property.validates.join(', ')}**`],
    )
  }
  return apart(
    free.length > 0 ? [heading(2, 'Correctness Properties')] : [],
    ...free.map(section),
    writing.records.properties.flatMap((one) => saidOutright(`property ${one.id}`, one, writing)),
  )
}
