const shapeOf = (id: string): string => id.replace(/\d+/g, '0')

/** A test for texts that look like one of these ids: the same text once every run of digits counts as one. "1.9" looks like "1.2"; "1.1-1.4", "all" and prose do not. */
export function requirementShapes(ids: Iterable<string>): (text: string) => boolean {
  const shapes = new Set<string>()
  for (const id of ids) shapes.add(shapeOf(id))
  return shapes.size === 0 ? () => false : (text) => shapes.has(shapeOf(text))
}
