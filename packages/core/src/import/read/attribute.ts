/** A record that keeps labels and columns of the plan that no field of the model stands for. */
export interface WithAttributes {
  attributes?: Record<string, string | string[]> | undefined
}

/** Keeps a text under a label; a second text under the same label makes a list. Empty texts are left out. */
export function addAttribute(record: WithAttributes, label: string, text: string): void {
  if (text === '') return
  const name = label === '' ? '-' : label
  record.attributes ??= {}
  const known = Object.hasOwn(record.attributes, name) ? record.attributes[name] : undefined
  if (Array.isArray(known)) known.push(text)
  // Defined and not assigned: a label may be "__proto__".
  else
    Object.defineProperty(record.attributes, name, {
      value: known === undefined ? text : [known, text],
      enumerable: true,
      writable: true,
      configurable: true,
    })
}
