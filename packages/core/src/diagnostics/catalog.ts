import type { Diagnostic, Location, RelatedLocation, Severity } from './diagnostic.ts'

/** What a code means for the exit code of the process (contract, section 9 of the design). */
export type ExitClass = 'answer-no' | 'invalid' | 'integrity' | 'no-answer' | 'none'

export interface CatalogEntry {
  readonly severity: Severity
  /** What an *error* of this code does to the exit code; warnings and infos never change it. */
  readonly exit: ExitClass
  readonly title: string
}

/** Every code there is. A code is stable and never reused; its page is docs/diagnostics/<area>/<name>.md. */
export const catalog = {
  // yaml: text that does not parse
  'yaml/syntax': { severity: 'error', exit: 'invalid', title: 'The YAML cannot be parsed' },
  'yaml/duplicate-key': { severity: 'error', exit: 'invalid', title: 'A key occurs twice in one mapping' },
  'yaml/too-large': { severity: 'error', exit: 'invalid', title: 'The file is larger than the limit' },
  'yaml/too-deep': { severity: 'error', exit: 'invalid', title: 'The file is nested deeper than the limit' },
  'yaml/alias': { severity: 'error', exit: 'invalid', title: 'Anchors and aliases are not read' },
  'yaml/several-documents': { severity: 'error', exit: 'invalid', title: 'The file holds more than one document' },
  'yaml/not-text': { severity: 'error', exit: 'invalid', title: 'The file is not UTF-8 text' },
  // json: records that do not parse
  'json/syntax': { severity: 'error', exit: 'answer-no', title: 'The JSON cannot be parsed' },
  'json/duplicate-key': { severity: 'error', exit: 'answer-no', title: 'A key occurs twice in one JSON object' },
  // schema: text that parses and is not a record
  'schema/invalid-value': { severity: 'error', exit: 'invalid', title: 'A value does not fit the schema' },
  'schema/missing-key': { severity: 'error', exit: 'invalid', title: 'A required key is missing' },
  'schema/unknown-key': { severity: 'error', exit: 'invalid', title: 'A key is not known here' },
  'schema/format-version': { severity: 'error', exit: 'invalid', title: 'The format version is not supported' },
  'schema/unquoted-id': { severity: 'error', exit: 'invalid', title: 'An id is a number instead of a quoted string' },
  // link: records that do not fit together
  'link/duplicate-id': { severity: 'error', exit: 'invalid', title: 'An id is declared twice' },
  'link/case-collision': { severity: 'error', exit: 'invalid', title: 'Two ids differ only in case' },
  'link/unknown-id': { severity: 'error', exit: 'invalid', title: 'A reference names an id that does not exist' },
  'link/cycle': { severity: 'error', exit: 'invalid', title: 'Records depend on each other in a circle' },
  'link/unknown-state': { severity: 'error', exit: 'invalid', title: 'A state is not one that the program defines' },
  'link/unknown-role': { severity: 'error', exit: 'invalid', title: 'A role is not one that the program defines' },
  'link/ambiguous-id': { severity: 'error', exit: 'invalid', title: 'An id is found in several programs' },
  'link/too-many-criteria': { severity: 'error', exit: 'invalid', title: 'Gates include more criteria of each other than the limit' },
  // plan: faults of the plan itself
  'plan/owner-missing': { severity: 'warning', exit: 'none', title: 'Work has started without an owner' },
  'plan/undefined-criterion': { severity: 'info', exit: 'none', title: 'A criterion has no check' },
  'plan/proposed-check': { severity: 'info', exit: 'none', title: 'A check is only proposed' },
  'plan/unsupported-check': { severity: 'warning', exit: 'none', title: 'A kind of check is not decided by this version' },
  'plan/empty-gate': { severity: 'warning', exit: 'none', title: 'A gate has no required criterion' },
  'plan/task-unscheduled': { severity: 'warning', exit: 'none', title: 'A task is in no phase' },
  'plan/task-in-several-phases': { severity: 'warning', exit: 'none', title: 'A task is in several phases' },
  'plan/prerequisite-later': { severity: 'warning', exit: 'none', title: 'A prerequisite is scheduled later than the task that needs it' },
  'plan/parent-child-disagree': { severity: 'warning', exit: 'none', title: 'A task and its children disagree' },
  'plan/risk-without-task': { severity: 'warning', exit: 'none', title: 'No task mitigates a risk' },
  'plan/owner-tbd': { severity: 'warning', exit: 'none', title: 'An owner is still to be named' },
  'plan/risk-unscheduled': { severity: 'warning', exit: 'none', title: 'A risk leans on a task that no phase schedules' },
  'plan/task-without-risk': { severity: 'warning', exit: 'none', title: 'A task mitigates no risk where the plan maps them' },
  'plan/task-without-source': { severity: 'warning', exit: 'none', title: 'A task names no source although the plan demands one' },
  'plan/task-without-requirement': {
    severity: 'warning',
    exit: 'none',
    title: 'A task traces to no requirement where the plan traces them',
  },
  'plan/target-without-number': { severity: 'warning', exit: 'none', title: 'A target has no number' },
  'plan/contradicting-thresholds': { severity: 'warning', exit: 'none', title: 'Two criteria give one subject different thresholds' },
  'plan/placeholder': { severity: 'warning', exit: 'none', title: 'A placeholder was never filled in' },
  'plan/window-too-short': { severity: 'warning', exit: 'none', title: 'The window of a phase is shorter than what is in it' },
  'plan/document-absent': { severity: 'warning', exit: 'none', title: 'A document that the plan names is not there' },
  'plan/reference-absent': { severity: 'warning', exit: 'none', title: 'The plan refers to an id that no record has' },
  'plan/opaque-deliverable': { severity: 'warning', exit: 'none', title: 'A deliverable cannot be inspected' },
  'plan/deliverable-outside-evidence': { severity: 'warning', exit: 'none', title: 'A deliverable lies outside of the evidence folder' },
  'plan/empty-phase': { severity: 'warning', exit: 'none', title: 'A phase is empty' },
  'plan/undeclared-component': { severity: 'warning', exit: 'none', title: 'A component is used and not declared' },
  'plan/duplicate-property': { severity: 'warning', exit: 'none', title: 'A property is defined twice' },
  'plan/unnumbered-property': { severity: 'warning', exit: 'none', title: 'A property has no number' },
  'plan/not-in-manifest': { severity: 'warning', exit: 'none', title: 'A file is named and not in the file manifest' },
  // checklist
  'checklist/box-in-code': { severity: 'info', exit: 'none', title: 'A box stands inside a code fence' },
  'checklist/unclosed-fence': { severity: 'warning', exit: 'none', title: 'A code fence is never closed' },
  'checklist/conflict': { severity: 'error', exit: 'answer-no', title: 'A tick and the state of its task disagree' },
  'checklist/unknown-id': { severity: 'warning', exit: 'none', title: 'A box names an id that does not exist' },
  'checklist/duplicate-id': { severity: 'warning', exit: 'none', title: 'Two boxes carry the same id' },
  'checklist/front-matter': { severity: 'error', exit: 'answer-no', title: 'The front matter cannot be read' },
  'checklist/missing-metadata': {
    severity: 'error',
    exit: 'answer-no',
    title: 'A checklist lacks what the program demands before archiving',
  },
  'checklist/open-box': { severity: 'error', exit: 'answer-no', title: 'A required box is open' },
  'checklist/invalid-record': { severity: 'warning', exit: 'none', title: 'The metadata of an archived checklist cannot be read' },
  'checklist/already-archived': { severity: 'error', exit: 'answer-no', title: 'The archive already holds a file of that name' },
  // evidence
  'evidence/invalid-record': { severity: 'warning', exit: 'none', title: 'An evidence record cannot be read' },
  'evidence/unproven': { severity: 'info', exit: 'none', title: 'A hand-written record claims what it cannot prove' },
  'evidence/unknown-commit': { severity: 'info', exit: 'none', title: 'The commit of a record is not in this repository' },
  'evidence/tampered': { severity: 'error', exit: 'integrity', title: 'An artifact differs from its recorded digest' },
  'evidence/missing-artifact': { severity: 'error', exit: 'answer-no', title: 'A file that is to be evidence does not exist' },
  'evidence/stale': { severity: 'warning', exit: 'none', title: 'The inputs of a record have changed, or it has expired' },
  'evidence/dirty': { severity: 'warning', exit: 'none', title: 'A record was made from uncommitted inputs' },
  'evidence/secret': { severity: 'error', exit: 'answer-no', title: 'Evidence holds what looks like a secret' },
  'evidence/report': { severity: 'error', exit: 'answer-no', title: 'A test report cannot be read' },
  'evidence/not-run': { severity: 'error', exit: 'no-answer', title: 'The command of a criterion was not run' },
  'evidence/unknown-target': { severity: 'error', exit: 'invalid', title: 'A record speaks for an id that does not exist' },
  // approvals and reviews
  'approval/invalid-record': { severity: 'warning', exit: 'none', title: 'An approval record cannot be read' },
  'review/invalid-record': { severity: 'error', exit: 'integrity', title: 'A review record cannot be read' },
  'review/tampered': { severity: 'error', exit: 'integrity', title: 'A closed phase no longer matches its review record' },
  'review/definition-changed': { severity: 'warning', exit: 'none', title: 'The gate of a closed phase was changed' },
  'review/not-met': { severity: 'error', exit: 'answer-no', title: 'The exit gate is not met, so the phase stays open' },
  // gate
  'gate/nothing-due': { severity: 'error', exit: 'no-answer', title: 'No gate is due' },
  'gate/nothing-evaluated': { severity: 'error', exit: 'no-answer', title: 'There is no gate to decide on' },
  'gate/no-proposal': { severity: 'error', exit: 'answer-no', title: 'A criterion has no proposed check to accept' },
  'gate/incomplete-check': { severity: 'error', exit: 'answer-no', title: 'A proposed check lacks what it compares with' },
  'gate/accept-by-hand': { severity: 'error', exit: 'answer-no', title: 'A proposed check has to be accepted by hand' },
  // state
  'state/guard': { severity: 'error', exit: 'answer-no', title: 'A change of state is not allowed yet' },
  'state/transition': { severity: 'error', exit: 'answer-no', title: 'A change of state is not one the program knows' },
  // workspace
  'workspace/not-found': { severity: 'error', exit: 'invalid', title: 'There is no refractor.yaml here' },
  'workspace/exists': { severity: 'error', exit: 'invalid', title: 'There is a workspace already' },
  'workspace/no-program': { severity: 'error', exit: 'invalid', title: 'The workspace has no program' },
  'workspace/unreadable': { severity: 'error', exit: 'no-answer', title: 'A file cannot be read' },
  'workspace/unknown-file': { severity: 'warning', exit: 'none', title: 'A file of the specification folder is not read' },
  'workspace/unwritable': { severity: 'error', exit: 'no-answer', title: 'A file cannot be written' },
  'workspace/unsafe-path': { severity: 'error', exit: 'invalid', title: 'A path leaves the workspace' },
  'workspace/symlink': { severity: 'warning', exit: 'none', title: 'A symbolic link was not followed' },
  'workspace/locked': { severity: 'error', exit: 'no-answer', title: 'Another process holds the lock' },
  'workspace/changed-underneath': { severity: 'error', exit: 'no-answer', title: 'A file changed while the command ran' },
  'workspace/would-overwrite': { severity: 'error', exit: 'answer-no', title: 'A file that must not be overwritten exists' },
  // template: folders that init starts a workspace from
  'template/invalid': { severity: 'error', exit: 'invalid', title: 'A template cannot be used' },
  'template/placeholder': { severity: 'error', exit: 'invalid', title: 'A placeholder of a template stands where its value cannot go' },
  'git/unavailable': { severity: 'error', exit: 'no-answer', title: 'Git cannot answer' },
  'git/no-identity': { severity: 'error', exit: 'no-answer', title: 'Git does not know who is at work' },
  'git/no-commit': { severity: 'error', exit: 'no-answer', title: 'There is no commit to stamp with' },
  // import: plans that become programs, as far as writing and merging them goes
  'import/duplicate-id': { severity: 'warning', exit: 'none', title: 'An id stands twice in the plan' },
  'import/unknown-reference': { severity: 'warning', exit: 'none', title: 'The plan refers to something that it does not declare' },
  'import/unfit-id': { severity: 'warning', exit: 'none', title: 'An id of the plan is none that a program can have' },
  'import/unfit-value': { severity: 'warning', exit: 'none', title: 'A value of the plan does not fit its field' },
  'import/placeholder': { severity: 'info', exit: 'none', title: 'The plan is a template with placeholders to fill' },
  'import/nested-fence': { severity: 'info', exit: 'none', title: 'A plan was taken out of a fence that encloses others of its length' },
  'import/template-left-out': { severity: 'info', exit: 'none', title: 'An empty template stands beside the plan and is left out' },
  'import/too-large': { severity: 'error', exit: 'invalid', title: 'The plan is too large to import' },
  'import/not-text': { severity: 'error', exit: 'invalid', title: 'The plan is not UTF-8 text' },
  'import/program-exists': { severity: 'error', exit: 'invalid', title: 'There is a program already that came from something else' },
  'import/nothing-found': { severity: 'warning', exit: 'none', title: 'The document holds nothing of a plan' },
  'import/no-baseline': { severity: 'warning', exit: 'none', title: 'What the last import wrote is not known' },
  'import/conflict': { severity: 'error', exit: 'answer-no', title: 'The plan and the program changed the same field' },
  // cli
  'cli/usage': { severity: 'error', exit: 'invalid', title: 'The command line is not understood' },
  'cli/unknown-id': { severity: 'error', exit: 'invalid', title: 'An id on the command line does not exist' },
  'cli/not-yet': { severity: 'error', exit: 'invalid', title: 'The command is planned and not built yet' },
  'cli/internal': { severity: 'error', exit: 'none', title: 'Refractor itself failed' },
} as const satisfies Record<string, CatalogEntry>

export type DiagnosticCode = keyof typeof catalog

export interface DiagnosticDetails {
  readonly location?: Location | undefined
  readonly related?: readonly RelatedLocation[] | undefined
  readonly help?: string | undefined
  readonly expected?: readonly string[] | undefined
  readonly severity?: Severity | undefined
}

/** Makes a finding; the severity comes from the catalogue unless the caller has a reason to change it. */
export function diagnostic(code: DiagnosticCode, message: string, details: DiagnosticDetails = {}): Diagnostic {
  return {
    code,
    severity: details.severity ?? catalog[code].severity,
    message,
    ...(details.location && { location: details.location }),
    ...(details.related?.length && { related: details.related }),
    ...(details.help !== undefined && { help: details.help }),
    ...(details.expected?.length && { expected: details.expected }),
  }
}
