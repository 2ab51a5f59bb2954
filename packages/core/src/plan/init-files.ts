import { quoted } from '../load/yaml-text.ts'

/** A phase that a new workspace starts with. */
export interface FirstPhase {
  readonly id: string
  readonly title: string
}

/** refractor.yaml: everything is left to the defaults. */
export function workspaceText(): string {
  return `# The root of this workspace. One program, in specification/, unless programs: lists others.
format: 1
`
}

export function programText(id: string, name: string, owner: string | undefined): string {
  return `format: 1
id: ${quoted(id)}
name: ${quoted(name)}
# Who is accountable. A milestone starts only once its roles have an owner; TBD is nobody.
roles:
  - id: "lead"
    title: "Lead"
    owner: ${quoted(owner ?? 'TBD')}
`
}

export function policyText(): string {
  return `# Who may approve, waive and review. An unknown key is an error, so that a typo never disables a rule.
# Raise version with every change of what decides: gates, criteria, people, this file. A job that judges changes refuses one without.
format: 1
version: 1
`
}

/** The document that the first tasks write, and the first gate looks for. */
function documentOf(index: number): string {
  return index === 0 ? 'docs/charter.md' : `docs/phase-${index + 1}.md`
}

/** A phase with one milestone, two tasks and an exit gate that a person can meet in an hour. */
export function phaseText(phase: FirstPhase, index: number, previous: FirstPhase | undefined): string {
  const { id } = phase
  const document = documentOf(index)
  const of = (suffix: string): string => quoted(`${id}.${suffix}`)
  return `format: 1
id: ${quoted(id)}
title: ${quoted(phase.title)}
${previous ? `dependencies: [${quoted(previous.id)}]\n` : ''}goals:
  - "Agree on what is built, for whom, and how everybody will know that it is done."
milestones:
  - id: ${of('M1')}
    title: "The plan is agreed"
    state: planned
    accountable: ["lead"]
    tasks:
      - id: ${of('M1.T1')}
        title: "Write ${document}: what is built, for whom, and what is left out"
        state: open
      - id: ${of('M1.T2')}
        title: "Replace this example by the tasks and criteria of your own plan"
        state: open
        prerequisites: [${of('M1.T1')}]
    deliverables:
      - id: ${of('M1.D1')}
        title: "The charter"
        path: ${quoted(document)}
    acceptance:
      - id: ${of('M1.1')}
        statement: "${document} says what the goal is and what the scope is."
        hint: "Write a heading Goal and a heading Scope."
        check:
          kind: content
          paths: [${quoted(document)}]
          headings: ["Goal", "Scope"]
# The exit gate: refractor gate check says what is missing, refractor review closes the phase once nothing is.
exit:
  criteria:
    - id: ${of('1')}
      statement: "${document} is written."
      hint: "Create ${document}; an empty file does not count."
      check:
        kind: artifact
        paths: [${quoted(document)}]
    - id: ${of('2')}
      statement: "Every milestone of the phase is accepted."
      hint: "Start, submit and accept the milestone: refractor milestone start, then submit, then accept."
      check:
        kind: query
        from: milestones
        where: { phase: ${quoted(id)} }
        expect: all
        that: { state: accepted }
`
}
