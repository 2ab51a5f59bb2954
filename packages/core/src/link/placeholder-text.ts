/** A text in braces or angle brackets that stands for one that is still to come: {Project Name}, {{date}}, <Owner>, [X days], R-###. */
const patterns: readonly RegExp[] = [
  /\{\{\s*[\p{L}][\p{L}\d _.-]{0,60}\s*\}\}/gu,
  /(?<![$\\{])\{(?=[^{}]*\p{L})[\p{L}\d][^{}\n,;:"'=$()`]{0,80}\}/gu,
  /(?<![\p{L}\d])<(?=[^<>]*\p{Lu})[\p{L}][\p{L}\d /_-]{1,60}>/gu,
  /\[(?:X|N|XX|YYYY-MM-DD|(?:Your|Insert|Project|Feature|Team|Owner|Name|Date|Number|Description)[^\][\n]{0,60}|[XN] [\p{L}]{1,20})\](?![([])/gu,
  /(?<![\p{L}\d])[A-Z]{1,6}-#{2,4}(?![\p{L}\d#])/gu,
  /(?<![\d\p{L}])YYYY-MM-DD(?![\d\p{L}])/gu,
]

/** Placeholders of a text, each once, in order of the patterns. Linear. */
export function placeholdersIn(text: string): string[] {
  const found = new Set<string>()
  for (const pattern of patterns) for (const [match] of text.matchAll(pattern)) found.add(match)
  return [...found]
}
