// The public API, listed by name: what it takes to script a review, and what the command line is made of.
export { applyPlan } from './apply-plan.ts'
export type { Chosen } from './choose.ts'
export { discover } from './discover.ts'
export type { EvidenceContext, EvidencePlanned, EvidenceRequest } from './evidence-types.ts'
export { gatherFacts } from './gather-facts.ts'
export { dirtyPaths, type GitResult, type Head, knownCommits, listFiles, readHead } from './git.ts'
export { type Judged, judgeProgram, reviewProgram } from './judge-program.ts'
export { type Locked, type LockOptions, withLock } from './lock.ts'
export {
  type CheckOptions,
  type GateCheck,
  type OpenedWorkspace,
  openWorkspace,
  type Workspace,
  type WorkspaceOptions,
} from './open-workspace.ts'
export { readCase } from './read-case.ts'
export { type DocumentsRead, readDocuments } from './read-documents.ts'
export { readIdentity } from './read-identity.ts'
export { readSnapshot } from './read-snapshot.ts'
export { readTemplate, type TemplateRead } from './read-template.ts'
export { readTexts } from './read-texts.ts'
export { recordEvidence } from './record-evidence.ts'
export { type RepositoryStatus, type RepositoryStatusRead, repositoryStatus } from './repository-status.ts'
export { type RunOptions, type RunPlanned, runCriterion, runKey } from './run-criterion.ts'
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
