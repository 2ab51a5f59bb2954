/** Text that stands for one that is still to come, wherever it is: {Project Name}, {{date}}, <Team Name>, [Your Name], [X days]. */
const certain: readonly RegExp[] = [
  /\{\{\s*\p{L}[\p{L}\d _.-]{0,60}\s?\}\}/gu,
  /(?<![$\\{}\p{L}\d_^#@/])\{\p{L}[\p{L}\d]{0,40}[ _-][\p{L}\d _/-]{0,60}\}/gu,
  /(?<![\p{L}\d])<(?:\p{Lu}[\p{L}\d]{0,40}[ /_-][\p{L}\d /_-]{1,60}|\p{Lu}{2,30})>/gu,
  /\[(?:XX|YYYY-MM-DD|(?:Your|Insert|TBD)(?: [^\][\n]{1,60})?|(?:Project|Feature|Product|Team|Company|Owner|Author) Name|Owner|Date|[XN]{1,2} ?(?:%|[\p{L}]{1,20}))\](?![([])/gu,
  /(?:^|[:：]\**\s?)YYYY-MM-DD\s*$/gmu,
]

/** What is a placeholder in a template, and in other plans mostly code: {id}, <Button>, R-###. */
const inTemplates: readonly RegExp[] = [
  /(?<![$\\{_^]|\\\p{L}{1,20})\{(?=[^{}]*\p{L})[\p{L}\d][^{}\n,;:"'=$()`]{0,80}\}/gu,
  /(?<![\p{L}\d])<(?=[^<>]*\p{Lu})\p{L}[\p{L}\d /_-]{1,60}>/gu,
  /\[[XN]\](?![([])/gu,
  /(?<![\p{L}\d])[A-Z]{1,6}-#{2,4}(?![\p{L}\d#])/gu,
  /(?<![\d\p{L}])YYYY-MM-DD(?![\d\p{L}])/gu,
]

const codeSpan = /(?<!`)(`{1,3})(?!`)[^`\n]{1,200}\1/g

/** Placeholders of a text, each once, in order of the patterns. Code is left out, but in a template. Linear. */
export function placeholdersIn(text: string, isTemplate: boolean): string[] {
  const found = new Set<string>()
  const prose = isTemplate ? text : text.replace(codeSpan, '``')
  for (const pattern of isTemplate ? [...certain, ...inTemplates] : certain)
    for (const [match] of prose.matchAll(pattern)) found.add(match.replace(/^[:：]\**\s?/, '').trim())
  return [...found]
}
