/** The tree of activities with its bars. Rows are 28 pixels high: the script counts on it. */
export const explorerStyle = `
.tools{display:flex;flex-wrap:wrap;gap:.4rem;align-items:center;margin-bottom:.5rem;font-size:.84rem}.tools .faint{margin-left:.4rem}
.tree{position:relative;overflow:auto;max-height:min(44rem,72vh);border:1px solid var(--rule);border-radius:.6rem;background:var(--card);font-size:13px;line-height:27px}
.tree:focus-visible{outline-offset:-2px}
.tree .row{display:flex;height:28px;width:calc(var(--left,0px) + var(--wide,600px));min-width:100%}
.headgroup{position:sticky;top:0;z-index:3}.heads{background:var(--band);color:var(--faint);font-weight:600;font-size:12px}
.left{position:sticky;left:0;z-index:2;display:grid;grid-template-columns:17rem 5.6rem 5.4rem 5.5rem 5.5rem 2.9rem;flex:none;background:var(--card);border-right:1px solid var(--edge);border-bottom:1px solid var(--rule)}
.heads .left{background:var(--band)}.left>*{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:0 .3rem}
.left .float{text-align:right}.rows .left>*:not(.name){color:var(--faint);font-size:12px}
.line{position:relative;flex:1;overflow:hidden;border-bottom:1px solid var(--rule);min-width:0}
.ticks{overflow:hidden}.ticks span{position:absolute;top:0;bottom:0;padding-left:4px;border-left:1px solid var(--edge);white-space:nowrap;font-weight:400}.ticks .strong{font-weight:650;color:var(--text)}
.rowgroup{position:relative;overflow:hidden;width:max-content;min-width:100%}
.rows .row:hover .left,.rows .row:hover .line{background:var(--band)}
.rows .outer .left,.rows .outer .line{background:var(--band);font-weight:600}.rows .outer .left>*:not(.name){font-weight:400}
.rows .active .left,.rows .active .line,.rows .active:hover .left,.rows .active:hover .line{background:var(--accent-band)}
.rows .active .left{box-shadow:inset 3px 0 var(--accent)}.rows .above .name{color:var(--faint)}
.name.d0{padding-left:.4rem}.name.d1{padding-left:1.3rem}.name.d2{padding-left:2.2rem}.name.d3{padding-left:3.1rem}.name.d4{padding-left:4rem}.name.d5{padding-left:4.9rem}.name.d6{padding-left:5.8rem}
.fold,.leaf{display:inline-block;width:1.1em;color:var(--faint);cursor:pointer}.rows .row{cursor:default}.row .none{padding:0 1rem}
.line i{position:absolute;top:8px;height:11px;border-radius:2px;background:var(--pic-plan);z-index:1}
.line i b{position:absolute;left:0;top:3px;height:5px;background:var(--text)}
.line .span b{top:1px;height:4px}
.line .did{background:var(--pic-done)}
.line .crit{background:repeating-linear-gradient(135deg,var(--pic-critical) 0 5px,color-mix(in srgb,var(--pic-critical) 72%,var(--card)) 5px 8px)}
.line .span{top:8px;height:10px;border-radius:0;clip-path:polygon(0 0,100% 0,100% 100%,calc(100% - 4px) 60%,4px 60%,0 100%);background:var(--faint)}.line .span.did{background:var(--pic-done)}.line .span.crit{background:var(--pic-critical)}
.line .open{mask-image:linear-gradient(90deg,#000 70%,transparent)}
.line .diamond{width:12px;height:12px;top:8px;rotate:45deg;border-radius:1px;background:var(--card);border:2px solid var(--text)}
.line .diamond.crit{background:var(--pic-critical);border-color:var(--pic-critical)}.line .diamond.did{background:var(--pic-done);border-color:var(--pic-done)}.line .diamond.event{scale:.7;border-color:var(--faint)}
.line .ghost{top:22px;height:3px;border-radius:0;background:repeating-linear-gradient(90deg,var(--pic-ghost) 0 4px,transparent 4px 6px)}
.line .today{top:0;bottom:0;height:auto;width:0;border-left:2px dashed var(--pic-today);background:none;border-radius:0}
.line em{position:absolute;font-style:normal;font-weight:600;font-size:11px;color:var(--bad);z-index:1}
.lines{position:absolute;left:var(--left);pointer-events:none;overflow:visible}.lines path{fill:none;stroke:var(--pic-ghost);stroke-width:1}.lines .drive{stroke:var(--soft)}.lines .crit{stroke:var(--pic-critical);stroke-width:1.3}
.detail{position:relative;margin-top:.6rem;padding:.9rem 1.1rem;border:1px solid var(--accent);border-radius:.6rem;background:var(--card)}.detail h3{margin:0 4rem .5rem 0}.detail .close{position:absolute;right:.8rem;top:.7rem}
.detail dl{display:flex;flex-wrap:wrap;gap:.3rem 2rem;margin:0}.detail dt{color:var(--faint);font-size:.82rem}.detail dd{margin:0}
.detail .jumps{margin-top:.6rem}.jumps h4{margin:.3rem 0;font-size:.87rem}.jumps ul{margin:0;padding:0;list-style:none;font-size:.9rem}.jumps p{margin:0}.jumps li{padding:.1rem 0;overflow-wrap:anywhere}
@media (max-width:70rem){.left{grid-template-columns:15rem 6rem 6rem 6rem}.left .owner,.left .float{display:none}.left{grid-template-columns:15rem 5.5rem 6rem 6rem}}
@media (max-width:48rem){html{scroll-padding-top:3.5rem}.top,main,footer,#bar>*{padding-inline:1rem}.top{padding-top:1.5rem}.tiles{grid-template-columns:1fr 1fr;gap:.6rem}.tile{padding:.7rem .8rem}.tile .value{font-size:1.2rem}#bar{position:static}#filters{gap:.4rem .6rem}
.left{grid-template-columns:11rem}.left>*:not(.name){display:none}.tools .faint{display:none}.bar{grid-template-columns:5rem 6rem auto}.gate .stage{display:none}.criteria{padding-left:0}.wide table{min-width:34rem}}
@media (forced-colors:active){.line i,progress,.badge{forced-color-adjust:none}}
@media print{html{font-size:80%}@page{margin:14mm}.phase{break-inside:auto}.phase>header,.gate>summary{break-after:avoid;break-inside:avoid}body{font-size:9.5pt;background:#fff}#bar,.tools,button,.detail,.skip{display:none!important}.top,main,footer{max-width:none;padding-inline:0}.top{padding-top:0}
*{print-color-adjust:exact}.tile,.phase,.wide,.picture{box-shadow:none}.tiles{grid-template-columns:repeat(4,1fr);gap:.4rem}.tile .value{font-size:1.05rem}.wide,.picture,.timeline,.tree{max-height:none;overflow:visible}.picture svg{max-width:100%;height:auto}
thead{display:table-header-group}thead th{position:static}tr,.criterion,.tile,.events li{break-inside:avoid}h2,h3,summary{break-after:avoid}th,td{padding:.25rem .4rem;min-width:0}
.tree .line,.lines{display:none}.tree .row{width:auto;height:auto;break-inside:avoid}.left,.headgroup{position:static}.left{width:100%;grid-template-columns:1fr 6rem 6rem 5.5rem 5.5rem 3rem!important;border-right:0}.left>*{display:block!important}.rowgroup{width:auto}
.rows{height:auto!important;padding:0!important}a{color:inherit}}
`.trim()
