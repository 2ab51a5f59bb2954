import type { LeafCheck } from '../schema/check.ts'
import type { Rule } from './suggest-context.ts'

type Command = LeafCheck & { readonly kind: 'command' }

/** Programs that plans name in code spans; a name of a module or a check looks the same otherwise. */
const programs = new Set(
  `actionlint alembic ansible ansible-playbook bash bazel biome black buf bun bundle bunx cargo clang-tidy cmake composer coverage ctest
  curl cypress dart dbt deno docker docker-compose dotnet elixir eslint flake8 flutter flyway gh git gitleaks glab go golangci-lint
  gradle grep hadolint hatch helm isort java javac jest jq just kubectl lake lerna lint-staged make markdownlint mise mix mkdocs mvn
  mypy next ninja node nox npm npx nx openssl pdm perl php phpstan phpunit pip pip-audit pipx playwright pnpm podman poetry pre-commit
  prettier psql pylint pyright pytest python python3 rails rake redis-cli rspec rubocop ruby ruff rustc sbt semgrep sh shellcheck sphinx-build
  sqlite3 stryker stylelint swift task terraform tofu tox trivy tsc tsx turbo twine ty uv uvx vite vitest wget xcodebuild yarn zig zsh`.split(
    /\s+/,
  ),
)
/** Programs that do their work without an argument. */
const alone = new Set(
  'biome cargo ctest eslint flake8 jest just make mix mvn mypy ninja nox phpstan phpunit pylint pyright pytest rake rspec rubocop tox tsc vitest yarn'.split(
    ' ',
  ),
)

/** True for the words of a code span that somebody can run: a known program, a script by its path, or anything with an option. */
function isCommand(words: readonly string[]): boolean {
  const [program = '', ...rest] = words
  if (/^\.\/[\w./-]*\w$|^[\w./-]+\/[\w.-]+\.(?:sh|py|[cm]?js|ts|rb|pl)$|^[\w-]+\.(?:sh|bat|ps1)$/.test(program)) return true
  if (programs.has(program)) return rest.length > 0 || alone.has(program)
  return /^[a-z][\w.-]*$/.test(program) && rest.some((word) => /^--?[a-z]/i.test(word))
}

const span = /`([\w.=@][\w./=@:+-]{1,80}(?: [\w./=@:+-]{1,80}){0,20})`/g
const ends =
  /^[\s–—:,-]{0,5}(?:(?:is|runs|command|still)\s)?(?:succeeds?\b|runs?\b|pass(?:es)?\b|exits?\b|works\b|completes?\b|builds?\b|returns?\s(?:0|zero|success)|finishes\b|clean\b|green\b|no\s(?:changes|errors|warnings|issues|output|findings)|without\s(?:errors?|warnings?)|all\s(?:pass|green)|ok\b|0\s(?:[\p{L}-]{1,20}\s)?(?:errors?|warnings?|issues|findings))(?!\s(?:only|when|if|unless|once)\b)/iu
const folder = /^\s(?:command\s)?(?:in|under|from|inside)\s(?:the\s)?`([\w.@-]{1,60}(?:\/[\w.@-]{1,60}){0,10})\/?`/

interface Span {
  readonly words: readonly string[]
  readonly before: string
  readonly after: string
}

const spansIn = (statement: string): Span[] =>
  [...statement.matchAll(span)].slice(0, 20).flatMap((match) => {
    const words = (match[1] as string).split(' ')
    const after = statement.slice(match.index + match[0].length)
    return isCommand(words) ? [{ words, before: statement.slice(0, match.index), after }] : []
  })

function asCheck({ words, after }: Span): Command {
  const cwd = folder.exec(after)?.[1]
  return { kind: 'command', argv: [...words], ...(cwd !== undefined && !cwd.split('/').includes('..') && { cwd }) }
}

/** Every command of a clause that tells to run them: "Run `make a` in `x` and `make b` in `y`". */
export function commandsToRun(statement: string): Command[] {
  return /^(?:run|execute)\s/i.test(statement) ? spansIn(statement).slice(0, 8).map(asCheck) : []
}

/** The program and arguments of a command that needs no shell. */
function plainArgv(command: string): string[] | undefined {
  const text = command.replace(/^\s*\$\s+/, '').trim()
  return /^[\w./=@:+,%-]+(?: +[\w./=@:+,%-]+)*$/.test(text) && text.length <= 1000 ? text.split(/ +/) : undefined
}

/** "`make build` succeeds", or the commands that the plan gives. */
export const suggestCommand: Rule = (statement, { commands = [] }): LeafCheck | undefined => {
  const said = spansIn(statement).find(({ before, after }) => ends.test(after) || /^(?:run|execute)\s*$/i.test(before))
  if (said) return asCheck(said)
  const argv = commands.length === 1 ? plainArgv(commands[0] as string) : undefined
  return argv === undefined ? undefined : { kind: 'command', argv }
}
