import type { Gate } from '../../schema/gate.ts'
import { commandCode, criterionItems, outrightOfCriteria } from './criteria.ts'
import { apart, attributeLines, fenced, heading, type Lines } from './text.ts'
import { saidOutright, shown, type Writing } from './writing.ts'

export const outrightOfGates = (gates: readonly Gate[], writing: Writing): string[] =>
  gates.flatMap((gate) => [
    ...saidOutright(`gate ${gate.id}`, gate, writing),
    ...outrightOfCriteria(shown(`gate ${gate.id}`, gate, writing).criteria, writing),
  ])

/** A criterion for each file: "src/model.py: main class", with a check for it. */
function isManifest(gate: Gate): boolean {
  return (
    gate.stage === 'quality' &&
    gate.criteria.length > 0 &&
    gate.criteria.every(
      ({ statement, mark }) => mark === undefined && /^[\w.@\-[\]{}()<>*#/]+(?:: .+)?$/.test(statement) && /[./]/.test(statement),
    )
  )
}

function manifestCode(gate: Gate): string[] {
  const lines = gate.criteria.map(({ statement }) => /^(\S+?)(?:: (.*))?$/.exec(statement) as RegExpExecArray)
  return fenced(lines.map(([, path, said]) => (said === undefined ? path : `${path}  # ${said}`)).join('\n'), '')
}

/** A checkpoint under a heading: its commands, or its criteria as a list. */
function checkpointBody(gate: Gate, writing: Writing): string[] {
  const [only] = gate.criteria
  const { bullets } = attributeLines(gate.attributes)
  if (gate.criteria.length === 1 && only?.commands !== undefined && gate.title?.endsWith(only.statement)) {
    const { commands, expected } = shown(`criterion ${only.id}`, only, writing)
    return commandCode(commands, expected)
  }
  return [...criterionItems(gate.criteria, writing), ...bullets]
}

/** The gates of a phase beside its entry and exit: under labels. */
export function phaseGates(gates: readonly Gate[] | undefined, writing: Writing): string[] {
  return apart(
    ...(gates ?? [])
      .filter((gate) => !writing.written.has(gate))
      .map((one) => {
        writing.written.add(one)
        const gate = shown(`gate ${one.id}`, one, writing)
        const [only] = gate.criteria
        const isLine = gate.stage !== 'quality' && gate.criteria.length === 1 && only !== undefined && only.statement === gate.title
        if (isLine) return [`**Checkpoint:** ${gate.title}`, ...commandCode(only.commands, only.expected)]
        if (writing.genre === 'task-list' && gate.criteria.length === 1 && only) return [`**${gate.title}**: ${only.statement}`]
        return [`**${gate.title ?? gate.id}:**`, ...criterionItems(gate.criteria, writing)]
      }),
  )
}

/** The gates of the program: tiers side by side, checkpoints, manifests of files, and others under their own headings. */
export function gateSections(all: readonly Gate[], writing: Writing): Lines {
  const parts: Lines[] = []
  const gates = all.filter(
    (gate) => !writing.written.has(gate) && !(gate.summary !== undefined && gate.includes !== undefined && gate.stage === 'quality'),
  )
  let last: string | undefined
  for (const one of gates) {
    const gate = shown(`gate ${one.id}`, one, writing)
    const title = gate.title ?? gate.id
    const kind =
      gate.stage === 'tier'
        ? 'Success Criteria'
        : isManifest(gate)
          ? 'File Manifest'
          : gate.stage === 'checkpoint'
            ? 'Verification Checkpoints'
            : undefined
    if (kind !== undefined && kind !== last) parts.push([heading(2, kind)])
    last = kind
    if (kind === 'File Manifest') parts.push([heading(3, title), '', ...manifestCode(gate)])
    else if (kind === 'Verification Checkpoints') parts.push(apart([heading(3, title)], checkpointBody(gate, writing)))
    else if (kind !== undefined) parts.push(apart([heading(3, title)], criterionItems(gate.criteria, writing)))
    else if (writing.marked.has('gates'))
      parts.push(
        apart(
          [heading(2, `${title} <!-- gate: ${gate.id} -->`)],
          criterionItems(gate.criteria, writing),
          attributeLines(gate.attributes).bullets,
        ),
      )
    else if (gate.summary !== undefined) parts.push(apart([heading(2, 'Quality Gates')], [`- **${title}:** ${gate.summary}`]))
    else parts.push(apart([heading(2, title)], criterionItems(gate.criteria, writing), attributeLines(gate.attributes).bullets))
  }
  return apart(...parts, outrightOfGates(all, writing))
}
