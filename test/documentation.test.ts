import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readWords } from '@refractor/core/import'
import { loadRecord } from '@refractor/core/load'
import { schemas } from '@refractor/core/schema'
import { describe, expect, test } from 'vitest'
import { parseCommandLine } from '../packages/cli/src/command-line.ts'
import { commandTable } from '../packages/cli/src/command-table/index.ts'
import { LeafCheck } from '../packages/core/src/schema/check.ts'
import { anchorsOf, type Page, readPage, shellCommands } from './support/markdown.ts'

// What the documents say is what the tool does: links lead somewhere, examples are valid, commands exist.

const root = dirname(dirname(fileURLToPath(import.meta.url)))

function markdownBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((one) => {
    const path = `${folder}/${one.name}`
    if (one.isDirectory()) return path === 'docs/evidence' ? [] : markdownBelow(path)
    return path.endsWith('.md') ? [path] : []
  })
}

const paths = ['README.md', 'CONTRIBUTING.md', ...markdownBelow('docs')]
const texts = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
const pages = new Map<string, Page>([...texts].map(([path, text]) => [path, readPage(text)]))
const page = (path: string): Page => pages.get(path) as Page
const guide = paths.filter((path) => path === 'README.md' || path === 'CONTRIBUTING.md' || path.startsWith('docs/guide/'))

/** Why a link leads nowhere; undefined when it leads somewhere, or out of the repository. */
function broken(from: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? from : posix.normalize(posix.join(posix.dirname(from), decodeURIComponent(file)))
  if (path.startsWith('..') || !existsSync(join(root, path))) return `${path} does not exist`
  if (anchor === undefined || anchor === '') return undefined
  if (statSync(join(root, path)).isDirectory() || !path.endsWith('.md'))
    return /^L\d+(-L\d+)?$/.test(anchor) ? undefined : `${path} has no anchors`
  const headings = pages.get(path)?.headings ?? readPage(readFileSync(join(root, path), 'utf8')).headings
  return anchorsOf(headings).has(anchor) ? undefined : `${path} has no heading #${anchor}`
}

describe('links', () => {
  test.each(paths)('%s', (path) => {
    const wrong = page(path).links.flatMap(({ target, line }) => {
      const why = broken(path, target)
      return why === undefined ? [] : [`${path}:${line} ${why}`]
    })
    expect(wrong).toEqual([])
  })

  test('what leads nowhere is found', () => {
    expect(broken('docs/guide/gates.md', '../nowhere.md')).toBe('docs/nowhere.md does not exist')
    expect(broken('README.md', 'docs/glossary.md#nothing')).toBe('docs/glossary.md has no heading #nothing')
    expect(broken('docs/guide/gates.md', '../../../outside.md')).toContain('does not exist')
    expect(broken('README.md', 'docs/glossary.md#deciding')).toBeUndefined()
  })

  test('every page of the guide can be reached from the README', () => {
    const linked = page('README.md').links.map(({ target }) => target.split('#')[0])
    expect(paths.filter((path) => path.startsWith('docs/guide/') && !linked.includes(path))).toEqual([])
  })
})

/** The program that a criteria list stands in: a phase with it as its exit gate. */
function asPhase(block: string): string {
  const indented = block
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
    .join('\n')
  return `format: 1\nid: "P2"\ntitle: "A phase"\nexit:\n  criteria:\n${indented}\n`
}

