import type { CommandSpec } from './command-spec.ts'
import { commonOptions } from './common-options.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

type Words = ReadonlyMap<string, readonly string[]>

/** First words, and the second words of each. */
function wordsOf(commands: readonly CommandSpec[]): Words {
  const result = new Map<string, string[]>()
  for (const {
    words: [first, second],
  } of commands)
    result.set(first, [...(result.get(first) ?? []), ...(second === undefined ? [] : [second])])
  return result
}

const flags = (): string => [...new Set(commonOptions.flatMap((option) => option.flags.match(/--[\w-]+/g) ?? []))].join(' ')

function bash(words: Words): string {
  const cases = [...words].filter(([, verbs]) => verbs.length > 0).map(([noun, verbs]) => `    ${noun}) words="${verbs.join(' ')}" ;;`)
  return `# refractor completion for bash
_refractor() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words="${[...words.keys()].join(' ')}"
  if [ "$COMP_CWORD" -ge 2 ]; then
    words=""
    [ "$COMP_CWORD" -eq 2 ] && case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    esac
  fi
  case "$current" in -*) words="${flags()}" ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _refractor refractor`
}

function zsh(words: Words): string {
  return `#compdef refractor
autoload -U +X bashcompinit && bashcompinit
${bash(words)}`
}

function fish(words: Words): string {
  const nouns = [...words].map(([noun]) => `complete -c refractor -n __fish_use_subcommand -a ${noun}`)
  const verbs = [...words].flatMap(([noun, list]) =>
    list.length === 0 ? [] : [`complete -c refractor -n "__fish_seen_subcommand_from ${noun}" -a "${list.join(' ')}"`],
  )
  const options = flags()
    .split(' ')
    .map((flag) => `complete -c refractor -l ${flag.slice(2)}`)
  return ['# refractor completion for fish', ...nouns, ...verbs, ...options].join('\n')
}

/** The script that a shell reads at its start; made from the table of commands. */
export const completionScript = (shell: Shell, commands: readonly CommandSpec[]): string => ({ bash, zsh, fish })[shell](wordsOf(commands))
