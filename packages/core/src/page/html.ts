import { escaped } from '../import/page-text.ts'
import { sha256Hex } from '../load/digest.ts'
import { Anchors } from './anchors.ts'
import { filterForm } from './filters.ts'
import { pictureStyle } from './picture/picture-style.ts'
import type { Report } from './report-model.ts'
import { pageScript } from './script/index.ts'
import { decisionSection } from './section-decisions.ts'
import { dependencySection } from './section-dependencies.ts'
import { headSection } from './section-head.ts'
import { historySection } from './section-history.ts'
import { auditSection, findingSection } from './section-log.ts'
import { riskSection } from './section-risks.ts'
import { scheduleSection } from './section-schedule.ts'
import { statusSection } from './section-status.ts'
import { traceSection } from './section-trace.ts'
import { explorerStyle } from './style/explorer-style.ts'
import { pageStyle } from './style/page-style.ts'
import { themeStyle } from './style/theme.ts'

export interface PageOptions {
  /** A second script of whoever serves the page, which may then talk to the server that the page came from, and to no other. */
  readonly live?: string
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** The bytes of a hexadecimal text in Base64. */
function base64OfHex(hex: string): string {
  let text = ''
  for (let at = 0; at < hex.length; at += 6) {
    const part = hex.slice(at, at + 6)
    const bits = Number.parseInt(part.padEnd(6, '0'), 16)
    for (let digit = 0; digit < 4; digit++) text += digit * 3 < part.length * 2 ? digits[(bits >> (18 - digit * 6)) & 63] : '='
  }
  return text
}

/** How a policy names a script or a style that stands in the page: nothing else may run, whatever a plan says. */
const hashOf = (text: string): string => `'sha256-${base64OfHex(sha256Hex(text))}'`

const titles: Readonly<Record<string, string>> = {
  status: 'Status',
  schedule: 'Schedule',
  dependencies: 'Dependencies',
  risks: 'Risks',
  traceability: 'Traceability',
  history: 'History',
  decisions: 'Decisions',
  audit: 'Audit log',
  findings: 'Findings',
}

/**
 * A report as one page: it loads nothing, sends nothing, runs one script that its policy names by its hash, opens from disk, and prints.
 * Without scripts everything can be read; what is lost are filters and rows that unfold.
 */
export function reportHtml(report: Report, { live }: PageOptions = {}): string {
  // Names of parts first: no id of a plan may take them.
  const anchors = new Anchors()
  for (const name of [
    ...Object.keys(titles),
    'top',
    'bar',
    'parts',
    'filters',
    'shown',
    'theme',
    'explorer',
    'rows',
    'packed',
    'activities',
    'content',
  ])
    anchors.of(name)
  const parts: Readonly<Record<string, string>> = {
    status: statusSection(report, anchors),
    schedule: scheduleSection(report),
    dependencies: dependencySection(report),
    risks: riskSection(report, anchors),
    traceability: traceSection(report),
    history: historySection(report),
    decisions: decisionSection(report, anchors),
    audit: auditSection(report),
    findings: findingSection(report),
  }
  const shown = Object.entries(parts).filter(([, html]) => html !== '')
  const nav = shown.map(([id]) => `<a href="#${id}">${titles[id]}</a>`).join('')
  const style = `\n${themeStyle}\n${pageStyle}\n${explorerStyle}\n${pictureStyle}\n`
  const scripts = [`\n${pageScript}\n`, ...(live === undefined ? [] : [`\n${live}\n`])]
  const policy = `default-src 'none'; base-uri 'none'; form-action 'none'; style-src ${hashOf(style)}; script-src ${scripts.map(hashOf).join(' ')}${live === undefined ? '' : "; connect-src 'self'"}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="refractor ${escaped(report.version)}">
<title>${escaped(report.program.name)}: report</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#content">To the content</a>
${headSection(report)}
<div id="bar"><nav id="parts" aria-label="Parts of the report">${nav}<button id="theme" type="button" hidden>Theme</button></nav>${filterForm(report)}</div>
<main id="content">
${shown.map(([, html]) => html).join('\n')}
</main>
<footer>Made by refractor ${escaped(report.version)} from the files of the program${report.commit === undefined ? '' : ` at commit <code>${escaped(report.commit)}</code>`}. The page is one file; it loads and sends nothing.</footer>
${scripts.map((text) => `<script>${text}</script>`).join('\n')}
</body>
</html>
`
}
