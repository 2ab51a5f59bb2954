// The public API, listed by name: what it takes to script a review, and what the command line is made of.
export { applyPlan } from './apply-plan.ts'
export { openAuditBase } from './audit-base.ts'
export { type AuditCheck, checkAudit, readAuditLog } from './audit-log.ts'
export type { Chosen } from './choose.ts'
export type { Commit } from './commit-object.ts'
export { type ComparedState, type ComparedStates, compareStates, type StatesAsked, type StatesCompared } from './compare-states.ts'
export { discover } from './discover.ts'
export type { EvidenceContext, EvidencePlanned, EvidenceRequest } from './evidence-types.ts'
export type { FileTree, FolderNames, TreeEntry } from './file-tree.ts'
export { gatherCaseFacts } from './gather-case-facts.ts'
export { gatherFacts } from './gather-facts.ts'
export { dirtyPaths, type GitResult, type Head, knownCommits, listFiles, readHead } from './git.ts'
export { auditOfChange, type ChangeContext, type JudgedProgramChange, judgeChange, toJudge } from './judge-change.ts'
export { judgeFiles } from './judge-files.ts'
export { type Judged, type JudgeProgramOptions, judgeProgram } from './judge-program.ts'
export { type Locked, type LockOptions, withLock } from './lock.ts'
export { type ChangeOpened, type OpenedChange, openChange, type ProgramBetween, shortName } from './open-change.ts'
export {
  type CheckOptions,
  type GateCheck,
  type OpenedWorkspace,
  openWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from './open-workspace.ts'
export { readCase } from './read-case.ts'
export { type Change, type ChangedPath, type ChangeRead, readChange, readCommits } from './read-change.ts'
export { askGitHub, type ChecksRead, readChecksFile } from './read-checks.ts'
export { type DocumentsRead, readDocuments } from './read-documents.ts'
export { type HistoryRead, type HistoryRequest, type RecordHistory, readHistory, type ToldEvent } from './read-history.ts'
export { readIdentity } from './read-identity.ts'
export { type ReviewsRead, readReviewsFile } from './read-reviews.ts'
export { readSnapshot } from './read-snapshot.ts'
export { readStateAt, type StateAt, type StateRead } from './read-state-at.ts'
export { readTemplate, type TemplateRead } from './read-template.ts'
export { readTexts } from './read-texts.ts'
export { allTraceSources, readTraceSources, type TraceSourcesRead, type WantedSources } from './read-trace-sources.ts'
export { recordEvidence } from './record-evidence.ts'
export { repositoryName } from './repository-name.ts'
export { type RepositoryStatus, type RepositoryStatusRead, repositoryStatus } from './repository-status.ts'
export { type RevisionResolved, resolveRevision } from './resolve-revision.ts'
export { reviewProgram } from './review-program.ts'
export type { RevisionFile } from './revision-files.ts'
export { openRevision, type RevisionOpened, type RevisionOptions, type RevisionTree } from './revision-tree.ts'
export { type RunOptions, type RunPlanned, runCriterion, runKey } from './run-criterion.ts'
export { type SigningRequest, signPlan } from './sign-plan.ts'
export { namespaces, signText } from './ssh-keygen.ts'
export { treeOfCommit } from './tree-of-commit.ts'
export type {
  Applied,
  ApplyOptions,
  CaseRead,
  Discovery,
  Effects,
  FactsContext,
  GatheredFacts,
  Identity,
  ProgramSnapshot,
  ReadOptions,
  Snapshot,
} from './types.ts'
export { workTree } from './work-tree.ts'
