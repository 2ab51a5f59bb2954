import { locate, type Program } from '@refractor/core'
import { type ConfiguredValue, gitSettings } from '@refractor/workspace'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { environmentVariables, withheldVariables } from '../environment.ts'
import { environmentProblems } from '../environment-problems.ts'
import { programSettings } from '../settings.ts'

export interface ConfigShowOptions {
  readonly origin?: boolean
}

/** Where a value comes from. */
type Origin =
  | { readonly kind: 'file'; readonly file: string; readonly line: number; readonly column: number }
  | { readonly kind: 'default' | 'option' | 'environment' }
  | { readonly kind: 'git'; readonly scope: string; readonly file: string }

interface Setting {
  readonly key: string
  readonly value: unknown
  readonly from: string
  readonly origin: Origin
}

type File = Parameters<typeof locate>[0]

const byDefault = (key: string, value: unknown): Setting => ({ key, value, from: 'default', origin: { kind: 'default' } })

function inFile(key: string, value: unknown, loaded: File, path: readonly string[]): Setting {
  const { file, line, column } = locate(loaded, path.map((step) => `/${step}`).join(''))
  return { key, value, from: file, origin: { kind: 'file', file, line, column } }
}

/** What stands at a path of keys; undefined where it ends before. */
const valueAt = (record: object, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined),
    record,
  )

const shown = (value: unknown): unknown => (Array.isArray(value) ? value.join(', ') : value)

function settingsOf({ id, file, states }: Program): Setting[] {
  const { record } = file
  const rows = programSettings.map(({ key, otherwise }) => {
    const path = key.split('.')
    const value = valueAt(record, path)
    return value === undefined ? byDefault(`${id}.${key}`, otherwise) : inFile(`${id}.${key}`, shown(value), file.file, path)
  })
  const words = (['milestone', 'task'] as const).map((type) => {
    const [key, value] = [`${id}.states.${type}`, states[type].join(', ')]
    return record.states?.[type] === undefined ? byDefault(key, value) : inFile(key, value, file.file, ['states', type])
  })
  return [...words, ...rows]
}

function ofWorkspace({ root, snapshot }: WorkspaceContext): Setting[] {
  const { workspace, programs } = snapshot
  const own = workspace.record?.folders ?? {}
  const settings: Setting[] = [inFile('root', root, workspace, [])].map((one) => ({ ...one, from: 'the nearest refractor.yaml' }))
  for (const { id, folders, program } of programs) {
    for (const [name, value] of Object.entries(folders)) {
      const key = `${id}.folders.${name}`
      if (name === 'evidence' && program?.file.record.evidence !== undefined)
        settings.push(inFile(key, value, program.file.file, ['evidence']))
      else settings.push(name in own ? inFile(key, value, workspace, ['folders', name]) : byDefault(key, value))
    }
    if (program !== undefined) settings.push(...settingsOf(program))
  }
  return settings
}

const environment = ({ io, common }: WorkspaceContext): Setting[] => [
  ...environmentVariables.map(({ name, otherwise, secret }): Setting => {
    if (name === 'REFRACTOR_WAIT' && common.wait !== undefined)
      return { key: name, value: common.wait, from: '--wait', origin: { kind: 'option' } }
    const value = io.env[name]
    if (value === undefined) return byDefault(name, otherwise)
    return { key: name, value: secret ? 'set, not shown' : value, from: 'environment', origin: { kind: 'environment' } }
  }),
  ...withheldVariables(io.env).map((key): Setting => {
    return { key, value: 'not handed on to git', from: 'environment', origin: { kind: 'environment' } }
  }),
]

const ofGit = ({ key, value, scope, file }: ConfiguredValue): Setting => ({
  key: `git ${key}`,
  value,
  from: `${scope} configuration of git`,
  origin: { kind: 'git', scope, file },
})

function exactly(setting: Setting): Setting {
  const { origin } = setting
  if (origin.kind === 'file') return { ...setting, from: `${origin.file}:${origin.line}:${origin.column}` }
  return origin.kind === 'git' ? { ...setting, from: `${origin.file} (${origin.scope})` } : setting
}

/** The settings in force: a value, and the file that says so, or that it is the default. With --origin also the environment and git. */
export async function run(context: WorkspaceContext, _args: readonly string[], options: ConfigShowOptions): Promise<Answer> {
  const settings = ofWorkspace(context)
  const diagnostics = [...context.diagnostics, ...environmentProblems(context.io.env)]
  if (!options.origin) {
    const rows = settings.map(({ key, value, from }) => ({ key, value, from }))
    return { command: context.command, diagnostics, data: { settings: rows } }
  }
  const all = [...settings, ...environment(context), ...gitSettings(context.root).map(ofGit)].map(exactly)
  return { command: context.command, diagnostics, data: { settings: all } }
}
