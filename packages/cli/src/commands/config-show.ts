import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'

/** The settings in force: a value, and the file that says so, or that it is the default. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const { workspace, programs } = context.snapshot
  const folders = workspace.record?.folders ?? {}
  const settings: object[] = [{ key: 'root', value: context.root, from: 'the nearest refractor.yaml' }]
  const from = (said: boolean, file: string): string => (said ? file : 'default')
  for (const { id, folders: places, program } of programs) {
    const file = program?.file.file.source.path ?? workspace.source.path
    for (const [key, value] of Object.entries(places)) {
      const own = key === 'evidence' && program?.file.record.evidence !== undefined
      settings.push({ key: `${id}.folders.${key}`, value, from: own ? file : from(key in folders, workspace.source.path) })
    }
    if (program === undefined) continue
    const { states, rules } = program.file.record
    settings.push({
      key: `${id}.states.milestone`,
      value: program.states.milestone.join(', '),
      from: from(states?.milestone !== undefined, file),
    })
    settings.push({ key: `${id}.states.task`, value: program.states.task.join(', '), from: from(states?.task !== undefined, file) })
    settings.push({
      key: `${id}.rules.ownersBeforeStart`,
      value: rules?.ownersBeforeStart !== false,
      from: from(rules?.ownersBeforeStart !== undefined, file),
    })
    settings.push({
      key: `${id}.rules.acceptanceBeforeAccepted`,
      value: rules?.acceptanceBeforeAccepted !== false,
      from: from(rules?.acceptanceBeforeAccepted !== undefined, file),
    })
  }
  return { command: context.command, diagnostics: context.diagnostics, data: { settings } }
}
