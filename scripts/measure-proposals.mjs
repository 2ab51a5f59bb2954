// How many of the clauses of the example plans get a check proposed, and of the right kind. The clauses and their kinds were listed by
// hand in ../shared; nothing of them is copied here. node scripts/measure-proposals.mjs [--list]
import { existsSync, readFileSync } from 'node:fs'
import { tsImport } from 'tsx/esm/api'

const notes = '../shared/field-notes/gates-and-evidence.md'
const seeds = ['refractor-program', 'golden-rewrite', 'paper-reproduction-template', 'orchestration-phase-b-tasks', 'final-implementation-plan']
if (!existsSync(notes)) {
  console.error(`${notes} is not here, so there is nothing to measure against`)
  process.exit(4)
}
const { suggestChecks } = await tsImport('../packages/core/src/gates/suggest.ts', import.meta.url)
const texts = seeds.map((name) => readFileSync(`../shared/seeds/${name}.md`, 'utf8').split('\n'))

/** The words of the plan: the line without its mark and label, and of it the clause that a letter names. */
function clauseAt(seed, line, letter) {
  const text = (texts[seed][line - 1] ?? '').replace(/^\s*(?:[-*+]|\d+[.)])\s+(?:\[.\]\s*)?/, '').replace(/^\*\*[^*]{1,40}:\*\*\s*|^(?:Exit|Entrance|Metrics|Alerts|QA Gates|Steps):\s*/, '')
  return letter ? (text.split(/;(?![^(]*\))/)[letter.charCodeAt(0) - 97] ?? text).trim() : text.trim()
}

const kindsOf = (check) => ('kind' in check ? [check.kind] : Object.values(check).flatMap((part) => (Array.isArray(part) ? part.flatMap(kindsOf) : [])))
const rows = readFileSync(notes, 'utf8').split('\n').flatMap((text) => {
  const match = /^\| 00(\d):L(\d+)([a-z]?) \| [^|]+ \| (.+?) \| ([^|]*`[^|]*) \|/.exec(text)
  return match ? [{ place: text.split('|')[1].trim(), clause: clauseAt(Number(match[1]), Number(match[2]), match[3]), kinds: [...match[5].matchAll(/`(\w+)`/g)].map((one) => one[1]) }] : []
})
const tally = { right: 0, wrong: 0, none: 0 }
for (const { place, clause, kinds } of rows) {
  const found = suggestChecks(clause).flatMap(kindsOf)
  const verdict = found.length === 0 ? 'none' : kinds.includes(found[0]) ? 'right' : 'wrong'
  tally[verdict]++
  if (process.argv.includes('--list') && verdict !== 'right') console.log(`${verdict}\t${place}\t${kinds.join('+')}\t${found.join('+')}\t${clause.slice(0, 110)}`)
}
console.log(JSON.stringify({ clauses: rows.length, ...tally }))
