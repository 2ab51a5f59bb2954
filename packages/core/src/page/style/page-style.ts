/** Type, layout, cards and tables. */
export const pageStyle = `
*{box-sizing:border-box}
html{scroll-padding-top:7rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums}
[hidden]{display:none!important}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
code{font:.875em ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
time,.day{white-space:nowrap}code.id{font-weight:600;white-space:nowrap;overflow-wrap:normal}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;z-index:9;background:var(--card);padding:.4rem .8rem;border-radius:.4rem}
.top,main,footer,#bar>*{max-width:88rem;margin-inline:auto;padding-inline:1.5rem}
.top{padding-top:2.75rem;padding-bottom:1.75rem}
.kicker{margin:0;color:var(--faint);font-size:.87rem}
h1{font-size:clamp(1.6rem,1.2rem + 1.6vw,2.3rem);letter-spacing:-.02em;margin:.15rem 0 .5rem;font-weight:700}
.summary{font-size:1.08rem;color:var(--soft);margin:0 0 .35rem;max-width:62rem;text-wrap:pretty;overflow-wrap:anywhere}
.meta{color:var(--faint);font-size:.87rem;margin:0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(13.5rem,1fr));gap:.9rem;margin:1.6rem 0 0}
.tile{display:flex;flex-direction:column;gap:.1rem;padding:.9rem 1.1rem;background:var(--card);border:1px solid var(--rule);border-radius:.7rem;box-shadow:var(--shadow);color:inherit;text-decoration:none;min-width:0}
.tile.tile{color:inherit}.tile:hover{border-color:var(--accent)}
.tile .label{color:var(--faint);font-size:.84rem}.tile .value{font-size:1.45rem;font-weight:650;letter-spacing:-.015em;line-height:1.3}
.tile .note{color:var(--faint);font-size:.84rem;min-height:1.3em}.tile.bad .note{color:var(--bad)}.tile.warn .note{color:var(--warn)}.tile.good .note{color:var(--good)}
progress{appearance:none;display:block;width:100%;height:.4rem;border:0;border-radius:1rem;background:var(--rule);overflow:hidden;color:var(--accent)}
progress::-webkit-progress-bar{background:var(--rule)}progress::-webkit-progress-value{background:var(--accent);border-radius:1rem}progress::-moz-progress-bar{background:var(--accent)}
.tile progress{margin:.35rem 0 .25rem}
.next{margin-top:1.5rem}.next h2{font-size:.95rem;margin:0 0 .4rem;color:var(--faint);font-weight:600}
.next ol{margin:0;padding:0;list-style:none;display:grid;grid-template-columns:minmax(0,1fr);gap:.35rem}
.next li{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:baseline}.next li span{color:var(--faint);font-size:.92rem;min-width:0;overflow-wrap:anywhere}
.next code,.fix code{background:var(--band);border:1px solid var(--rule);border-radius:.35rem;padding:.1rem .45rem}
button{font:inherit;font-size:.84rem;color:var(--text);background:var(--card);border:1px solid var(--edge);border-radius:.4rem;padding:.15rem .6rem;cursor:pointer}
button:hover{border-color:var(--accent);color:var(--accent)}
button.copy{font-size:.75rem;padding:0 .4rem;margin-left:.4rem;color:var(--faint)}
#bar{position:sticky;top:0;z-index:5;background:color-mix(in srgb,var(--page) 92%,transparent);backdrop-filter:blur(8px);border-block:1px solid var(--rule)}
#bar nav{display:flex;gap:.25rem;align-items:center;overflow-x:auto;padding-block:.4rem}
#bar nav a{color:var(--soft);text-decoration:none;padding:.2rem .65rem;border-radius:.4rem;white-space:nowrap;font-size:.92rem}
#bar nav a:hover{background:var(--band)}#bar nav a[aria-current]{background:var(--accent-band);color:var(--accent);font-weight:600}
#theme{margin-left:auto;white-space:nowrap}
#filters{display:flex;flex-wrap:wrap;gap:.4rem .9rem;align-items:center;padding-bottom:.55rem;font-size:.87rem}
#filters label{display:flex;gap:.4rem;align-items:center;color:var(--faint)}
#filters input[type=search],#filters select{font:inherit;color:var(--text);background:var(--card);border:1px solid var(--edge);border-radius:.4rem;padding:.18rem .45rem;max-width:12rem}
#filters input[type=search]{width:11rem}#filters input[type=checkbox]{accent-color:var(--accent);width:1rem;height:1rem;margin:0}
#filters.on output{color:var(--accent);font-weight:600}
main{padding-bottom:3rem}
main>section{padding-top:2.5rem}
h2{font-size:1.4rem;letter-spacing:-.01em;margin:0 0 .3rem}
h3{font-size:1.04rem;margin:1.7rem 0 .5rem}
.lead{color:var(--faint);margin:0 0 .9rem;max-width:62rem}
.faint{color:var(--faint);font-weight:400}.good{color:var(--good)}.bad{color:var(--bad)}.warn{color:var(--warn)}.none{color:var(--faint)}
.badge i{font-style:normal}.badge{display:inline-flex;align-items:baseline;gap:.3em;white-space:nowrap;font-size:.8rem;font-weight:600;line-height:1.5;padding:.02rem .5rem;border-radius:1rem;background:var(--band);color:var(--faint)}
.badge.good{background:var(--good-band);color:var(--good)}.badge.bad{background:var(--bad-band);color:var(--bad)}.badge.warn{background:var(--warn-band);color:var(--warn)}.badge.now{background:var(--accent-band);color:var(--accent)}
.phases{display:grid;gap:.8rem;margin-top:.9rem}
.phase{background:var(--card);border:1px solid var(--rule);border-left:4px solid var(--edge);border-radius:.6rem;box-shadow:var(--shadow);padding:.85rem 1.1rem .75rem}
.phase.good{border-left-color:var(--good);color:inherit}.phase.now{border-left-color:var(--accent)}
.phase>header{display:flex;gap:.8rem;align-items:baseline;justify-content:space-between}.phase h3{margin:0}.phase h3 code{color:var(--faint);margin-right:.25rem}
.bars{display:flex;flex-wrap:wrap;gap:.2rem 2rem;margin:.3rem 0}
.bar{display:grid;grid-template-columns:auto 9rem auto;gap:.6rem;align-items:center;font-size:.84rem;color:var(--faint)}.bar b{color:var(--soft);font-weight:500}
.phase .because{margin:.15rem 0 .5rem;color:var(--soft)}
.places{display:flex;flex-wrap:wrap;gap:.1rem 1rem;margin:.3rem 0 0;font-size:.82rem;color:var(--faint)}
.gate{border-top:1px solid var(--rule)}.gate summary{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:center;padding:.45rem 0;cursor:pointer;list-style:none}
.gate summary::-webkit-details-marker{display:none}.gate summary::before{content:"▸";color:var(--faint);width:.8em}.gate[open]>summary::before{content:"▾"}
.gate summary:hover .name{color:var(--accent)}.gate .name{flex:1 1 12rem;min-width:0;overflow-wrap:anywhere}.gate .stage,.gate .tally{color:var(--faint);font-size:.84rem}
.strip{display:inline-flex;flex-wrap:wrap;gap:3px}.strip i{font:700 .66rem/1.15rem system-ui,sans-serif;width:1.15rem;height:1.15rem;text-align:center;border-radius:.25rem;background:var(--band);color:var(--faint)}
.strip .good{background:var(--good-band);color:var(--good)}.strip .bad{background:var(--bad-band);color:var(--bad)}.strip .warn{background:var(--warn-band);color:var(--warn)}
.criteria{list-style:none;margin:0 0 .6rem;padding:0 0 0 1.1rem}
.criterion{padding:.55rem 0 .55rem .9rem;border-left:2px solid var(--rule)}.criterion+.criterion{border-top:1px solid var(--rule)}
.criterion[data-outcome=unmet]{border-left-color:var(--bad)}.criterion[data-outcome=met]{border-left-color:var(--good)}.criterion[data-outcome=waived],.criterion[data-outcome=unknown]{border-left-color:var(--warn)}
.criterion p{margin:.1rem 0;overflow-wrap:anywhere}.criterion .because{color:var(--soft);font-size:.92rem}.criterion .because b{font-weight:600}
article.target{border-color:var(--accent)}.criterion.target,tr.target>*,details.target>summary{background:var(--accent-band)}
.wide{overflow-x:auto;margin:.5rem 0 1rem;border:1px solid var(--rule);border-radius:.6rem;background:var(--card);max-height:36rem;overflow-y:auto}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.9rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.45rem .8rem;border-bottom:1px solid var(--rule);vertical-align:top;text-align:left;overflow-wrap:anywhere;min-width:5rem}
tbody th{font-weight:400}tbody tr:last-child>*{border-bottom:0}
thead th{position:sticky;top:0;z-index:1;background:var(--band);font-weight:600;font-size:.82rem;color:var(--faint);white-space:nowrap}
tbody tr:hover>*{background:var(--band)}
tbody:not(:has(tr:not([hidden])))::after{content:"Nothing fits the filter.";display:block;padding:.6rem .8rem;color:var(--faint)}
.joined{display:inline-block;margin-right:.5rem}
figure{margin:.6rem 0 1rem}
.picture{background:var(--card);border:1px solid var(--rule);border-radius:.6rem;padding:.8rem;overflow:auto;max-height:44rem}.picture svg{display:block;max-width:none}
.pic .off{opacity:.16}
details.behind{margin:.5rem 0}details.behind>summary{cursor:pointer;color:var(--soft);font-size:.92rem;padding:.15rem 0}details.behind>summary:hover{color:var(--accent)}
.path{display:flex;flex-wrap:wrap;gap:.2rem .3rem;list-style:none;margin:.4rem 0;padding:0}.path li:not(:last-child)::after{content:"→";color:var(--faint);margin-left:.3rem}
.path a{text-decoration:none}.path a:hover{text-decoration:underline}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr));gap:0 1.5rem}.pair>div{min-width:0}.pair svg{max-width:100%;height:auto}
.timeline{max-height:36rem;overflow-y:auto;border:1px solid var(--rule);border-radius:.6rem;background:var(--card);padding:.2rem 1.1rem 1rem}
.timeline h3{font-size:.9rem;color:var(--faint);margin:1rem 0 .3rem}.events{list-style:none;margin:0;padding:0 0 0 .9rem;border-left:2px solid var(--rule)}
.events li{position:relative;display:flex;flex-wrap:wrap;gap:0 .8rem;padding:.15rem 0;font-size:.92rem;overflow-wrap:anywhere}.events li::before{content:"";position:absolute;left:calc(-.9rem - 5px);top:.62em;width:8px;height:8px;border-radius:50%;background:var(--card);border:2px solid var(--accent)}
.events time{color:var(--faint)}.events .kind{color:var(--soft);font-weight:600}
footer{border-top:1px solid var(--rule);padding-block:1.2rem 2.5rem;color:var(--faint);font-size:.84rem}
`.trim()
