// What is wrong with an OpenMetrics text (version 1.0), line by line: used where no other parser can be had, and beside one.

const label = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"`
const sample = new RegExp(String.raw`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:${label})(?:,${label})*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$`)
const suffixes = { gauge: '', counter: '_total', info: '_info', stateset: '' }

/** Lists what is wrong, in words. */
export function expositionFaults(text) {
  const faults = []
  if (!text.endsWith('# EOF\n')) faults.push('it does not end with # EOF')
  const seen = new Set()
  const samples = new Set()
  let family
  for (const [index, line] of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1).entries()) {
    const at = `line ${index + 1}: `
    const meta = /^# (TYPE|UNIT|HELP) (\S+) (.*)$/.exec(line)
    if (meta) {
      const [, kind, name, rest] = meta
      if (kind === 'TYPE') {
        if (seen.has(name)) faults.push(`${at}${name} stands in two places`)
        if (!(rest in suffixes)) faults.push(`${at}there is no type ${rest}`)
        seen.add(name)
        family = { name, type: rest }
      } else if (family?.name !== name) faults.push(`${at}${kind} of ${name} stands with ${family?.name}`)
      if (kind === 'UNIT' && !name.endsWith(`_${rest}`)) faults.push(`${at}${name} does not end with its unit`)
      if (kind === 'HELP' && /\\(?![\\n"])/.test(rest.replace(/\\\\/g, ''))) faults.push(`${at}a backslash that escapes nothing`)
      continue
    }
    const found = sample.exec(line)
    if (!found) {
      faults.push(`${at}neither a sample nor a word about one: ${line.slice(0, 80)}`)
      continue
    }
    const [, name, labels = '', value] = found
    if (family === undefined || name !== `${family.name}${suffixes[family.type]}`) faults.push(`${at}${name} stands with ${family?.name}`)
    if (samples.has(`${name}{${labels}}`)) faults.push(`${at}the same sample twice`)
    samples.add(`${name}{${labels}}`)
    const names = [...labels.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\.)*"/g)].map(([, one]) => one)
    if (new Set(names).size !== names.length) faults.push(`${at}a label twice`)
    if (family?.type === 'stateset' && (!names.includes(family.name) || !/^[01]$/.test(value))) faults.push(`${at}no state`)
    if (family?.type === 'info' && value !== '1') faults.push(`${at}an info that is not 1`)
    if (family?.type === 'counter' && Number(value) < 0) faults.push(`${at}a counter below 0`)
  }
  return faults
}
