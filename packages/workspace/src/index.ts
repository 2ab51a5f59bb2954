// The public API, listed by name: what it takes to script a review, and what the command line is made of.
export { applyPlan } from './apply-plan.ts'
export { openAuditBase } from './audit-base.ts'
export { type AuditCheck, checkAudit, readAuditLog } from './audit-log.ts'
export type { Chosen } from './choose.ts'
export { type CommitMade, cannotCommit, commitFiles, lastCommitOf } from './commit-files.ts'
export type { Commit } from './commit-object.ts'
export { type ComparedState, type ComparedStates, compareStates, type StatesAsked, type StatesCompared } from './compare-states.ts'
export { discover, discoverJournal } from './discover.ts'
export type { EvidenceContext, EvidencePlanned, EvidenceRequest } from './evidence-types.ts'
export { type Extracted, extractSnapshot } from './extract-snapshot.ts'
export { type FaultHook, type FaultPoint, watchFaultPoints } from './fault-points.ts'
export type { FileTree, FolderNames, TreeEntry } from './file-tree.ts'
export { folderBasis } from './folder-basis.ts'
export { type ForgeRemote, forgeRemote, pageOfRemote } from './forge-remote.ts'
export { gatherCaseFacts } from './gather-case-facts.ts'
export { gatherFacts } from './gather-facts.ts'
export { dirtyPaths, type GitResult, type Head, knownCommits, listFiles, readHead } from './git.ts'
export { type GitConfigured, readGitConfig, setGitConfig } from './git-config.ts'
export { type ConfiguredValue, gitSettings } from './git-settings.ts'
export { ignoredPaths } from './ignored-paths.ts'
export type { JournalState } from './journal-names.ts'
export { auditOfChange, type ChangeContext, type JudgedProgramChange, judgeChange, toJudge } from './judge-change.ts'
export { judgeFiles } from './judge-files.ts'
export { type Judged, type JudgeProgramOptions, judgeProgram } from './judge-program.ts'
export { type Acquired, acquireLock, type HeldLock, type Locked, type LockOptions, withLock } from './lock.ts'
export { type DriverFiles, type DriverMarks, type FilesMerged, mergeFiles } from './merge-files.ts'
export { networkFileSystem, type PathProbe } from './network-file-system.ts'
export { openBrowser } from './open-browser.ts'
export { type ChangeOpened, type OpenedChange, openChange, type ProgramBetween, shortName } from './open-change.ts'
export { type OpenJournal, openJournal, transactionStamp } from './open-journal.ts'
export {
  type CheckOptions,
  type GateCheck,
  type OpenedWorkspace,
  openWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from './open-workspace.ts'
export { type HistoryStep, historySteps } from './past-states.ts'
export { type Baseline, type BaselineRead, readBaseline } from './read-baseline.ts'
export { readBranchedLog } from './read-branched-log.ts'
export { readCase } from './read-case.ts'
export { type Change, type ChangedPath, type ChangeRead, readChange, readCommits } from './read-change.ts'
export { askGitHub, type ChecksRead, readChecksFile } from './read-checks.ts'
export { type DocumentsRead, readDocuments } from './read-documents.ts'
export { type HistoryRead, type HistoryRequest, type RecordHistory, readHistory, type ToldEvent } from './read-history.ts'
export { readIdentity } from './read-identity.ts'
export { type PastReview, type ReviewHistory, readReviewHistory } from './read-review-history.ts'
export { type ReviewsRead, readReviewsFile } from './read-reviews.ts'
export {
  type PastProgram,
  readScheduleHistory,
  type ScheduleHistory,
  type ScheduleHistoryRead,
  type ScheduleHistoryRequest,
} from './read-schedule-history.ts'
export { readSnapshot } from './read-snapshot.ts'
export { readSnapshotTree, type SnapshotTreeRead, snapshotFacts, snapshotProblem } from './read-snapshots.ts'
export { readStateAt, type StateAt, type StateRead } from './read-state-at.ts'
export { readTemplate, type TemplateRead } from './read-template.ts'
export { readTexts } from './read-texts.ts'
export { allTraceSources, readTraceSources, type TraceSourcesRead, type WantedSources } from './read-trace-sources.ts'
export { type DrillRequest, recordDrill } from './record-drill.ts'
export { recordEvidence } from './record-evidence.ts'
export { type Recovered, type RecoverOptions, type Recovery, recover } from './recover.ts'
export { type GateThen, type RehearsalStep, type Rehearsed, rehearse } from './rehearse.ts'
export { repositoryName } from './repository-name.ts'
export { type RepositoryStatus, type RepositoryStatusRead, repositoryStatus } from './repository-status.ts'
export { type RevisionResolved, resolveRevision } from './resolve-revision.ts'
export { type PlannedRestore, type RestoredFile, type RestoreRequest, restoreSnapshot } from './restore-snapshot.ts'
export { type ReviewWritten, reviewWritten } from './review-files.ts'
export { reviewProgram } from './review-program.ts'
export type { RevisionFile } from './revision-files.ts'
export { openRevision, type RevisionOpened, type RevisionOptions, type RevisionTree } from './revision-tree.ts'
export { type RunOptions, type RunPlanned, runCriterion, runKey } from './run-criterion.ts'
export { type PageServer, type Served, type ServedPage, servePage } from './serve-page.ts'
export { type SigningRequest, signPlan } from './sign-plan.ts'
export { contentDigest, readWorkTree, type SnapshotEntry, type WorkTreeRead } from './snapshot-content.ts'
export { absentSnapshot, keepSnapshot, keptSnapshots } from './snapshot-objects.ts'
export { namespaces, signText } from './ssh-keygen.ts'
export { cannotTag, type TagMade, tagCommit } from './tag-commit.ts'
export { keepSnapshots, type TakenSnapshot, type TakeSnapshotRequest, takeSnapshot } from './take-snapshot.ts'
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
export { untilStopped } from './until-stopped.ts'
export { type FileWatch, type WatchOptions, type WatchState, watchFiles } from './watch-files.ts'
export { type WatchedFolder, watchedFolders } from './watched-folders.ts'
export { whyNotReadable } from './why-not-readable.ts'
export { workTree } from './work-tree.ts'
