/** A value with its labels; labels without a value are left out. */
export interface Sample {
  readonly labels: Readonly<Record<string, string | undefined>>
  readonly value: number
}

/** Metrics of one name (OpenMetrics 1.0). A state set names its states by a label of the name of the family. */
export interface MetricFamily {
  readonly name: string
  readonly type: 'gauge' | 'counter' | 'info' | 'stateset'
  /** The name ends with it. */
  readonly unit?: 'days' | 'seconds'
  readonly help: string
  readonly samples: readonly Sample[]
}

const suffixes = { gauge: '', counter: '_total', info: '_info', stateset: '' } as const

/** Line ends and other control characters; the format has words for a line feed only. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it replaces
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replace(/[\ud800-\udfff]/gu, '\ufffd')

const escapedText = (text: string): string => plain(text).replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"')

function line(name: string, { labels, value }: Sample): string {
  const parts = Object.entries(labels).flatMap(([label, text]) => (text === undefined ? [] : [`${label}="${escapedText(text)}"`]))
  return `${name}${parts.length > 0 ? `{${parts.join(',')}}` : ''} ${value}\n`
}

/** Families as OpenMetrics text; a family without a sample is left out, and so is a value that is no number. */
export function metricsText(families: readonly MetricFamily[]): string {
  let text = ''
  for (const { name, type, unit, help, samples } of families) {
    const known = samples.filter(({ value }) => Number.isFinite(value))
    if (known.length === 0) continue
    text += `# TYPE ${name} ${type}\n${unit === undefined ? '' : `# UNIT ${name} ${unit}\n`}# HELP ${name} ${escapedText(help)}\n`
    for (const sample of known) text += line(`${name}${suffixes[type]}`, sample)
  }
  return `${text}# EOF\n`
}
