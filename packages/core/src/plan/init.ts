import { idToFileName } from '../link/file-name.ts'
import { type FirstPhase, phaseText, programText } from './init-files.ts'
import type { Plan } from './plan.ts'
import { type Schemas, workspaceSteps, yamlStep } from './workspace-files.ts'

/** What a new workspace is made from. */
export interface InitAnswers {
  /** Id of the program. */
  readonly id: string
  readonly name: string
  /** Who holds the first role; without it the role is TBD. */
  readonly owner?: string
  /** Default: one phase, P0. Each depends on the one before. */
  readonly phases?: readonly FirstPhase[]
  /** JSON Schemas as text, by the name of the kind of file; written for editors. */
  readonly schemas: Schemas
  /** Text of files that are there already, by path. Only .gitignore and .gitattributes are added to; placeholders that exist stay. */
  readonly existing?: Readonly<Record<string, string>>
}

/** An empty but complete workspace: it validates clean, and its first gate says what to do. Existing files are never replaced. */
export function planInit(answers: InitAnswers): Plan {
  const { id, name, owner, schemas, existing = {} } = answers
  const phases = answers.phases?.length ? answers.phases : [{ id: 'P0', title: 'Start' }]
  const surroundings = workspaceSteps(schemas, existing)
  return {
    title: `make a workspace for ${name}`,
    event: { type: 'program.created', program: id },
    steps: [
      ...surroundings.first,
      yamlStep('specification/program.yaml', 'program', programText(id, name, owner), 'the program: name, roles, rules', schemas),
      ...phases.map((phase, index) =>
        yamlStep(
          `specification/phases/${idToFileName(phase.id)}.yaml`,
          'phase',
          phaseText(phase, index, phases[index - 1]),
          `phase ${phase.id}: a milestone, two tasks, an exit gate`,
          schemas,
        ),
      ),
      ...surroundings.last,
    ],
  }
}
