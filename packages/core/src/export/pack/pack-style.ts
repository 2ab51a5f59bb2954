/** Colours and layout of a review pack; nothing is loaded from elsewhere. */
export const packStyle = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1f2328; --faint: #59636e; --rule: #d1d9e0; --band: #f6f8fa;
  --good: #116329; --bad: #b3121d; --warn: #7d4e00; --code: #eff1f3; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --text: #e6edf3; --faint: #9198a1; --rule: #30363d; --band: #161b22;
  --good: #4ac26b; --bad: #ff7b72; --warn: #d9a13b; --code: #1c2229; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; padding-bottom: .2rem; border-bottom: 1px solid var(--rule); break-after: avoid; }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 0; padding: .75rem 1rem; background: var(--band); border-radius: .4rem; }
dt { color: var(--faint); font-size: .85em; }
dd { margin: 0; font-weight: 600; }
p, ul, ol { margin: .5rem 0; }
ul, ol { padding-left: 1.5rem; }
.wide { overflow-x: auto; margin: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--rule); vertical-align: top; text-align: left; overflow-wrap: break-word; }
th { background: var(--band); font-weight: 600; white-space: nowrap; }
tr { break-inside: avoid; }
code { font: .88em ui-monospace, monospace; background: var(--code); border-radius: .2rem; padding: .1em .3em; overflow-wrap: anywhere; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; } .warn { color: var(--warn); } .faint { color: var(--faint); }
.commands li { margin: .4rem 0; } .commands span { display: block; } .commands code { display: block; padding: .35rem .6rem; white-space: pre-wrap; }
@media screen and (max-width: 48rem) { .wide table { min-width: 46rem; } }
@media print { :root { color-scheme: light; --page: #fff; --text: #000; --faint: #444; --rule: #bbb; --band: #f3f3f3; --code: #f3f3f3; --good: #0b4d1f; --bad: #8f0e17; --warn: #5f3b00; }
  body { font-size: 10pt; } main { max-width: none; padding: 0; } .wide { overflow: visible; } th { white-space: normal; } thead { display: table-header-group; }
  * { print-color-adjust: exact; } @page { margin: 16mm; } }
`.trim()
