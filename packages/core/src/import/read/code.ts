import type { Criterion, Gate, GateBody } from '../../schema/gate.ts'
import type { Code } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { isBlank } from '../scan/lines.ts'
import type { Holder } from './account.ts'
import { addAttribute, type WithAttributes } from './attribute.ts'
import { commandLines, isShell, proposedCommandCheck } from './command-lines.ts'
import { callsProgram } from './inline-command.ts'
import { asksForFiles, isTreeOfFiles, readFileTree } from './manifest.ts'
import { readYamlLines } from './metadata.ts'
import { isTreeOfModules, readModuleTree } from './module-tree.ts'
import { proposeCheck } from './propose-check.ts'
import type { Reading, Scope } from './reading.ts'

function addTo(owner: { commands?: string[] | undefined }, command: string): void {
  owner.commands ??= []
  owner.commands.push(command)
}

/** Puts shell lines of a gate on a criterion: the one that they stand under, or one of their own. */
export function giveCommands(criterion: Criterion, code: Code, reading: Reading): void {
  const { account } = reading
  const claim = (field: string) =>
    account.map([code.open, ...code.body.filter((line) => !isBlank(line)), ...(code.close ? [code.close] : [])], criterion, field)
  if (!isShell(code.language) && !looksLikeShell(code)) {
    addTo(criterion, textOf(code))
    claim('commands')
    return
  }
  const { commands, bare, expected, steps } = commandLines(code.body)
  const all = [...steps, ...commands]
  for (const command of all) addTo(criterion, command)
  if (expected.length > 0) criterion.expected = [...(criterion.expected === undefined ? [] : [criterion.expected]), ...expected].join('\n')
  if (all.length > 0) proposeCheck(criterion, steps.length > 0 ? undefined : proposedCommandCheck(bare))
  claim('commands')
}

/** The words of a fence, verbatim, without blank lines at its ends. */
export function textOf(code: Code): string {
  return code.body
    .slice(code.body.findIndex((line) => !isBlank(line)))
    .map((line) => line.text)
    .join('\n')
    .trimEnd()
}

/** Code without a language that can only be shell: each line calls a program. */
function looksLikeShell(code: Code): boolean {
  if (code.language !== '') return false
  const lines = code.body.filter((line) => !isBlank(line)).slice(0, 40)
  return lines.every((line) => callsProgram(line.text) || /^\s*#/.test(line.text)) && lines.some((line) => callsProgram(line.text))
}

/** Languages that say nothing of what stands in a fence. */
const prose = /^(?:|text|txt|plain|plaintext|markdown|md|none)$/

/** The innermost record of a place that can keep labels of the plan. */
function recordAt(scope: Scope, reading: Reading): WithAttributes & Holder {
  return scope.task ?? scope.milestone ?? scope.phase ?? reading.draft.program
}

function lastCriterion(body: GateBody | Gate): Criterion | undefined {
  return body.criteria.at(-1)
}

/**
 * Reads fenced code by what stands in it and above it: commands of a task, phase or criterion, a tree of files, a tree of modules,
 * YAML metadata; other code is kept word for word under the label or else the language that names it. False where nothing names it.
 */
export function readCode(code: Code, scope: Scope, reading: Reading): boolean {
  const { account } = reading
  const lines = [code.open, ...code.body.filter((line) => !isBlank(line)), ...(code.close ? [code.close] : [])]
  if (!code.body.some((line) => !isBlank(line))) return false
  if (scope.field === 'manifest' && asksForFiles(scope.label ?? '') && isTreeOfFiles(code.body))
    return readFileTree(code, scope.label ?? '', scope, reading)
  if (isTreeOfModules(code.body)) return readModuleTree(code, scope.label ?? '', reading)
  if (scope.field === 'metadata' && /^ya?ml$/.test(code.language) && readYamlLines(code, recordAt(scope, reading), reading)) return true

  const shell = isShell(code.language) || looksLikeShell(code)
  if (scope.gate && shell) {
    const { gate } = scope
    const criterion =
      lastCriterion(gate.body) ?? reading.draft.addCriterion(gate.id, gate.body.criteria, plainWords(scope.label ?? '') || textOf(code))
    giveCommands(criterion, code, reading)
    return true
  }
  const record = recordAt(scope, reading)
  if (shell && (record === scope.task || record === scope.phase)) {
    const owner = record as { commands?: string[] | undefined } & WithAttributes
    const { commands, expected, steps, heading } = commandLines(code.body)
    for (const command of commands) addTo(owner, command)
    for (const text of steps) addAttribute(owner, heading ?? scope.label ?? 'Steps', text)
    for (const text of expected) addAttribute(owner, 'Expected', text)
    if (commands.length + expected.length > 0) account.map(lines, record, 'commands')
    else account.map(lines, record, 'attributes')
    return true
  }
  const label = plainWords(scope.label ?? '') || (prose.test(code.language) ? '' : code.language)
  if (label === '') return false
  addAttribute(record, label, textOf(code))
  account.map(lines, record, 'attributes')
  return true
}
