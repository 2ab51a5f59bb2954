const light = {
  page: '#ffffff',
  text: '#1f2328',
  faint: '#59636e',
  rule: '#d1d9e0',
  band: '#f3f5f8',
  plan: '#7da7d9',
  done: '#1f6fb2',
  critical: '#cf222e',
  stripe: '#ffffff',
  ghost: '#8c959f',
  today: '#8250df',
  good: '#1a7f37',
  warn: '#9a6700',
  bad: '#b3121d',
  1: '#0550ae',
  2: '#a35200',
  3: '#116329',
  4: '#a40e69',
  5: '#6639ba',
  6: '#1b7c83',
  7: '#82071e',
  8: '#57606a',
}

const dark: Readonly<Record<keyof typeof light, string>> = {
  page: '#0d1117',
  text: '#e6edf3',
  faint: '#9198a1',
  rule: '#30363d',
  band: '#161b22',
  plan: '#3f6ea5',
  done: '#79b8ff',
  critical: '#f85149',
  stripe: '#0d1117',
  ghost: '#7d8590',
  today: '#bc8cff',
  good: '#4ac26b',
  warn: '#d9a13b',
  bad: '#ff7b72',
  1: '#79b8ff',
  2: '#ffa657',
  3: '#56d364',
  4: '#ff9bce',
  5: '#d2a8ff',
  6: '#56d4dd',
  7: '#ffa198',
  8: '#afb8c1',
}

const declarations = (colors: Readonly<Record<string, string>>): string =>
  Object.entries(colors)
    .map(([name, color]) => `--pic-${name}:${color}`)
    .join(';')

/**
 * Colours of pictures as declarations of custom properties (`--pic-text: …`), for a light and for a dark page; print takes the light ones.
 * Pictures use no other colour. Words keep 4.5:1 against the page, lines and bars 3:1.
 */
export const pictureColors: { readonly light: string; readonly dark: string } = { light: declarations(light), dark: declarations(dark) }

/** Rules for `svg.pic` and what is in it; the colours are those of `pictureColors`, on any element around it. */
export const pictureStyle = `
.pic{font-family:system-ui,-apple-system,"Segoe UI",sans-serif;font-size:11px;fill:var(--pic-text)}
.pic text{fill:var(--pic-text)} .pic .faint{fill:var(--pic-faint)} .pic .strong{font-weight:600} .pic .end{text-anchor:end} .pic .mid{text-anchor:middle}
.pic .rule{stroke:var(--pic-rule);fill:none} .pic .band{fill:var(--pic-band)}
.pic .bar{fill:var(--pic-plan)} .pic .did{fill:var(--pic-done)} .pic .crit{fill:var(--pic-critical)} .pic .sum{fill:var(--pic-faint)} .pic .part{fill:var(--pic-text)}
.pic .hatch{fill:none;stroke:var(--pic-stripe);stroke-dasharray:1.5 4.5} .pic .far{stroke-dasharray:1.5 10.5} .pic .ghost{fill:none;stroke:var(--pic-ghost);stroke-width:3;stroke-dasharray:4 1.5}
.pic .gate{fill:var(--pic-page);stroke:var(--pic-text);stroke-width:1.6} .pic .gate.crit{fill:var(--pic-critical);stroke:var(--pic-critical)} .pic .gate.did{fill:var(--pic-done);stroke:var(--pic-done)}
.pic .event{fill:none;stroke:var(--pic-faint);stroke-width:1.6} .pic .event.crit{stroke:var(--pic-critical)}
.pic .link{fill:none;stroke:var(--pic-ghost);stroke-width:1} .pic .drive{stroke:var(--pic-text);stroke-width:1.1} .pic .link.crit{stroke:var(--pic-critical);stroke-width:1.6;fill:none}
.pic .tip{fill:var(--pic-ghost)} .pic .tip.drive{fill:var(--pic-text);stroke:none} .pic .tip.crit{fill:var(--pic-critical);stroke:none}
.pic .today{stroke:var(--pic-today);stroke-width:1.5;stroke-dasharray:5 3;fill:none} .pic text.today{fill:var(--pic-today);stroke:none;font-weight:600}
.pic text.late{fill:var(--pic-bad);font-weight:600}
.pic .box{fill:var(--pic-band);stroke:var(--pic-faint)} .pic .box.crit{fill:var(--pic-band);stroke:var(--pic-critical);stroke-width:2.4} .pic .box.did{stroke:var(--pic-done);stroke-width:1.6}
.pic .cell{stroke:var(--pic-page);stroke-width:2} .pic .low{fill:color-mix(in srgb,var(--pic-good) 16%,var(--pic-page))} .pic .medium{fill:color-mix(in srgb,var(--pic-warn) 22%,var(--pic-page))}
.pic .high{fill:color-mix(in srgb,var(--pic-bad) 20%,var(--pic-page))} .pic .critical{fill:color-mix(in srgb,var(--pic-bad) 42%,var(--pic-page))}
.pic .dot{fill:var(--pic-1)} .pic .none{fill:none;stroke:var(--pic-bad);stroke-dasharray:3 2}
.pic .line{fill:none;stroke-width:2} .pic .area{opacity:.18}
${[1, 2, 3, 4, 5, 6, 7, 8].map((index) => `.pic .line.c${index}{stroke:var(--pic-${index})} .pic .fill.c${index}{fill:var(--pic-${index})} .pic text.c${index}{fill:var(--pic-${index});font-weight:600}`).join('\n')}
@media print{.pic{max-width:100%;height:auto;print-color-adjust:exact}}
@media (forced-colors:active){.pic{forced-color-adjust:none}}
`.trim()

/** Style of a picture that is a file of its own. */
export const standaloneStyle = `.pic{${pictureColors.light};background:var(--pic-page)}
@media (prefers-color-scheme:dark){.pic{${pictureColors.dark}}}
@media print{.pic{${pictureColors.light}}}
${pictureStyle}`
