// The public API, listed by name. Heavy parts (zod, yaml) are reached through @refractor/core/load and /schema.
export { type AuditEntry, type AuditLog, auditFolder, type BrokenEvent } from './audit/audit-log.ts'
export { auditedPaths, type FileDigests, isAudited } from './audit/check-files.ts'
export { type EventFilter, eventsThat, lifeOfGate } from './audit/life.ts'
export { type AuditTip, type EventLinks, type EventParts, newEvent, tipsOf } from './audit/new-event.ts'
export { type EventSchema, linksOf, readEvent } from './audit/read-event.ts'
export { type AuditBase, type AuditOptions, type AuditVerification, verifyAudit } from './audit/verify-audit.ts'
export { type CatalogEntry, catalog, type DiagnosticCode, diagnostic, type ExitClass } from './diagnostics/catalog.ts'
export type { Diagnostic, Location, RelatedLocation, Severity } from './diagnostics/diagnostic.ts'
export { nearest } from './diagnostics/nearest.ts'
export { sortDiagnostics } from './diagnostics/order.ts'
export { parseMetrics } from './evidence/coverage-report.ts'
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
export type { CommitText } from './gates/commits/commit-text.ts'
export { commitsOf, evidenceNeeded, recordsNeeded } from './gates/evidence-needed.ts'
export { type CriterionExplanation, explainGate, type GateExplanation } from './gates/explain.ts'
export { type ForgeChecksRead, readForgeChecks } from './gates/forge-checks.ts'
export { type ChangeReviewed, type ForgeDecisions, forgeDecisions } from './gates/forge-decisions.ts'
export { type ForgeReview, type ForgeReviewsRead, readForgeReviews } from './gates/forge-reviews.ts'
export { type Identity as PersonIdentity, identityOf } from './gates/identity.ts'
export { durationOf, instantOf } from './gates/instant.ts'
export { type Judgements, type JudgeOptions, judgeGates } from './gates/judge.ts'
export { type ChangeToMerge, type MergeGates, mergeGates, type PickedGate, type ProgramOfChange } from './gates/merge-gates.ts'
export { dueGates, type PhaseState, phaseState } from './gates/phase-state.ts'
export { isForeign, namesRepository, repositoryOf } from './gates/repository.ts'
export type { Counts, CriterionResult, EvidenceUse, Finding, GateResult, Outcome, Reason, Verdict } from './gates/result.ts'
export { type NeededStep, type Simulation, type Supposed, simulateGate } from './gates/simulate.ts'
export { recordsFor } from './gates/speaks-for.ts'
export { isSatisfied, verdictOf } from './gates/verdict.ts'
export { verdictPayload } from './gates/verdict-file.ts'
export { type RecordCheck, verifyRecords } from './gates/verify-records.ts'
export { isInForce, requesterOf, type Waiver, type WaiverState, waiversOf } from './gates/waivers/waiver-standing.ts'
export { daysUntil, timestampOf } from './gates/waivers/waiver-time.ts'
export { type Leaf, leavesOf } from './link/checks-of.ts'
export { command, shellWord } from './link/command-line.ts'
export { fileNameToId, idToFileName } from './link/file-name.ts'
export { type Found, findRecords, knownIds, qualifiedId, type RecordType } from './link/find.ts'
export { type LinkInput, linkProgram } from './link/link-program.ts'
export { isGlob } from './link/path-pattern.ts'
export type * from './link/program-types.ts'
export { locationOfEntry } from './link/program-types.ts'
export { recordTypes } from './link/record-types.ts'
export { isAssigned, stateWord } from './link/state.ts'
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
export { boundTo } from './plan/bound-to.ts'
export { checkChecklists } from './plan/check-checklists.ts'
export { secretsIn } from './plan/checklist-secrets.ts'
export { type InitAnswers, planInit } from './plan/init.ts'
export { planMilestoneState } from './plan/milestone-state.ts'
export { planNewChecklist } from './plan/new-checklist.ts'
export { type AuditDraft, type Plan, type Planned, pathsOf, type Stamp, type Step } from './plan/plan.ts'
export { type JudgeOfReview, type PlannedReview, planReview } from './plan/review.ts'
export { planRevocation, type RevocationRequest } from './plan/revocation.ts'
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
export type { Authority, MergeRule, PolicyFile } from './schema/policy.ts'
export type { ApprovalRecord, ArchiveRecord, EvidenceRecord, ReviewRecord } from './schema/records.ts'
export type { RecordOf, SchemaName } from './schema/registry.ts'
export { isRepoPath } from './schema/repo-path.ts'
export type { Placeholder, TemplateFile } from './schema/template.ts'
export type { WaiverRecord } from './schema/waiver.ts'
