/** Colours and layout of the page; it needs nothing from elsewhere, and follows the reader's choice of light or dark. */
export const matrixStyle = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1f2328; --faint: #656d76; --rule: #d8dee4; --band: #f6f8fa; --cross: #eaf2fb;
  --link: #1a7f37; --chain: #8250df; --suspect: #bc4c00; --gap: #cf222e; --gap-band: #ffebe9; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --text: #e6edf3; --faint: #8d96a0; --rule: #30363d; --band: #161b22; --cross: #14243a;
  --link: #3fb950; --chain: #a371f7; --suspect: #f0883e; --gap: #f85149; --gap-band: #3c1618; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
header, footer { padding: .25rem 1rem; }
h1 { font-size: 1.4rem; margin: 1rem 0 .25rem; }
header p, footer p { margin: .25rem 0; color: var(--faint); max-width: 80rem; overflow-wrap: anywhere; }
header b { color: var(--text); font-variant-numeric: tabular-nums; }
.gap b { color: var(--gap); }
.legend span { white-space: nowrap; margin-right: 1.25rem; }
nav { padding: .25rem 1rem .5rem; display: flex; gap: 1rem; flex-wrap: wrap; align-items: center; }
nav label { cursor: pointer; white-space: nowrap; }
nav input[type=search] { font: inherit; min-width: 16rem; padding: .1rem .4rem; }
main { overflow: auto; max-height: calc(100vh - 2rem); margin: 0 1rem; border: 1px solid var(--rule); border-radius: .4rem; width: fit-content; max-width: calc(100% - 2rem); }
main:focus-visible { outline: 2px solid var(--chain); }
table { border-collapse: separate; border-spacing: 0; }
th, td { padding: .2rem .5rem; border-bottom: 1px solid var(--rule); vertical-align: top; text-align: left; background: var(--page); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { position: sticky; top: 0; z-index: 2; background: var(--band); font-weight: 600; vertical-align: bottom; }
thead th.turned { padding: .5rem .1rem; text-align: left; }
thead th.turned > span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; max-height: 14rem; overflow: hidden; text-overflow: ellipsis; margin: 0 auto; display: block; }
tbody th, thead th:first-child { position: sticky; left: 0; z-index: 1; font-weight: 400; }
thead th:first-child { z-index: 3; }
tbody th { min-width: 12rem; max-width: 26rem; border-right: 1px solid var(--rule); }
th b { font-weight: 600; margin-right: .5em; white-space: nowrap; }
th small { color: var(--faint); font-size: inherit; }
td.mark { text-align: center; min-width: 1.9rem; border-right: 1px dotted var(--rule); }
.linked { color: var(--link); } .indirect { color: var(--chain); } .suspect { color: var(--suspect); font-weight: 700; }
td.count { text-align: right; font-variant-numeric: tabular-nums; color: var(--faint); }
tr.open > *, thead th.open { background: var(--gap-band); }
tr.open td.count { color: var(--gap); font-weight: 700; }
th.open b, th.open > span { color: var(--gap); }
tr:hover > *, td.mark.cross, th.cross { background: var(--cross); }
td ul { margin: 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .1rem .9rem; max-width: 60rem; }
body:has(#only-open:checked) tbody tr:not(.open), tr[hidden] { display: none; }
a { color: inherit; text-decoration: underline dotted; }
td .words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.none { color: var(--gap); }
@media print { nav { display: none; } main { overflow: visible; max-height: none; max-width: none; border: 0; margin: 0; } thead th, tbody th { position: static; } body { font-size: 8px; }
  td.mark, thead th.turned, th:first-child, td.count { padding: .1rem .15rem; } td.mark { min-width: 0; } tbody th { min-width: 4rem; max-width: 14rem; }
  thead { display: table-header-group; } tr { break-inside: avoid; } * { print-color-adjust: exact; } }
`.trim()

/** The filter by words, and the column under the pointer; without scripts the page lacks only these. */
export const matrixScript = `
const rows = [...document.querySelectorAll('tbody tr')]
document.querySelector('nav input[type=search]').addEventListener('input', (event) => {
  const words = event.target.value.toLowerCase().split(/\\s+/).filter(Boolean)
  for (const row of rows) { const text = row.textContent.toLowerCase(); row.hidden = !words.every((word) => text.includes(word)) }
})
const table = document.querySelector('table.grid')
let crossed = []
table?.addEventListener('pointerover', (event) => {
  const cell = event.target.closest('td.mark, th.turned')
  for (const one of crossed) one.classList.remove('cross')
  crossed = cell === null || rows.length > 2000 ? [] : [...table.rows].map((row) => row.cells[cell.cellIndex])
  for (const one of crossed) one.classList.add('cross')
})
`.trim()
