// The public API, listed by name. Heavy parts (zod, yaml) are reached through @refractor/core/load and /schema.
export { type AuditEntry, type AuditLog, auditFolder, type BrokenEvent } from './audit/audit-log.ts'
export { auditedPaths, type FileDigests, isAudited } from './audit/check-files.ts'
export { type ConcurrentStates, concurrentStates, mayBeConcurrent, stateIn } from './audit/concurrent-states.ts'
export { type EventFilter, eventsThat, lifeOfGate } from './audit/life.ts'
export { type AuditTip, type EventLinks, type EventParts, newEvent, tipsOf } from './audit/new-event.ts'
export { type EventSchema, linksOf, readEvent } from './audit/read-event.ts'
export { type AuditBase, type AuditOptions, type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { comparePrograms, type ProgramSide } from './compare/compare-programs.ts'
export type {
  CaseChange,
  CriterionMove,
  FieldChange,
  FieldKind,
  FileMove,
  GateChange,
  LinkChange,
  LinkNowSuspect,
  Move,
  ProgramDifference,
  RecordChange,
} from './compare/compare-types.ts'
export type {
  ChangedFile,
  HistoryCommit,
  InitialState,
  PlaceChange,
  RecordEvent,
  RecordPast,
} from './compare/history-types.ts'
export { uncommitted } from './compare/record-event.ts'
export { recordPast } from './compare/record-history.ts'
export { mayHold, type SpecificationFile, specificationFile, specificationFiles } from './compare/record-places.ts'
export { type ReadYaml, type RecordLooks, recordLooks } from './compare/record-sight.ts'
export type { RecordVersion, Within } from './compare/record-version.ts'
export { type FileVersion, renamedId } from './compare/renamed-id.ts'
export { pathBelow, specificationFolders } from './compare/specification-folders.ts'
export { workspaceChanges } from './compare/workspace-changes.ts'
export { type CatalogEntry, catalog, type DiagnosticCode, diagnostic, type ExitClass } from './diagnostics/catalog.ts'
export type { Diagnostic, Location, RelatedLocation, Severity } from './diagnostics/diagnostic.ts'
export { nearest } from './diagnostics/nearest.ts'
export { sortDiagnostics } from './diagnostics/order.ts'
export { parseMetrics } from './evidence/coverage-report.ts'
export { withKnownTags } from './evidence/known-tags.ts'
export { mergeTests } from './evidence/merge-tests.ts'
export { formatRecord, newRecord, type RecordParts, recordFolder, recordName } from './evidence/new-record.ts'
export { parseReport, type ReportReading } from './evidence/report.ts'
export { metricProblem } from './evidence/reports/metrics-file.ts'
export type { MetricReading, MetricValue, TestReading, TestTotals } from './evidence/reports/reading.ts'
export { findSecrets, redact, redaction, redactSpans, type SecretFinding, type SecretSpan, secretSpans } from './evidence/secrets.ts'
export { type InTotoStatement, type ResourceDescriptor, toStatement } from './evidence/statement.ts'
export { parseTestReport } from './evidence/test-report.ts'
export type {
  ArchivedChecklist,
  Case,
  ChangeFacts,
  ChecklistFile,
  Facts,
  FactsNeeded,
  FileFact,
  ForgeCheck,
  InputsFact,
  Proof,
  RecordFile,
  SnapshotFact,
  VcsAnswer,
  VcsQuestion,
} from './gates/case.ts'
export { inputsKey, vcsKey } from './gates/case.ts'
export { clockBehind } from './gates/change/clock-behind.ts'
export { type ChangeOfJudge, checkJudge, type Judge, type Judges } from './gates/change/governance.ts'
export { policyDecisions } from './gates/change/governance-approval.ts'
export {
  type ChangeToJudge,
  changeNeeds,
  changeToJudge,
  dueInChange,
  type JudgedChange,
  judgeAcross,
  type TwoRevisions,
  unmetByHead,
} from './gates/change/judge-across.ts'
export { type JudgeDifference, type JudgeFiles, judgeDigest } from './gates/change/judge-parts.ts'
export { type CheckedCommits, type CheckedMessage, checkCommits, type MessagesToCheck } from './gates/commits/check-commits.ts'
export { commitRules } from './gates/commits/rules.ts'
export { rollback, sameScenario, scenariosOf, secondsInWords } from './gates/criteria/drill.ts'
export { type DecisionStanding, decisionStandings } from './gates/decision-standing.ts'
export { commitsOf, evidenceNeeded, recordsNeeded } from './gates/evidence-needed.ts'
export { type CriterionExplanation, explainGate, type GateExplanation } from './gates/explain.ts'
export { type ForgeChecksRead, readForgeChecks } from './gates/forge-checks.ts'
export { type ChangeReviewed, type ForgeDecisions, forgeDecisions } from './gates/forge-decisions.ts'
export { type ForgeReview, type ForgeReviewsRead, readForgeReviews } from './gates/forge-reviews.ts'
export { type Identity as PersonIdentity, identityOf } from './gates/identity.ts'
export { clockSkew, durationOf, instantOf } from './gates/instant.ts'
export { type Judgements, type JudgeOptions, judgeGates } from './gates/judge.ts'
export { type ChangeToMerge, type MergeGates, mergeGates, type PickedGate, type ProgramOfChange } from './gates/merge-gates.ts'
export { asMoved } from './gates/moved-evidence.ts'
export { isOpenAction, isOverdue, overdueActions } from './gates/overdue.ts'
export { dueGates, type PhaseState, phaseState } from './gates/phase-state.ts'
export { isForeign, namesRepository, repositoryOf } from './gates/repository.ts'
export type { Counts, CriterionResult, EvidenceUse, Finding, GateResult, Outcome, Reason, Verdict } from './gates/result.ts'
export { reviewOf } from './gates/review-of.ts'
export { drillStanding, runStanding } from './gates/run-standing.ts'
export { type NeededStep, type Simulation, type Supposed, simulateGate } from './gates/simulate.ts'
export {
  fetchSnapshots,
  isSnapshotGate,
  pipelineGates,
  type SnapshotFile,
  snapshotPath,
  snapshotRefs,
  snapshotsFolder,
  snapshotsOf,
} from './gates/snapshots/snapshot-files.ts'
export { recordsFor } from './gates/speaks-for.ts'
export { suggestedPlaybooks, suggestOf } from './gates/suggested-playbooks.ts'
export { linkReviewProofs } from './gates/suspects/link-reviews.ts'
export { foundationNow } from './gates/suspects/remembered.ts'
export { type LinkStanding, linkStanding } from './gates/suspects/suspects-of.ts'
export { type TraceReport, traceReport } from './gates/trace-report.ts'
export { isSatisfied, verdictOf } from './gates/verdict.ts'
export { verdictPayload } from './gates/verdict-file.ts'
export { type RecordCheck, verifyRecords } from './gates/verify-records.ts'
export { isInForce, requesterOf, type Waiver, type WaiverState, waiversOf } from './gates/waivers/waiver-standing.ts'
export { daysUntil, timestampOf } from './gates/waivers/waiver-time.ts'
export { type Blocker, explainWhy, type Why, type WhyType, whyTypes } from './gates/why.ts'
export { type Leaf, leavesOf } from './link/checks-of.ts'
export { command, shellWord } from './link/command-line.ts'
export type { CommitText } from './link/commit-text.ts'
export { fileNameToId, idToFileName } from './link/file-name.ts'
export { type Found, findRecords, knownIds, qualifiedId, type RecordType } from './link/find.ts'
export { type LinkInput, linkProgram } from './link/link-program.ts'
export { isGlob } from './link/path-pattern.ts'
export type * from './link/program-types.ts'
export { locationOfEntry } from './link/program-types.ts'
export { recordTypes } from './link/record-types.ts'
export { type ResolvedRecord, resolveRecord } from './link/resolve-record.ts'
export { isAssigned, stateWord, wordOf } from './link/state.ts'
export type { Box, Checklist } from './load/checklist-types.ts'
export { canonicalJson, digestOf, sha256Hex, sha256OfBytes } from './load/digest.ts'
export { envelopeOf, type OpenedEnvelope, openEnvelope, preAuthentication, type SignedPayload } from './load/dsse.ts'
export { matcher, mayReachInto } from './load/glob.ts'
export { type Loaded, type LoadedShard, locate, type Positions, pointer } from './load/loaded.ts'
export { optionalFiles, type ProgramFiles, type SplitName, splitFiles } from './load/program-files.ts'
export { lineStarts, locationOf, pointAt, type SourceFile } from './load/source.ts'
export { type AcceptedCheck, type AcceptTarget, type Filling, planAcceptChecks } from './plan/accept-check.ts'
export { type ApprovalRequest, approvalFactsNeeded, planApproval } from './plan/approval.ts'
export { planArchive } from './plan/archive.ts'
export { reviewPath } from './plan/archive-name.ts'
export { boundTo } from './plan/bound-to.ts'
export { checkChecklists } from './plan/check-checklists.ts'
export { secretsIn } from './plan/checklist-secrets.ts'
export { type ClearedLink, type ClearRequest, type PlannedClearing, planClearLinks } from './plan/clear-links.ts'
export { planFailedReview } from './plan/failed-review.ts'
export { type InitAnswers, isSample, planInit } from './plan/init.ts'
export { type LineCounts, lineCounts } from './plan/line-counts.ts'
export { mergeDriverName, withMergeDriver } from './plan/merge-driver.ts'
export { planMilestoneState } from './plan/milestone-state.ts'
export { planNewChecklist } from './plan/new-checklist.ts'
export { type AuditDraft, type Basis, type Plan, type Planned, pathsOf, type Stamp, type Step } from './plan/plan.ts'
export { planReopen } from './plan/reopen.ts'
export {
  planRestore,
  type RestoreChange,
  type RestoreChanges,
  type RestoreFile,
  type RestoreSides,
  restoreChanges,
} from './plan/restore.ts'
export { type PlannedReview, planReview, type ReviewContext } from './plan/review.ts'
export type { JudgeOfReview } from './plan/review-acceptances.ts'
export { deliverablePaths, type PlanFile, planPatterns } from './plan/review-baseline.ts'
export { historyFolder, historyPath } from './plan/review-history.ts'
export { type ClosedReview, reviewCommitMessage, reviewTagMessage } from './plan/review-message.ts'
export { concessionsOf, type ReviewReport } from './plan/review-report.ts'
export { planRevocation, type RevocationRequest } from './plan/revocation.ts'
export {
  type PlannedSnapshot,
  planSnapshot,
  type SnapshotContent,
  type SnapshotRequest,
  snapshotRecord,
  snapshotStep,
  unknownSnapshotGates,
} from './plan/snapshot.ts'
export { planTaskState } from './plan/task-state.ts'
export { planTemplate, refusedFiles, schemaOf } from './plan/template.ts'
export { type Filled, fillTemplate, type Template } from './plan/template-fill.ts'
export { missingValues, templateValues, valueProblem } from './plan/template-values.ts'
export { planTicks } from './plan/ticks.ts'
export { unsignedReview } from './plan/unsigned-review.ts'
export { planWaiverDecision, type WaiverDecision } from './plan/waiver-decision.ts'
export { type PlannedWaiver, planWaiver, type WaiverRequest } from './plan/waiver-request.ts'
export { exitCodeFor, worst } from './report/exit-code.ts'
export type { ExitCode, Report } from './report/report.ts'
export { type VerdictParts, type VerdictStatement, verdictStatement } from './report/verdict-statement.ts'
export { checkRules } from './rules/index.ts'
export type { Surroundings } from './rules/rule.ts'
export type { AuditEvent } from './schema/audit-event.ts'
export type { Playbook } from './schema/plan-records.ts'
export type { Authority, MergeRule, PolicyFile } from './schema/policy.ts'
export type { ApprovalRecord, ArchiveRecord, EvidenceRecord, FailedReview, ReviewRecord } from './schema/records.ts'
export type { RecordOf, SchemaName } from './schema/registry.ts'
export { isRepoPath } from './schema/repo-path.ts'
export type { ReopenedReview } from './schema/review-history.ts'
export type { SnapshotRecord } from './schema/snapshot.ts'
export type { Placeholder, TemplateFile } from './schema/template.ts'
export type { Relation, TraceType } from './schema/trace.ts'
export type { WaiverRecord } from './schema/waiver.ts'
export { boxReferences } from './trace/box-references.ts'
export { buildGraph } from './trace/build-graph.ts'
export { checkCitations } from './trace/check-citations.ts'
export { checkTraceRules } from './trace/check-rules.ts'
export { type TagIds, tagFinder } from './trace/code-tags.ts'
export { type RuleCoverage, ruleCoverage } from './trace/coverage.ts'
export { danglingTags } from './trace/dangling-tags.ts'
export { type Drawing, type DrawingChoice, drawingOf, summaryOfDrawing } from './trace/drawing.ts'
export { type DueDate, dueDateOf } from './trace/due-date.ts'
export { checkLevels, type Levels, levelsOf, programLevels } from './trace/levels.ts'
export type { LinkMemory, LinkState, NamedLink } from './trace/link-memory.ts'
export { gapsOf, type Matrix, type MatrixHead, traceMatrix, transposed } from './trace/matrix.ts'
export { linkedTypes } from './trace/matrix-pairs.ts'
export { emptyText, gapsIn, legendOf, signOf, summaryOfMatrix } from './trace/matrix-words.ts'
export { citesDocuments, type Meaning, type MeaningOf } from './trace/meaning.ts'
export { type DatedCommit, namingCommits } from './trace/naming-commits.ts'
export { orphans } from './trace/orphans.ts'
export { checkAccountable, raciChart } from './trace/raci.ts'
export type { Rank } from './trace/rating-words.ts'
export { recordReferences, taggedResults } from './trace/record-references.ts'
export { type RelationCoverage, relationCoverage } from './trace/relation-coverage.ts'
export { type RelationWords, relations, relationWords, traceTypes } from './trace/relations.ts'
export { checkRiskDates } from './trace/risk-dates.ts'
export { type RiskMatrix, type RiskMatrixCell, riskMatrix } from './trace/risk-matrix.ts'
export { rankNames, type SeverityLevel } from './trace/risk-rating.ts'
export { type RegisteredRisk, type RiskOrder, type RiskTask, riskOrders, riskRegister, sortRisks } from './trace/risk-register.ts'
export type { RiskState } from './trace/risk-state.ts'
export { referenceReader } from './trace/source-reference.ts'
export type { SuspectLink, Suspects } from './trace/suspects.ts'
export { idsElsewhere, traceIds } from './trace/trace-ids.ts'
export { type CoverageRule, ruleInWords, type TraceDemand, traceRules } from './trace/trace-rules.ts'
export { type TraceDirection, type TraceStep, traceTree } from './trace/trace-tree.ts'
export type {
  BoxReference,
  CodeTag,
  DanglingLink,
  NamingCommit,
  RecordReference,
  SourceDocument,
  TaggedResult,
  TraceGraph,
  TraceKey,
  TraceLink,
  TraceNode,
  TraceSources,
} from './trace/trace-types.ts'
export { traceKey, typeOfKey } from './trace/trace-types.ts'
export { manyOf, typeNamed } from './trace/type-words.ts'
