import { waitProblem } from './waiting.ts'

/** A variable that refractor reads, or that it hands on to the programs it starts. */
export interface EnvironmentVariable {
  readonly name: string
  readonly summary: string
  /** What holds when it is not set, in words. */
  readonly otherwise: string
  /** What is wrong with a value. */
  readonly problem?: (value: string) => string | undefined
  /** Its value is nobody's business. */
  readonly secret?: true
}

const wordsOf =
  (...words: readonly string[]) =>
  (value: string): string | undefined =>
    value === '' || words.includes(value) ? undefined : `is none of ${words.join(', ')}`

const absolutePath = (value: string): string | undefined =>
  value === '' || value.startsWith('/') || /^(?:[A-Za-z]:)?[\\/]/.test(value) ? undefined : 'is not an absolute path'

const partOfIdentity = (value: string): string | undefined =>
  /[<>\r\n]/.test(value) ? 'has characters that cannot be part of an identity; they are left out' : undefined

/** Every variable of the environment that anything here depends on. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  { name: 'REFRACTOR_WAIT', summary: 'seconds to wait for other processes', otherwise: '5', problem: waitProblem },
  { name: 'REFRACTOR_TOOL', summary: 'the jobs for GitLab: where they get refractor from', otherwise: 'not set' },
  { name: 'REFRACTOR_COMMIT', summary: 'the jobs for GitLab: which commit of it', otherwise: 'not set' },
  { name: 'NO_COLOR', summary: 'anything: no colour', otherwise: 'colour on a terminal' },
  {
    name: 'FORCE_COLOR',
    summary: 'colour even without a terminal; 0 or false: none',
    otherwise: 'colour on a terminal',
    problem: wordsOf('0', '1', '2', '3', 'true', 'false'),
  },
  { name: 'TERM', summary: 'dumb: no colour', otherwise: 'not set' },
  { name: 'CI', summary: 'anything: nobody is asked', otherwise: 'a person on a terminal is asked' },
  { name: 'GITHUB_ACTIONS', summary: 'doctor looks at the runner', otherwise: 'no runner', problem: wordsOf('true', 'false') },
  { name: 'GITHUB_WORKSPACE', summary: 'what paths of annotations are relative to', otherwise: 'the workspace', problem: absolutePath },
  { name: 'GITHUB_STEP_SUMMARY', summary: '--format github: the file of the job summary', otherwise: 'no summary', problem: absolutePath },
  { name: 'GITHUB_SERVER_URL', summary: 'which host is a GitHub, for links in reports', otherwise: 'github.com' },
  { name: 'GITEA_ACTIONS', summary: 'anything: that host is a Gitea', otherwise: 'it is a GitHub' },
  { name: 'FORGEJO_ACTIONS', summary: 'the same', otherwise: 'it is a GitHub' },
  { name: 'CI_SERVER_URL', summary: 'which host is a GitLab, for links in reports', otherwise: 'gitlab.com' },
  { name: 'GITHUB_OUTPUT', summary: '--format github: the file that met=true goes to', otherwise: 'no output', problem: absolutePath },
  { name: 'GH_TOKEN', summary: 'gh, which --checks starts, logs in with it', otherwise: 'the login of gh', secret: true },
  { name: 'GITHUB_TOKEN', summary: 'the same', otherwise: 'the login of gh', secret: true },
  { name: 'GIT_AUTHOR_NAME', summary: 'who you are, before user.name', otherwise: 'user.name of git', problem: partOfIdentity },
  { name: 'GIT_AUTHOR_EMAIL', summary: 'who you are, before user.email', otherwise: 'user.email of git', problem: partOfIdentity },
  { name: 'GIT_CONFIG_GLOBAL', summary: 'the configuration of git for you', otherwise: '~/.gitconfig' },
  { name: 'GIT_CONFIG_SYSTEM', summary: 'the configuration of git for the machine', otherwise: '/etc/gitconfig' },
  { name: 'GIT_CONFIG_NOSYSTEM', summary: 'git reads no configuration of the machine', otherwise: 'git reads it' },
  { name: 'SSH_AUTH_SOCK', summary: 'ssh-keygen signs with keys of this agent', otherwise: 'keys in files only' },
  { name: 'PATH', summary: 'where git, ssh-keygen and gh are found', otherwise: 'nothing is found' },
  { name: 'HOME', summary: 'where git and ssh find their configuration', otherwise: 'the home of the user of the system' },
  { name: 'TMPDIR', summary: 'where files go for a moment', otherwise: '/tmp', problem: absolutePath },
]

/** Values that mean nothing. */
export function invalidVariables(env: Readonly<Record<string, string | undefined>>): { readonly name: string; readonly problem: string }[] {
  return environmentVariables.flatMap(({ name, problem }) => {
    const value = env[name]
    const said = value === undefined || value === '' ? undefined : problem?.(value)
    return said === undefined ? [] : [{ name, problem: `${name} (${JSON.stringify(value)}) ${said}` }]
  })
}

/** Names that look as if they were meant for refractor, and are read by nobody. */
export const unknownVariables = (env: Readonly<Record<string, string | undefined>>): string[] =>
  Object.keys(env)
    .filter((name) => /^REFRACTOR_/i.test(name) && !environmentVariables.some((one) => one.name === name))
    .sort()

/** Variables of git that could lead it to another repository, and are not handed on. */
export const withheldVariables = (env: Readonly<Record<string, string | undefined>>): string[] =>
  Object.keys(env)
    .filter((name) => /^GIT_/i.test(name) && !environmentVariables.some((one) => one.name === name.toUpperCase()))
    .sort()
