import { idToFileName } from '../link/file-name.ts'
import type { ProgramFiles } from '../load/program-files.ts'
import type { SourceFile } from '../load/source.ts'
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

const firstPhase: FirstPhase = { id: 'P0', title: 'Start' }

/** The text without what editors and git add to it. */
const bareText = ({ text }: SourceFile): string => text.replace(/\r\n/g, '\n').replace(/^# yaml-language-server:.*\n/, '')

/** True while a plan is word for word the sample that `init` writes, so that nobody loses anything when it goes. Policy is no part of it. */
export function isSample({ program, phases, policy: _, ...others }: ProgramFiles): boolean {
  const [phase, ...more] = phases
  const { id, name, roles } = program?.record ?? {}
  if (program === undefined || phase === undefined || more.length > 0 || id === undefined || name === undefined) return false
  const { parts = {}, ...files } = others
  if ([...Object.values(files), ...Object.values(parts).flat()].some((one) => one !== undefined)) return false
  return (
    bareText(program.source) === programText(id, name, roles?.[0]?.owner) && bareText(phase.source) === phaseText(firstPhase, 0, undefined)
  )
}

/** An empty but complete workspace: it validates clean, and its first gate says what to do. Existing files are never replaced. */
export function planInit(answers: InitAnswers): Plan {
  const { id, name, owner, schemas, existing = {} } = answers
  const phases = answers.phases?.length ? answers.phases : [firstPhase]
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
