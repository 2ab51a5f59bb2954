// How many of the clauses of the example plans get a check proposed, and of the right kinds. The clauses and their kinds were listed by
// hand in ../shared; nothing of them is copied here. A clause that the import reads as a criterion is measured with what lies around it
// in the plan, any other one by its wording alone. node scripts/measure-proposals.mjs [--list] [--metrics FILE]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { tsImport } from 'tsx/esm/api'

const notes = '../shared/field-notes/gates-and-evidence.md'
const seeds = [
  'refractor-program',
  'golden-rewrite',
  'paper-reproduction-template',
  'orchestration-phase-b-tasks',
  'final-implementation-plan',
]
if (!existsSync(notes)) {
  console.error(`${notes} is not here, so there is nothing to measure against`)
  process.exit(4)
}
const { proposeCheck } = await tsImport('../packages/core/src/gates/suggest.ts', import.meta.url)
const { importDocuments } = await tsImport('../packages/core/src/import/import.ts', import.meta.url)
const files = seeds.map((name) => ({ path: `${name}.md`, text: readFileSync(`../shared/seeds/${name}.md`, 'utf8') }))
const texts = files.map(({ text }) => text.split('\n'))

const gatesOf = ({ gates, phases }) => [
  ...gates.map((gate) => gate.criteria),
  ...phases.flatMap(({ entry, exit, gates: own = [], milestones = [] }) => [
    ...[entry, exit, ...own].map((gate) => gate?.criteria),
    ...milestones.map((milestone) => milestone.acceptance),
  ]),
]
const criteria = files.map((file) => gatesOf(importDocuments([file])).flatMap((list) => list ?? []))

function covers(lines, line) {
  return (lines ?? '').split(/,\s*/).some((span) => {
    const [first, last = first] = span.split('-').map(Number)
    return first <= line && line <= last
  })
}

/** The words of the plan: the line without its mark and label, and of it the clause that a letter names. */
function clauseAt(seed, line, letter) {
  const text = (texts[seed][line - 1] ?? '')
    .replace(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[.\]\s*)?/, '')
    .replace(/^\*\*[^*]{1,40}:\*\*\s*|^(?:Exit|Entrance|Metrics|Alerts|QA Gates|Steps):\s*/, '')
  return letter ? (text.split(/;(?![^(]*\))/)[letter.charCodeAt(0) - 97] ?? text).trim() : text.trim()
}

const bare = (text) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What the import proposes for a clause; undefined where it is no criterion. */
function imported(seed, line, clause) {
  const words = bare(clause)
  return criteria[seed].find(({ statement, source }) => {
    const own = bare(statement)
    return covers(source?.lines, line) && words !== '' && (own === words || words.endsWith(own))
  })
}

const kindsOf = (check) =>
  check === undefined
    ? []
    : 'kind' in check
      ? [check.kind]
      : Object.values(check).flatMap((part) => (Array.isArray(part) ? part.flatMap(kindsOf) : []))
const rows = readFileSync(notes, 'utf8')
  .split('\n')
  .flatMap((text) => {
    const match = /^\| 00(\d):L(\d+)([a-z]?) \| [^|]+ \| (.+?) \| ([^|]*`[^|]*) \|/.exec(text)
    if (!match) return []
    const [seed, line] = [Number(match[1]), Number(match[2])]
    const clause = clauseAt(seed, line, match[3])
    return [
      {
        place: text.split('|')[1].trim(),
        clause,
        criterion: imported(seed, line, clause),
        kinds: [...match[5].matchAll(/`(\w+)`/g)].map((one) => one[1]),
      },
    ]
  })
const tally = { right: 0, wrong: 0, none: 0 }
for (const { place, clause, criterion, kinds } of rows) {
  const found = kindsOf(criterion ? criterion.check : proposeCheck(clause))
  // Right: every kind that is proposed is one that the clause needs.
  const verdict = found.length === 0 ? 'none' : found.every((kind) => kinds.includes(kind)) ? 'right' : 'wrong'
  tally[verdict]++
  if (process.argv.includes('--all') || (process.argv.includes('--list') && verdict !== 'right'))
    console.log(
      `${verdict}\t${place}\t${criterion ? 'criterion' : 'wording'}\t${kinds.join('+')}\t${found.join('+')}\t${clause.slice(0, 110)}`,
    )
}
console.log(JSON.stringify({ clauses: rows.length, criteria: rows.filter((row) => row.criterion).length, ...tally }))
const at = process.argv.indexOf('--metrics')
const file = at < 0 ? undefined : process.argv[at + 1]
if (at >= 0) {
  if (file === undefined) {
    console.error('--metrics needs a file')
    process.exit(2)
  }
  const named = {
    'proposals-clauses': rows.length,
    'proposals-right': tally.right,
    'proposals-wrong': tally.wrong,
    'proposals-none': tally.none,
  }
  const metrics = Object.entries(named).map(([name, value]) => ({ name: `import.${name}`, value, unit: 'clauses' }))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ metrics }, null, 2)}\n`)
}
