import { z } from 'zod'
import { AuditEvent } from './audit-event.ts'
import { GatesFile } from './gate.ts'
import { PhaseFile } from './phase.ts'
import { ComponentsFile, DecisionsFile, ObservabilityFile, PlaybooksFile, RequirementsFile, RisksFile, TasksFile } from './plan-records.ts'
import { PolicyFile } from './policy.ts'
import { ProgramFile, WorkspaceFile } from './program.ts'
import { ApprovalRecord, ArchiveRecord, EvidenceRecord, FailedReview, ReviewRecord } from './records.ts'
import { ReopenedReview } from './review-history.ts'
import { SnapshotRecord } from './snapshot.ts'
import { TemplateFile } from './template.ts'
import { LinkReview } from './trace.ts'
import { WaiverRecord } from './waiver.ts'

/** Every kind of file that the tool reads, by the name that `refractor schema NAME` takes. */
export const schemas = {
  workspace: WorkspaceFile,
  program: ProgramFile,
  phase: PhaseFile,
  tasks: TasksFile,
  risks: RisksFile,
  requirements: RequirementsFile,
  components: ComponentsFile,
  playbooks: PlaybooksFile,
  gates: GatesFile,
  observability: ObservabilityFile,
  decisions: DecisionsFile,
  policy: PolicyFile,
  evidence: EvidenceRecord,
  approval: ApprovalRecord,
  archive: ArchiveRecord,
  review: ReviewRecord,
  'failed-review': FailedReview,
  'reopened-review': ReopenedReview,
  waiver: WaiverRecord,
  'link-review': LinkReview,
  audit: AuditEvent,
  snapshot: SnapshotRecord,
  template: TemplateFile,
} as const

export type SchemaName = keyof typeof schemas
export type RecordOf<N extends SchemaName> = z.infer<(typeof schemas)[N]>

/** The JSON Schema (draft-07, the one that YAML language servers read) of one kind of file. */
export function jsonSchema(name: SchemaName): Record<string, unknown> {
  const { $schema, $ref, definitions, ...body } = z.toJSONSchema(schemas[name], { target: 'draft-07', io: 'input' }) as Record<
    string,
    unknown
  > & {
    definitions?: Record<string, object>
  }
  // Editors show the description of the root only when the root is not a reference.
  const { [name]: root, ...others } = definitions ?? {}
  return { $schema, title: `refractor ${name}`, ...body, ...root, ...(Object.keys(others).length > 0 && { definitions: others }) }
}
