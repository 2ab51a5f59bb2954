/** Colours and layout of the page; it needs nothing from elsewhere, and follows the reader's choice of light or dark. */
export const style = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1f2328; --faint: #656d76; --rule: #d8dee4; --band: #f6f8fa;
  --kept: #fff1cc; --kept-edge: #bf8700; --lost: #ffd9d5; --lost-edge: #cf222e; --mapped: #1a7f37; --link: #0969da; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --text: #e6edf3; --faint: #8d96a0; --rule: #30363d; --band: #161b22;
  --kept: #3b2e0a; --kept-edge: #d29922; --lost: #4b1113; --lost-edge: #f85149; --mapped: #3fb950; --link: #4493f8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
header, main, nav { max-width: 110rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 1rem 0 .25rem; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
header p { margin: .25rem 0; color: var(--faint); }
header b { color: var(--text); font-variant-numeric: tabular-nums; }
.bar { display: flex; height: .5rem; border-radius: .25rem; overflow: hidden; background: var(--rule); margin: .5rem 0; }
.bar i:nth-child(1) { background: var(--mapped); } .bar i:nth-child(2) { background: var(--kept-edge); } .bar i:nth-child(3) { background: var(--lost-edge); }
nav { position: sticky; top: 0; background: var(--page); border-bottom: 1px solid var(--rule); padding-block: .5rem; display: flex; gap: 1rem; flex-wrap: wrap; z-index: 1; }
nav label { cursor: pointer; white-space: nowrap; }
nav input[type=search] { font: inherit; min-width: 16rem; padding: .1rem .4rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
col.number { width: 4.5rem; } col.plan { width: 62%; }
th { text-align: left; font-weight: 600; color: var(--faint); }
td, th { padding: .1rem .5rem; vertical-align: top; border-top: 1px solid transparent; }
td.number { text-align: right; color: var(--faint); font-variant-numeric: tabular-nums; user-select: none; }
td.number a { color: inherit; text-decoration: none; }
td.plan { font: 12.5px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
td.became { color: var(--faint); overflow-wrap: anywhere; }
td.became span { color: var(--text); }
tr.start td { border-top-color: var(--rule); }
tr.mapped:hover td, tr:target td { background: var(--band); }
tr.kept td { background: var(--kept); } tr.kept td.number { box-shadow: inset 4px 0 var(--kept-edge); }
tr.lost td { background: var(--lost); } tr.lost td.number { box-shadow: inset 4px 0 var(--lost-edge); }
tr.same td.became { opacity: .7; }
tr.blank td { line-height: .6; padding-block: 0; }
th:first-child { text-align: right; }
body:has(#only-mapped:checked) tr:is(.kept, .lost, .blank), body:has(#only-kept:checked) tr:is(.mapped, .blank) { display: none; }
tr[hidden] { display: none; }
@media print { nav { display: none; } }
@media (max-width: 48rem) { col.plan { width: 55%; } col.number { width: 3.2rem; } }
`.trim()

/** The filter by words; without scripts the page lacks only this. */
export const script = `
const rows = [...document.querySelectorAll('tbody tr')]
document.querySelector('nav input[type=search]').addEventListener('input', (event) => {
  const words = event.target.value.toLowerCase().split(/\\s+/).filter(Boolean)
  for (const row of rows) { const text = row.textContent.toLowerCase(); row.hidden = !words.every((word) => text.includes(word)) }
})
`.trim()