/** Findings of a YAML block: a whole file that names itself in its first line, or a list of criteria. */
function findingsOf(block: string): string[] {
  const path = /^(?:# yaml-language-server: .*\n)?# (\S+\.yaml)/.exec(block)?.[1]
  if (path === undefined && !block.startsWith('- id:'))
    return ['neither a file ("# specification/….yaml") nor a list of criteria ("- id:")']
  const name =
    path === undefined
      ? 'phase'
      : path.includes('/phases/')
        ? 'phase'
        : path === 'refractor.yaml'
          ? 'workspace'
          : posix.basename(path, '.yaml')
  // What the words of a plan stand for; it has no schema, for its keys are the words of the reader.
  if (name === 'words') return readWords({ path: 'words.yaml', text: block }).diagnostics.map((one) => `${one.code}: ${one.message}`)
  if (!(name in schemas)) return [`there is no schema ${name}`]
  const text = path === undefined ? asPhase(block) : block
  return loadRecord(name as keyof typeof schemas, { path: path ?? 'specification/phases/P2.yaml', text }).diagnostics.map(
    (one) => `${one.code}: ${one.message}`,
  )
}

describe('YAML', () => {
  /** Configuration of a forge is not ours. */
  const isForeign = (text: string): boolean => /^# \.(?:github|gitlab)/.test(text)
  const blocks = guide.flatMap((path) =>
    page(path)
      .fences.filter(({ language, text }) => language === 'yaml' && !isForeign(text))
      .map(({ text, line }) => ({ at: `${path}:${line}`, text })),
  )

  test.each(blocks)('$at is valid', ({ text }) => {
    expect(findingsOf(text)).toEqual([])
  })

  test('what is not valid is found', () => {
    expect(findingsOf('- id: "P2.1"\n  statement: "s"\n  check: { kind: artefact, paths: [a] }')).not.toEqual([])
    expect(findingsOf('# specification/program.yaml\nformat: 1\nid: a\n')).toEqual([expect.stringContaining('schema/missing-key')])
    expect(findingsOf('kind: test')).toHaveLength(1)
    expect(blocks.length).toBeGreaterThan(12)
  })

  test('gates.md has a section with an example for every kind of check', () => {
    const kinds = LeafCheck.options.flatMap(({ shape: { kind } }): readonly string[] => [...kind.values])
    const { headings, fences } = page('docs/guide/gates.md')
    for (const kind of kinds) {
      expect(headings, kind).toContain(`\`${kind}\``)
      expect(
        fences
          .filter(({ heading }) => heading === `\`${kind}\``)
          .map(({ text }) => text)
          .join('\n'),
        kind,
      ).toContain(`kind: ${kind}`)
    }
  })
})

/** Why a command line is none of ours; undefined when the tool understands it. */
function misunderstood(words: readonly string[]): string | undefined {
  const argv = words.slice(1)
  if (argv.length === 0 || argv.includes('--help') || argv[0] === '--version') return undefined
  const invocation = parseCommandLine(argv)
  if (invocation.kind === 'command') return undefined
  return invocation.kind === 'usage' ? invocation.diagnostic.message : `${words.join(' ')} is not built`
}

const isRefractor = ([first = '']: readonly string[]): boolean => first === 'refractor' || first.endsWith('/refractor')

describe('commands', () => {
  /** Shell blocks, and the commands that the jobs of a forge run. */
  const lines = guide.flatMap((path) =>
    page(path).fences.flatMap(({ language, text, line }) => {
      const script = language === 'yaml' ? text.replace(/^[ -]*(?:run|script): (?!\|)|^ *- (?=\S*refractor )/gm, '') : text
      if (language !== 'sh' && language !== 'yaml') return []
      return shellCommands(script)
        .filter(({ words }) => isRefractor(words))
        .map((one) => ({ at: `${path}:${line + one.line}`, words: one.words }))
    }),
  )

  test('every command line is one that the tool understands', () => {
    expect(lines.flatMap(({ at, words }) => (misunderstood(words) === undefined ? [] : `${at}: ${misunderstood(words)}`))).toEqual([])
    expect(lines.length).toBeGreaterThan(30)
  })

  test('what the tool does not understand is found', () => {
    const commands = shellCommands(
      'cat > a <<EOF\nrefractor no\nEOF\nrefractor gate check P2 --strct && refractor shedule P2.1 | refractor gate "che ck" # refractor no',
    )
    expect(commands.map(({ words }) => misunderstood(words)).filter(Boolean)).toHaveLength(3)
    expect(commands.at(-1)).toMatchObject({ words: ['refractor', 'gate', 'che ck'], comment: 'refractor no' })
  })

  test('every command stands somewhere in the guide', () => {
    const guideText = guide.map((path) => texts.get(path)).join('\n')
    expect(commandTable.map(({ words }) => `refractor ${words.join(' ')}`).filter((words) => !guideText.includes(words))).toEqual([])
  })
})

describe('the README', () => {
  test('is short', () => {
    expect((texts.get('README.md') as string).trimEnd().split('\n').length).toBeLessThanOrEqual(200)
  })
})
