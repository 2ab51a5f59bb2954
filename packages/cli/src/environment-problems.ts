import { type Diagnostic, diagnostic, nearest } from '@refractor/core'
import { environmentVariables, invalidVariables, unknownVariables } from './environment.ts'

type Environment = Readonly<Record<string, string | undefined>>

const invalid = ({ name, problem }: { readonly name: string; readonly problem: string }): Diagnostic => {
  const { summary, otherwise } = environmentVariables.find((one) => one.name === name) ?? { summary: '', otherwise: '' }
  return diagnostic('config/invalid-environment', problem, {
    help: `unset ${name}, or set it right (${summary}; without it: ${otherwise})`,
  })
}

/** What is wrong with the variables that only refractor reads: no command that works on a workspace runs with them. */
export const ownProblems = (env: Environment): Diagnostic[] =>
  invalidVariables(env)
    .filter(({ name }) => name.startsWith('REFRACTOR_'))
    .map(invalid)

/** Everything that is wrong with the environment, or that nobody reads. */
export function environmentProblems(env: Environment): Diagnostic[] {
  const names = environmentVariables.map((one) => one.name).filter((name) => name.startsWith('REFRACTOR_'))
  const unknown = unknownVariables(env).map((name) => {
    const close = nearest(name.toUpperCase(), names)
    return diagnostic('config/unknown-environment', `nothing reads ${name}`, {
      help: close.length > 0 ? `did you mean ${close.join(' or ')}?` : `refractor reads ${names.join(', ')}`,
      expected: close,
    })
  })
  return [...invalidVariables(env).map(invalid), ...unknown]
}
