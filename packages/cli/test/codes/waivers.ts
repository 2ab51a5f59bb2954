import { digestOf, sha256Hex } from '@refractor/core'
import { type CodeCase, type Files, phase } from './case.ts'

const first = 'specification/phases/P0.yaml'
const folder = '.refractor/waivers'
const file = `${folder}/W-001.json`
const check = { kind: 'artifact', paths: ['docs/minutes.md'] }
/** A gate that is met, whose second criterion is only recommended, and open: what is said of its waivers is all there is. */
const open: Files = {
  [first]: phase(
    'exit:',
    '  criteria:',
    '    - { id: "P0.1", statement: "The route is written down.", check: { kind: artifact, paths: ["docs/route.md"] } }',
    '    - id: "P0.2"',
    '      statement: "The route is agreed."',
    '      level: recommended',
    `      check: ${JSON.stringify(check)}`,
  ),
}
const met: Files = { ...open, 'docs/minutes.md': '# Minutes\n' }

const request = (more: object = {}): string =>
  `${JSON.stringify(
    {
      format: 1,
      kind: 'waiver',
      step: 'requested',
      id: 'W-001',
      program: 'harbour',
      gate: 'P0',
      criterion: 'P0.2',
      definition: digestOf({ id: 'P0.2', statement: 'The route is agreed.', level: 'recommended', check }),
      reason: 'the minutes are written after the meeting',
      by: 'Keeper <keeper@example.org>',
      expires: '2026-12-20',
      renewals: 0,
      at: '2026-11-20T10:00:00Z',
      trust: 'self',
      ...more,
    },
    null,
    2,
  )}\n`

/** A request, and its approval by the lead. */
function given(asked: string, request_ = sha256Hex(asked)): Files {
  const approval = {
    ...(JSON.parse(asked) as object),
    step: 'approved',
    request: request_,
    by: 'Lead <lead@example.org>',
    at: '2026-11-20T11:00:00Z',
  }
  return { [file]: asked, [`${folder}/W-001.approved-1.json`]: `${JSON.stringify(approval)}\n` }
}

/** Where the value of a key stands in a request. */
function at(text: string, key: string): string {
  const lines = text.split('\n')
  const line = lines.findIndex((one) => one.startsWith(`  "${key}": `))
  return `${file}:${line + 1}:${key.length + 7}`
}

const soon = request({ expires: '2026-11-30' })
const late = request({ expires: '2026-11-20', at: '2026-11-10T10:00:00Z' })
const other = request({ definition: 'f'.repeat(64) })
const narrow = request({ finding: { locator: 'docs/route.md' } })
const emergency = request({ breakGlass: true, expires: '2026-11-22T10:00:00Z' })

/** What is said of waivers. */
export const waivers = {
  'waiver/invalid-record': { files: { ...open, [file]: '{ "format": 1 }\n' }, argv: 'gate check P0', place: `${file}:1:1`, exitCode: 0 },
  'waiver/tampered': { files: { ...open, ...given(request(), 'f'.repeat(64)) }, argv: 'gate check P0', place: `${file}:1:1`, exitCode: 3 },
  'waiver/refused': {
    files: open,
    argv: 'waive P0.2 --days 60 --reason the-minutes-come-after-the-meeting',
    place: `${first}:7:7`,
    exitCode: 1,
  },
  'waiver/pending': { files: { ...open, [file]: request() }, argv: 'gate check P0', place: at(request(), 'step'), exitCode: 0 },
  'waiver/expiring': { files: { ...open, ...given(soon) }, argv: 'gate check P0', place: at(soon, 'expires'), exitCode: 0 },
  'waiver/expired': { files: { ...open, ...given(late) }, argv: 'gate check P0', place: at(late, 'expires'), exitCode: 0 },
  'waiver/unused': { files: { ...met, ...given(request()) }, argv: 'gate check P0', place: at(request(), 'criterion'), exitCode: 0 },
  'waiver/void': { files: { ...open, ...given(other) }, argv: 'gate check P0', place: at(other, 'definition'), exitCode: 0 },
  'waiver/not-covered': { files: { ...open, ...given(narrow) }, argv: 'gate check P0', place: at(narrow, 'criterion'), exitCode: 0 },
  'waiver/break-glass': { files: { ...open, [file]: emergency }, argv: 'gate check P0', place: at(emergency, 'expires'), exitCode: 0 },
} satisfies Record<string, CodeCase>
