import type { WordTable } from './words.ts'
import { wordsIn } from './words-in.ts'

export const en: WordTable = {
  fields: {
    goals: wordsIn(`
      goal, goals, aim, aims, purpose, mission, intent, phase goal, phase objective, outcome, desired outcome, target outcome,
      business goal
    `),
    objectives: ['objective', 'objectives', 'learning objectives', 'goals and objectives', 'goals & objectives'],
    scope: wordsIn(`
      scope, in scope, scope of work, scope items, workstreams, focus areas, what gets built, what's included, features, key features,
      activities, key activities, what changes
    `),
    summary: wordsIn(`
      summary, overview, executive summary, description, introduction, context, background, abstract, project overview, about, tl;dr,
      tldr, scope note, why, motivation, vision, product vision, problem statement, problem
    `),
    deliverables: wordsIn(`
      deliverable, deliverables, deliveries, artifacts, artefacts, work products, key deliverables, deliverables & artifacts
    `),
    dependencies: wordsIn(`
      dependency, dependencies, depends on, depends, depends_on, dependent on, requires, blocked by, prerequisite, prerequisites,
      prereqs, prereq, preconditions, after
    `),
    exit: wordsIn(`
      exit, exit gate, exit gates, exit criteria, exit criterion, exit condition, exit conditions, gate, phase gate, gate criteria,
      go/no-go, go/no-go criteria, go / no-go, go/no-go gate, validation & governance, validation and governance, validation,
      validation criteria, completion criteria, phase exit criteria, phase complete when, milestone gate, review gate
    `),
    entry: wordsIn(`
      entry, entry gate, entry criteria, entry criterion, entry conditions, entrance, entrance criteria, entrance gate,
      definition of ready, start criteria
    `),
    acceptance: wordsIn(`
      acceptance, acceptance criteria, acceptance criterion, acceptance gate, acceptance tests, definition of done, dod, done when,
      done criteria, success criteria, success criterion, success, success metrics, success indicators, pass criteria,
      expected outcome, expected outcomes, expected result, expected results, uat, user acceptance, verification,
      verification criteria, success conditions, success criteria & verification, criteria
    `),
    quality: ['quality gate', 'quality gates', 'qa gate', 'qa gates', 'quality criteria', 'quality checks', 'quality requirements'],
    checkpoint: ['checkpoint', 'checkpoints', 'verification checkpoint', 'verification checkpoints', 'verification commands'],
    tasks: wordsIn(`
      task, tasks, to do, todo, todos, work, work items, action items, actions, technical tasks, implementation tasks, key tasks,
      task breakdown, task list, steps, implementation steps, subtasks, sub-tasks, backlog, action plan, wbs, work breakdown structure,
      work breakdown, tickets
    `),
    inputs: ['input', 'inputs', 'required inputs'],
    outputs: ['output', 'outputs', 'produces', 'results'],
    accountable: ['a', 'accountable', 'accountable role', 'responsible', 'dri'],
    supporting: ['s', 'supporting', 'supporting roles', 'support'],
    owner: wordsIn(`
      owner, owners, owned by, lead, assignee, assigned to, assigned, owner/role, primary owner, owner team, point of contact,
      task owner
    `),
    roles: ['role', 'roles', 'roles & responsibilities', 'roles and responsibilities', 'responsibilities', 'raci', 'raci matrix'],
    people: ['people', 'team', 'team members', 'stakeholders'],
    duration: wordsIn(`
      duration, target duration, estimated duration, time, time estimate, timebox, time box, length, expected duration, estimated time
    `),
    estimate: wordsIn(`
      estimate, estimates, estimated, effort, estimated effort, effort estimate, size, points, story points, estimation,
      estimated hours
    `),
    window: ['window', 'timeline', 'weeks', 'week', 'schedule', 'timeframe', 'time frame', 'period', 'dates'],
    due: wordsIn(`
      due, due date, deadline, target date, target, eta, end date, start date, completed, completion date, date, planned date,
      target release
    `),
    status: ['status', 'state', 'current status', 'current state', 'progress', 'project status'],
    priority: ['priority', 'prio', 'importance'],
    risks: wordsIn(`
      risk, risks, timeline risks, schedule risks, business risks, operational risks, resource risks, external risks, security risks,
      market risks, financial risks, high risk items, high-priority risks, risk considerations, risks identified, identified risks,
      top risks, risk log, new risks identified, risk register, risks & mitigations, risks and mitigations, risks & mitigation,
      risk assessment, risk management, risk mitigation, risks & mitigation strategies, risk analysis, key risks, risk matrix,
      risks and mitigation, risk mitigation strategies, potential risks, risks / trade-offs, risks/trade-offs, risks and trade-offs,
      risks & trade-offs
    `),
    'risk-map': wordsIn(`
      risk map, risk mapping, risk-to-task mapping, risk to task mapping, risk mitigation mapping, risk mitigation map, risk/task map,
      risk coverage, risk mitigation tasks
    `),
    impact: ['impact'],
    likelihood: ['likelihood', 'probability'],
    severity: ['severity'],
    mitigation: ['mitigation', 'mitigations', 'mitigation strategy', 'mitigation plan', 'mitigation measures', 'response'],
    contingency: wordsIn(`
      contingency, contingencies, contingency plan, contingency plans, fallback, fallback plan, rollback, rollback plan
    `),
    trigger: ['trigger', 'triggers'],
    category: ['category', 'type', 'area', 'component'],
    assumptions: ['assumption', 'assumptions', 'key assumptions'],
    constraints: wordsIn(`
      constraint, constraints, limitations, out of scope, non-goals, non goals, scope exclusions, not in scope,
      explicitly out of scope
    `),
    conventions: wordsIn(`
      conventions, rules, principles, guidelines, ground rules, working agreements, development principles, guiding principles,
      working rules, tracking, tracking & updates, tracking and updates, updates, governance, locked decisions, policies,
      design principles, core principles, invariants, global invariants, non-negotiable invariants, standing rules, house rules, working lists & folder usage, folder usage, non-negotiables, instructions, reporting rules,
      update policy
    `),
    requirements: ['requirement', 'requirements', 'functional requirements', 'requirement refs', 'requirements traceability'],
    validates: ['validates'],
    properties: ['property', 'properties', 'correctness properties'],
    components: ['component graph', 'components', 'dependency graph', 'equation dependencies', 'module dependencies', 'module structure'],
    sources: wordsIn(`
      source, sources, traceability, traceability index, appendix: traceability index, appendix: traceability, source index,
      source documents, source references, source refs, references, reference documents, related documents, related, links,
      document references
    `),
    questions: ['question', 'questions', 'open questions', 'open issues', 'unresolved questions', 'unknowns'],
    // "Action items" alone is the work of many plans.
    actions: ['meeting actions', 'meeting action', 'action items of meetings', 'action items from meetings'],
    decisions: ['decision', 'decisions', 'decision log', 'key decisions', 'decisions made'],
    metrics: wordsIn(`
      metrics, observability, observability & validation, observability and validation, monitoring & alerting, monitoring and alerting,
      metrics & alerts, metrics and alerts, kpis, kpi, key metrics, success kpis, observability metrics, key performance indicators
    `),
    alerts: ['alerts', 'alerting', 'alarms'],
    playbook: wordsIn(`
      playbook, playbooks, rollback & recovery, rollback & recovery playbooks, rollback and recovery playbooks, recovery playbooks,
      rollback playbooks, rollback and contingency, recovery playbook, runbooks, incident playbook, rollback playbook, runbook,
      rollback & contingency, rollback procedure, rollback steps, contingency playbook, rollback & contingency playbook,
      rollback and recovery, rollback/contingency
    `),
    manifest: wordsIn(`
      file manifest, manifest, files, files to create, file structure, project structure, directory structure, files created,
      key files, repository structure, systems/files, files to modify, files changed, file paths
    `),
    tiers: ['tiers', 'success tiers', 'success criteria tiers', 'tiered success criteria', 'levels of success'],
    commands: ['command', 'commands', 'run', 'test command'],
    expected: ['expected', 'expected output'],
    metadata: wordsIn(`
      metadata, document metadata, plan metadata, project metadata, document information, document control, project information,
      document info
    `),
    states: wordsIn(`
      milestone states, states, task states, status legend, legend, status values, status key, workflow states, status codes
    `),
    evidence: ['evidence', 'evidence indexing', 'evidence folder', 'evidence location', 'evidence path'],
    archive: ['archive', 'archiving', 'archive policy', 'archive rules'],
    notes: ['note', 'notes', 'remarks', 'comment', 'comments', 'implementation notes'],
    id: ['id', 'task id', 'identifier', 'ticket', 'ticket id'],
    title: ['title', 'name', 'task name'],
    detail: ['detail', 'details', 'technical details', 'approach', 'what'],
    phase: wordsIn(`
      phase, phases, stage, execution phases, implementation phases, development phases, project phases, delivery phases,
      phase breakdown, phase overview, phase plan, phased plan
    `),
    milestone: ['milestone', 'milestones', 'key milestones'],
  },
  columns: {
    id: wordsIn(`
      #, no, no., nr, wbs, wbs id, wp, key, ref, risk id, req id, requirement id, milestone id, phase id, work package id, p, issue id,
      item #
    `),
    title: wordsIn(`
      task, item, feature, activity, work package, work item, deliverable name, topic, action, subtask, story, user story,
      task description, title, name, theme, what to do
    `),
    detail: ['description', 'scope', 'summary', 'details', 'detail', 'focus', 'notes/description', 'what it does'],
    outputs: wordsIn(`
      primary deliverable, deliverable, deliverables, output, outputs, artifact, artifacts, evidence path,
      outputs/deliverables, deliverable(s)
    `),
    acceptance: wordsIn(`
      done when, acceptance, acceptance criteria, expected outcome, definition of done, exit criteria, success criteria, verification,
      exit gate, gate
    `),
    estimate: wordsIn(`
      points, effort, est., est, est. hours, estimated hours, hours, size, size (s/m/l), duration, estimated man-hours, estimate, days,
      time, estimated time, effort (days), effort (hours), estimated duration
    `),
    owner: wordsIn(`
      owner lane, owner/role, owner team, primary owner, role, who, team, owner, assignee, responsible, agent, lead
    `),
    due: ['target', 'target date', 'due', 'due date', 'date', 'deadline', 'eta', 'end', 'end date', 'planned end'],
    window: ['weeks', 'week', 'timeline', 'window', 'when', 'timeframe'],
    dependencies: wordsIn(`
      dependencies, depends on, depends_on, deps, prereqs, prerequisites, dependency, prerequisite task ids, blocked by, predecessors,
      predecessor, after
    `),
    trigger: wordsIn(`
      trigger, triggers, trigger for action, trigger condition, early warning, warning sign, warning signs, early warning signs
    `),
    severity: ['severity', 'risk rating', 'risk level', 'rating', 'risk score', 'score', 'level', 'exposure'],
    likelihood: ['likelihood', 'probability', 'prob', 'prob.', 'l', 'likelihood (1-5)'],
    impact: ['impact', 'i', 'impact (1-5)', 'consequence'],
    mitigation: wordsIn(`
      mitigation, strategy, plan, measures, mitigation strategy, mitigation plan, mitigations, response, countermeasure,
      mitigation/contingency, mitigation measures, action plan, early mitigation, mitigating actions, mitigating controls, controls,
      controls / mitigation, chosen controls / mitigation, existing controls, risk response, treatment, treatment plan, countermeasures
    `),
    risks: ['risk', 'risks', 'risk description', 'risk ref', 'threat'],
    roles: ['responsibility', 'core responsibilities', 'responsibilities'],
    sources: ['source', 'sources', 'source refs', 'source references', 'reference', 'references', 'source reference'],
    phase: ['phase', 'stage', 'sprint', 'epic'],
    milestone: ['milestone', 'milestone name'],
    category: ['category', 'type', 'area', 'component', 'module', 'workstream'],
    notes: ['notes', 'comments', 'remarks', 'comment', 'note', 'why it matters'],
    requirements: ['requirement', 'requirements', 'req', 'reqs'],
    metrics: ['metric', 'kpi', 'indicator'],
    questions: ['question'],
    decisions: ['decision'],
    actions: ['meeting action'],
  },
  containers: {
    phase: ['phase', 'stage'],
    milestone: ['milestone'],
    task: ['task', 'ticket', 'work item', 'card'],
    span: ['week', 'weeks', 'month', 'months', 'day', 'days', 'quarter'],
    group: ['sprint', 'epic', 'wave', 'iteration', 'work package', 'workstream', 'work stream', 'increment', 'stage gate'],
  },
  states: {
    open: wordsIn(`
      todo, to do, to-do, open, not started, pending, not yet started, ready, queued, new, backlog, unstarted, ☐, ⬜, ⚪, 🔴 not started,
      ⭕, 🔲, [ ]
    `),
    planned: ['planned', 'draft', 'scheduled', 'proposed', 'upcoming', 'future', '📋', '⏳', '🗓', '📅', 'next'],
    'in-progress': wordsIn(`
      in progress, in-progress, in_progress, wip, ongoing, started, active, current, doing, underway, partial, partially complete,
      partially done, mostly complete, almost done, 🔄, 🚧, 🟡, 🔵, ⬅ current, ⬅, 🏗, almost complete, in development, [-], [~], [/]
    `),
    done: wordsIn(`
      done, complete, completed, closed, finished, shipped, delivered, implemented, merged, resolved, achieved, ✅, ✔, ✓, ☑, 🟢, 🎉,
      released, passed, 100%, reached, met, [x]
    `),
    blocked: ['blocked', 'on hold', 'paused', 'waiting', 'stalled', '⛔', '🛑', '🔴', '⏸', '🚫'],
    skipped: wordsIn(`
      skipped, cancelled, canceled, deferred, dropped, superseded, deprecated, obsolete, removed, won't do, wontfix, postponed, ❌, ⏭,
      🗑
    `),
    'under-review': ['under review', 'in review', 'review', 'reviewing', '👀', '🔍', 'pending review'],
    accepted: ['accepted', 'approved', 'signed off'],
  },
}
