import type { TextBody } from '../reporter.ts'

const plan = async (): Promise<TextBody> => (await import('./plan.ts')).planText
const verbatim = async (): Promise<TextBody> => (await import('./verbatim.ts')).verbatimText
const lists = () => import('./lists.ts')

/** What each command prints below its findings; loaded only for the command that runs. No entry: the findings are all there is. */
export const textBodies: Readonly<Record<string, () => Promise<TextBody>>> = {
  status: async () => (await import('./status.ts')).statusText,
  next: async () => (await import('./next.ts')).nextText,
  show: async () => (await import('./show.ts')).showText,
  validate: async () => (await import('./validate.ts')).validateText,
  'gate check': async () => (await import('./gate-check.ts')).gateCheckText,
  'gate list': async () => (await lists()).gateListText,
  'gate explain': async () => (await import('./gate-explain.ts')).gateExplainText,
  'phase list': async () => (await lists()).phaseListText,
  'milestone list': async () => (await lists()).milestoneListText,
  'task list': async () => (await lists()).taskListText,
  'risk list': async () => (await lists()).riskListText,
  'evidence list': async () => (await lists()).evidenceListText,
  'evidence verify': async () => (await import('./evidence-verify.ts')).evidenceVerifyText,
  'checklist list': async () => (await lists()).checklistListText,
  'checklist check': async () => (await import('./checklist-check.ts')).checklistCheckText,
  'review run': async () => (await import('./review-run.ts')).reviewRunText,
  'config show': async () => (await lists()).configShowText,
  doctor: async () => (await import('./doctor.ts')).doctorText,
  init: plan,
  approve: plan,
  reject: plan,
  'task start': plan,
  'task done': plan,
  'task reopen': plan,
  'milestone start': plan,
  'milestone submit': plan,
  'milestone accept': plan,
  'milestone reopen': plan,
  'checklist new': plan,
  'checklist archive': plan,
  'evidence add': plan,
  'evidence run': async () => (await import('./evidence-run.ts')).evidenceRunText,
  'evidence export': verbatim,
  schema: verbatim,
  explain: verbatim,
  completion: verbatim,
}
