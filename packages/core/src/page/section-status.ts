import { escaped } from '../import/page-text.ts'
import type { Anchors } from './anchors.ts'
import { badge, bar, count, facets, idOf, link, placeOf, section, signOf, toneOf } from './markup.ts'
import type { Report, ReportCriterion, ReportGate, ReportPhase } from './report-model.ts'

const settled = ({ outcome }: ReportCriterion): boolean => outcome === 'met' || outcome === 'waived' || outcome === 'not-applicable'

function criterionHtml(one: ReportCriterion, anchors: Anchors): string {
  const reason = one.reason === undefined ? '' : `<b>${escaped(one.reason)}</b>: `
  const required = one.level === 'required' ? '' : ` <span class="faint">${escaped(one.level)}</span>`
  const evidence = one.evidence.map(({ path, href }) => link(`<code>${escaped(path)}</code>`, href))
  const places = [placeOf(one.place), ...evidence].filter((text) => text !== '')
  const fix = one.fix === undefined ? '' : `<p class="fix"><code>${escaped(one.fix)}</code></p>`
  return `<li${anchors.of(one.id)} class="criterion" data-outcome="${escaped(one.outcome)}"><p class="statement">${badge(one.outcome)} ${idOf(one.id)} ${escaped(one.statement)}${required}</p><p class="because">${reason}${escaped(one.because)}</p>${fix}<p class="places"><span>${escaped(one.kind)}</span>${places.map((text) => `<span>${text}</span>`).join('')}</p></li>`
}

/** One sign for each criterion: how far a gate is can be seen before it is opened. */
const strip = ({ criteria, due, verdict }: ReportGate): string =>
  `<span class="strip" aria-hidden="true">${criteria
    .slice(0, 40)
    // What nobody asks for yet has not failed.
    .map(({ outcome }) => (outcome === 'unmet' && !due && verdict !== 'met' ? 'planned' : outcome))
    .map((outcome) => `<i class="${toneOf(outcome)}">${signOf(outcome)}</i>`)
    .join('')}${criteria.length > 40 ? '…' : ''}</span>`

function gateHtml(gate: ReportGate, anchors: Anchors): string {
  const open = gate.criteria.filter((one) => !settled(one))
  const words = open.length === 0 ? count(gate.criteria.length, 'criterion', 'criteria') : `${open.length} of ${gate.criteria.length} open`
  // Planned work is not in arrears: its gate is only not due.
  const state = gate.due || gate.verdict === 'met' ? badge(gate.verdict) : badge('planned', 'not due')
  return `<details class="gate${gate.due && gate.verdict !== 'met' ? ' due' : ''}"${anchors.of(gate.id)} data-gate="${escaped(gate.id)}"><summary><span class="name">${idOf(gate.id)} ${escaped(gate.title)}</span><span class="stage">${escaped(gate.stage)}</span>${strip(gate)}<span class="tally">${words}</span>${state}</summary>
<ul class="criteria">
${[...open, ...gate.criteria.filter(settled)].map((one) => criterionHtml(one, anchors)).join('\n')}
</ul>${gate.place === undefined ? '' : `<p class="places"><span>gate</span>${placeOf(gate.place)}</p>`}</details>`
}

function phaseHtml(phase: ReportPhase, gates: readonly ReportGate[], anchors: Anchors): string {
  const bars = [
    phase.tasks.total === 0 ? '' : bar('Tasks', phase.tasks.done, phase.tasks.total),
    phase.milestones.total === 0 ? '' : bar('Milestones', phase.milestones.done, phase.milestones.total),
  ].join('')
  const facts = [phase.window === undefined ? '' : `<span>window ${escaped(phase.window)}</span>`, placeOf(phase.place)]
  return `<article class="phase ${toneOf(phase.state)}"${anchors.of(phase.id)}${facets({ phase: phase.id, state: phase.state })}>
<header><h3>${idOf(phase.id)} ${escaped(phase.title)}</h3>${badge(phase.state)}</header>
<div class="bars">${bars}</div>
<p class="because">${escaped(phase.because)}</p>
${gates.map((gate) => gateHtml(gate, anchors)).join('\n')}
<p class="places">${facts.join('')}</p>
</article>`
}

/** Each phase with its gates; the criteria of a gate are one click away, the open ones first. */
export function statusSection({ phases, gates }: Report, anchors: Anchors): string {
  const known = new Set(phases.map(({ id }) => id))
  const cards = phases.map((phase) =>
    phaseHtml(
      phase,
      gates.filter((gate) => gate.phase === phase.id),
      anchors,
    ),
  )
  const others = gates.filter(({ phase }) => phase === undefined || !known.has(phase))
  const program =
    others.length === 0
      ? ''
      : `<article class="phase quiet"><header><h3>Gates of the program</h3></header>\n${others.map((gate) => gateHtml(gate, anchors)).join('\n')}\n</article>`
  const body =
    cards.length + others.length === 0
      ? '<p class="none">No phases are planned yet.</p>'
      : `<div class="phases">${cards.join('\n')}${program}</div>`
  return section('status', 'Status', body)
}
