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
  // merge: what a merge of branches left
  'merge/conflict-left': { severity: 'error', exit: 'invalid', title: 'A conflict of a merge was left in a file' },
  'merge/concurrent-states': { severity: 'warning', exit: 'none', title: 'Two branches left a record in different states' },
  // schedule: what keeps a plan from having dates, or its dates from being kept
  'schedule/cycle': { severity: 'error', exit: 'answer-no', title: 'What must be before what runs in a circle' },
  'schedule/unreadable-duration': { severity: 'warning', exit: 'none', title: 'A duration or a lag cannot be read' },
  'schedule/after-open-end': { severity: 'warning', exit: 'none', title: 'Something follows a phase that has no end' },
  'schedule/impossible-lead': { severity: 'warning', exit: 'none', title: 'A lead is longer than what it overlaps' },
  'schedule/late': { severity: 'warning', exit: 'none', title: 'Something ends after the date that the plan sets it' },
  'schedule/spread': { severity: 'warning', exit: 'none', title: 'Three points of an estimate or a delay cannot be used' },
  'schedule/not-exported': { severity: 'warning', exit: 'none', title: 'Another tool has no words for a part of the schedule' },
  'schedule/out-of-sequence': { severity: 'warning', exit: 'none', title: 'Something was done before what it waits for' },
  // plan: faults of the plan itself
  'plan/owner-missing': { severity: 'warning', exit: 'none', title: 'Work has started without an owner' },
  'plan/undefined-criterion': { severity: 'info', exit: 'none', title: 'A criterion has no check' },
  'plan/proposed-check': { severity: 'info', exit: 'none', title: 'A check is only proposed' },
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
  'plan/superseded-outside-evidence': { severity: 'warning', exit: 'none', title: 'Superseded evidence cannot be put away' },
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
  'evidence/suspect': { severity: 'warning', exit: 'none', title: 'What a record rests on has another meaning by now' },
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
  'review/not-allowed': { severity: 'error', exit: 'answer-no', title: 'A review was made by somebody who may not close the phase' },
  'review/minutes-missing': { severity: 'error', exit: 'answer-no', title: 'A phase is closed with minutes, and there are none' },
  'review/plan-not-updated': { severity: 'error', exit: 'answer-no', title: 'The plan was not updated since the last review' },
  'review/not-met': { severity: 'error', exit: 'answer-no', title: 'The exit gate is not met, so the phase stays open' },
  'review/unclear-action': { severity: 'warning', exit: 'none', title: 'An action item of the minutes has no owner, or no due date' },
  'review/empty-minutes': { severity: 'warning', exit: 'none', title: 'Minutes have neither decisions nor action items' },
  // snapshot: the way back
  'drill/no-snapshot': { severity: 'error', exit: 'answer-no', title: 'There is no snapshot to rehearse the way back to' },
  'drill/failed': { severity: 'error', exit: 'answer-no', title: 'A rehearsal of the way back failed' },
  'drill/not-asked': { severity: 'error', exit: 'invalid', title: 'No criterion asks for the rehearsal' },
  'snapshot/invalid-record': { severity: 'warning', exit: 'none', title: 'The record of a snapshot cannot be read' },
  'snapshot/empty': { severity: 'error', exit: 'answer-no', title: 'There is nothing that a snapshot could hold' },
  'snapshot/not-kept': { severity: 'warning', exit: 'none', title: 'A file is not part of the snapshot' },
  'snapshot/absent': { severity: 'error', exit: 'answer-no', title: 'The objects of a snapshot are not in this clone' },
  'snapshot/unprotected': { severity: 'warning', exit: 'none', title: 'Nothing keeps the objects of a snapshot from being thrown away' },
  'snapshot/tampered': { severity: 'error', exit: 'integrity', title: 'A snapshot does not hold what its record says' },
  'snapshot/not-restored': { severity: 'warning', exit: 'none', title: 'A file is left as it is by a restore' },
  'snapshot/reopens': { severity: 'warning', exit: 'none', title: 'A restore takes the review of a phase away, or brings one back' },
  // waiver: criteria that are let pass for a time
  'waiver/invalid-record': { severity: 'warning', exit: 'none', title: 'A waiver cannot be read' },
  'waiver/tampered': { severity: 'error', exit: 'integrity', title: 'A waiver is not what was approved' },
  'waiver/refused': { severity: 'error', exit: 'answer-no', title: 'A waiver is not asked for or given like this' },
  'waiver/pending': { severity: 'info', exit: 'none', title: 'A waiver waits for its approval' },
  'waiver/expiring': { severity: 'warning', exit: 'none', title: 'A waiver ends soon' },
  'waiver/expired': { severity: 'warning', exit: 'none', title: 'A waiver has ended, and what it covered is not met' },
  'waiver/unused': { severity: 'warning', exit: 'none', title: 'A waiver covers nothing any more' },
  'waiver/void': { severity: 'warning', exit: 'none', title: 'A waiver is void' },
  'waiver/not-covered': { severity: 'warning', exit: 'none', title: 'A waiver does not cover what is open' },
  'waiver/break-glass': { severity: 'warning', exit: 'none', title: 'A criterion is waived by breaking the glass' },
  // gate
  'gate/nothing-due': { severity: 'error', exit: 'no-answer', title: 'No gate is due' },
  'gate/nothing-evaluated': { severity: 'error', exit: 'no-answer', title: 'There is no gate to decide on' },
  'gate/no-proposal': { severity: 'error', exit: 'answer-no', title: 'A criterion has no proposed check to accept' },
  'gate/incomplete-check': { severity: 'error', exit: 'answer-no', title: 'A proposed check lacks what it compares with' },
  'gate/accept-by-hand': { severity: 'error', exit: 'answer-no', title: 'A proposed check has to be accepted by hand' },
  'gate/none-applies': { severity: 'error', exit: 'no-answer', title: 'No gate applies to a change' },
  'gate/unknown-branch': { severity: 'error', exit: 'invalid', title: 'It is not known which branch a change is merged into' },
  'policy/unknown-gate': { severity: 'error', exit: 'invalid', title: 'The policy asks for a gate that does not exist' },
  // commit: messages of commits and titles of pull requests
  'commit/unknown-id': { severity: 'error', exit: 'answer-no', title: 'A commit names a milestone or phase that does not exist' },
  'commit/ambiguous-id': { severity: 'error', exit: 'answer-no', title: 'A commit names something that several programs have' },
  'commit/names-nothing': { severity: 'error', exit: 'answer-no', title: 'A commit names no milestone and no phase, and has to' },
  'commit/nothing-to-check': { severity: 'error', exit: 'no-answer', title: 'There is no commit to check' },
  // checks: conclusions of a forge
  'checks/unreadable': { severity: 'error', exit: 'no-answer', title: 'The conclusions of the checks of a forge cannot be read' },
  'checks/no-commit': { severity: 'warning', exit: 'none', title: 'A conclusion of a check does not say for which commit it is' },
  // signature and forge: who stands behind a record
  'signature/bad': { severity: 'error', exit: 'integrity', title: 'The signature of a record is bad' },
  'signature/unavailable': { severity: 'error', exit: 'no-answer', title: 'Signatures cannot be made or verified here' },
  'signature/no-key': { severity: 'error', exit: 'invalid', title: 'There is no key to sign with' },
  'signature/not-signed': { severity: 'error', exit: 'no-answer', title: 'A record could not be signed' },
  'signature/unknown-key': { severity: 'error', exit: 'answer-no', title: 'A key is not on the roster of the person who signs' },
  'forge/invalid-reviews': { severity: 'error', exit: 'invalid', title: 'The reviews of a forge cannot be read' },
  'forge/not-accepted': { severity: 'error', exit: 'invalid', title: 'The policy does not accept the reviews of this forge' },
  'forge/review-ignored': { severity: 'info', exit: 'none', title: 'A review at the forge does not count' },
  // policy: who may
  'policy/refused': { severity: 'error', exit: 'answer-no', title: 'Policy does not let this person do it' },
  'policy/shared-identity': { severity: 'error', exit: 'invalid', title: 'Two people share a key, an address or an account' },
  'policy/wildcard': { severity: 'error', exit: 'invalid', title: 'An address or an account of a person stands for many' },
  'policy/too-few-people': { severity: 'warning', exit: 'none', title: 'A rule of policy can never be satisfied' },
  'policy/no-key': { severity: 'warning', exit: 'none', title: 'Somebody has to sign and has no key' },
  'policy/never-applies': { severity: 'warning', exit: 'none', title: 'A rule of policy never applies' },
  // state
  'state/guard': { severity: 'error', exit: 'answer-no', title: 'A change of state is not allowed yet' },
  'state/transition': { severity: 'error', exit: 'answer-no', title: 'A change of state is not one the program knows' },
  // change: what is judged between two revisions
  'change/record-removed': { severity: 'error', exit: 'integrity', title: 'A change removes or alters a record that says no' },
  'change/reopened': { severity: 'warning', exit: 'none', title: 'A change takes the review of a closed phase away' },
  'change/not-accepted': { severity: 'error', exit: 'answer-no', title: 'A change accepts a milestone whose gate is not met' },
  'change/not-closed': { severity: 'error', exit: 'answer-no', title: 'A change closes a phase whose gate is not met' },
  'change/invalid-head': { severity: 'error', exit: 'answer-no', title: 'The program of head is not valid' },
  'change/invalid-base': { severity: 'error', exit: 'invalid', title: 'The program of base is not valid' },
  'change/new-gate': { severity: 'error', exit: 'no-answer', title: 'A gate that is asked for is not part of base' },
  'change/behind': { severity: 'info', exit: 'none', title: 'Head does not hold all of base' },
  'policy/rolled-back': { severity: 'error', exit: 'integrity', title: 'A change goes back to an older policy, or removes it' },
  'policy/version-kept': { severity: 'error', exit: 'answer-no', title: 'The judge changes and the version of the policy does not' },
  'policy/unapproved-change': { severity: 'error', exit: 'answer-no', title: 'The judge changes without the approval that base asks for' },
  'policy/judge-changed': { severity: 'warning', exit: 'none', title: 'A change changes what decides' },
  // audit: the log of what was done
  'audit/invalid-event': { severity: 'error', exit: 'integrity', title: 'A file of the audit log is no event' },
  'audit/wrong-id': { severity: 'error', exit: 'integrity', title: 'An event is not the one that its name says' },
  'audit/missing-parent': { severity: 'error', exit: 'integrity', title: 'An event builds on one that is not there' },
  'audit/wrong-number': { severity: 'error', exit: 'integrity', title: 'An event is out of order' },
  'audit/event-removed': { severity: 'error', exit: 'integrity', title: 'An event of base was removed or changed' },
  'audit/file-differs': { severity: 'error', exit: 'integrity', title: 'A record is not what its last event says' },
  'audit/unlogged': { severity: 'info', exit: 'none', title: 'No event speaks of a record' },
  // trace: links and their reviews
  'trace/suspect': { severity: 'error', exit: 'answer-no', title: 'The target of a link means something else since the link was reviewed' },
  'trace/unreviewed': { severity: 'error', exit: 'answer-no', title: 'Nobody has reviewed a link' },
  'trace/invalid-record': { severity: 'error', exit: 'answer-no', title: 'A review of links cannot be read' },
  // trace: the register of risks
  'trace/uncovered': { severity: 'error', exit: 'answer-no', title: 'A record lacks a link that a rule demands' },
  'trace/over-covered': { severity: 'error', exit: 'answer-no', title: 'A record has more links than a rule allows' },
  'trace/senseless-rule': { severity: 'error', exit: 'answer-no', title: 'A coverage rule can mean nothing' },
  'trace/empty-rule': { severity: 'warning', exit: 'none', title: 'A coverage rule ranges over nothing' },
  'trace/unknown-rule': { severity: 'error', exit: 'invalid', title: 'A criterion names a coverage rule that does not exist' },
  'trace/empty-range': { severity: 'warning', exit: 'none', title: 'A range of requirements holds none' },
  'trace/too-many-links': { severity: 'warning', exit: 'none', title: 'Ranges stand for more links than are followed' },
  'trace/level-differs': { severity: 'warning', exit: 'none', title: 'A component needs one of a later level' },
  'trace/dangling-tag': { severity: 'error', exit: 'answer-no', title: 'A tag, a box or a commit names an id that does not exist' },
  'trace/section-absent': { severity: 'warning', exit: 'none', title: 'A cited section or id is not in the document' },
  'trace/lines-beyond-end': { severity: 'error', exit: 'answer-no', title: 'Cited lines lie beyond the end of the document' },
  'trace/lines-moved': { severity: 'info', exit: 'none', title: 'Cited lines stand at another place now' },
  'trace/unread-file': { severity: 'warning', exit: 'none', title: 'A file could not be searched for tags' },
  'trace/no-accountable': { severity: 'warning', exit: 'none', title: 'Nobody is accountable for a milestone' },
  'trace/view-cut': { severity: 'warning', exit: 'none', title: 'A view leaves something out, for there is too much of it' },
  'trace/risk-late': { severity: 'warning', exit: 'none', title: 'A risk leans on work that is late' },
  'trace/risk-review-due': { severity: 'warning', exit: 'none', title: 'The day on which a risk was to be looked at again is past' },
  // config: the environment of the process
  'config/invalid-environment': { severity: 'error', exit: 'invalid', title: 'An environment variable has a value that means nothing' },
  'config/unknown-environment': { severity: 'warning', exit: 'none', title: 'An environment variable of that name is not read' },
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
  'workspace/network-file-system': { severity: 'warning', exit: 'none', title: 'The workspace lies on a network file system' },
  'workspace/changed-underneath': { severity: 'error', exit: 'no-answer', title: 'A file changed while the command ran' },
  'workspace/would-overwrite': { severity: 'error', exit: 'answer-no', title: 'A file that must not be overwritten exists' },
  'workspace/stale-plan': { severity: 'error', exit: 'no-answer', title: 'The workspace changed after the plan was made' },
  'workspace/journal-open': { severity: 'error', exit: 'no-answer', title: 'A change was stopped half way' },
  'workspace/recovered': { severity: 'info', exit: 'none', title: 'A change that was stopped half way was finished or undone' },
  'workspace/recovery-conflict': { severity: 'error', exit: 'no-answer', title: 'A change can neither be finished nor undone' },
  'workspace/invalid-journal': { severity: 'error', exit: 'no-answer', title: 'A journal is not one of refractor' },
  // ci: the jobs that judge changes
  'ci/tool-unknown': { severity: 'warning', exit: 'none', title: 'The jobs do not say yet where they get the tool from' },
  // template: folders that init starts a workspace from
  'template/invalid': { severity: 'error', exit: 'invalid', title: 'A template cannot be used' },
  'template/placeholder': { severity: 'error', exit: 'invalid', title: 'A placeholder of a template stands where its value cannot go' },
  'git/unavailable': { severity: 'error', exit: 'no-answer', title: 'Git cannot answer' },
  'git/unknown-revision': { severity: 'error', exit: 'no-answer', title: 'A revision is not known to this clone' },
  'git/missing-history': { severity: 'error', exit: 'no-answer', title: 'This clone does not hold the history between two revisions' },
  'git/clock-behind': { severity: 'error', exit: 'no-answer', title: 'The clock of this machine is before the commit of base' },
  'git/unsafe-name': { severity: 'warning', exit: 'none', title: 'A revision holds names that are not read' },
  'git/case-collision': { severity: 'warning', exit: 'none', title: 'Names of a revision differ only in case' },
  'git/shallow-history': { severity: 'error', exit: 'no-answer', title: 'This clone does not tell who wrote some files' },
  'git/no-identity': { severity: 'error', exit: 'no-answer', title: 'Git does not know who is at work' },
  'git/not-committed': { severity: 'error', exit: 'no-answer', title: 'What was written is not committed' },
  'git/ignored': { severity: 'warning', exit: 'none', title: 'Git ignores what was recorded' },
  'git/not-tagged': { severity: 'error', exit: 'no-answer', title: 'A tag was not made' },
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
