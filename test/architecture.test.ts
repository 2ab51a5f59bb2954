import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
// @ts-expect-error a script without types
import config from '../.dependency-cruiser.mjs'
// @ts-expect-error a script without types
import { checkLayers, sourceFiles } from '../scripts/cruise.mjs'

interface Violation {
  readonly rule: string
  readonly from: string
  readonly to: string
}
interface Checked {
  readonly violations: readonly Violation[]
  readonly unseen: readonly string[]
  readonly modules: number
}

const root = dirname(dirname(fileURLToPath(import.meta.url)))

describe('the layers of this repository', () => {
  let checked: Checked
  beforeAll(async () => {
    checked = await checkLayers(root)
  })

  test('hold', () => {
    expect(checked.violations).toEqual([])
  })

  // A parser that does not know the language sees no import, and then no rule can be broken.
  test('were looked at, file by file', () => {
    expect(checked.unseen).toEqual([])
    expect(sourceFiles(root).length).toBeGreaterThan(60)
    expect(checked.modules).toBeGreaterThanOrEqual(sourceFiles(root).length)
  })
})

/** One forbidden import for each rule: the file, what it says, and what the import leads to (made when it is a path). */
const forbidden: readonly [rule: string, file: string, text: string, target?: string][] = [
  ['layer-diagnostics', 'core/src/diagnostics/a.ts', "import '../schema/target.ts'", 'core/src/schema/target.ts'],
  ['layer-schema', 'core/src/schema/a.ts', "import type { X } from '../load/target.ts'\nexport type Y = X", 'core/src/load/target.ts'],
  ['layer-load', 'core/src/load/a.ts', "import '../link/target.ts'", 'core/src/link/target.ts'],
  ['layer-link', 'core/src/link/a.ts', "import '../gates/target.ts'", 'core/src/gates/target.ts'],
  ['layer-link', 'core/src/link/b.ts', "import '../index.ts'", 'core/src/index.ts'],
  ['layer-trace', 'core/src/trace/a.ts', "import '../gates/target.ts'", 'core/src/gates/target.ts'],
  ['layer-schedule', 'core/src/schedule/a.ts', "import '../gates/target.ts'", 'core/src/gates/target.ts'],
  ['layer-page', 'core/src/page/a.ts', "import '../report/target.ts'", 'core/src/report/target.ts'],
  ['layer-plan', 'core/src/compare/a.ts', "import '../plan/target.ts'", 'core/src/plan/target.ts'],
  ['layer-rules', 'core/src/rules/a.ts', "import '../gates/target.ts'", 'core/src/gates/target.ts'],
  ['layer-rules', 'core/src/gates/a.ts', "import '../evidence/target.ts'", 'core/src/evidence/target.ts'],
  ['layer-rules', 'core/src/evidence/a.ts', "import '../plan/target.ts'", 'core/src/plan/target.ts'],
  ['layer-plan', 'core/src/plan/a.ts', "import '../report/target.ts'", 'core/src/report/target.ts'],
  ['layer-plan', 'core/src/plan/b.ts', "import '../import/target.ts'", 'core/src/import/target.ts'],
  ['layer-plan', 'core/src/merge/a.ts', "import '../compare/target.ts'", 'core/src/compare/target.ts'],
  ['layer-plan', 'core/src/merge/b.ts', "import '../report/target.ts'", 'core/src/report/target.ts'],
  ['layer-import', 'core/src/import/a.ts', "import '../report/target.ts'", 'core/src/report/target.ts'],
  ['layer-export', 'core/src/export/a.ts', "import '../report/target.ts'", 'core/src/report/target.ts'],
  ['layer-report', 'core/src/report/a.ts', "import '../index.ts'", 'core/src/index.ts'],
  ['core-is-pure', 'core/src/load/pure.ts', "import { readFileSync } from 'node:fs'\nexport const x = readFileSync"],
  ['core-stands-alone', 'core/src/plan/alone.ts', "import '../../../workspace/src/target.ts'", 'workspace/src/target.ts'],
  ['core-stands-alone', 'core/src/plan/alone-by-name.ts', "import '@refractor/workspace'"],
  ['workspace-below-cli', 'workspace/src/a.ts', "import '../../cli/src/target.ts'", 'cli/src/target.ts'],
  ['packages-meet-by-name', 'cli/src/by-path.ts', "import '../../core/src/index.ts'", 'core/src/index.ts'],
  ['packages-meet-by-name', 'workspace/src/by-path.ts', "import '../../core/src/index.ts'", 'core/src/index.ts'],
  ['commands-stand-alone', 'cli/src/commands/a.ts', "import './target.ts'", 'cli/src/commands/target.ts'],
  ['commands-are-loaded-late', 'cli/src/early.ts', "import './commands/target.ts'", 'cli/src/commands/target.ts'],
  ['reporters-are-pure', 'cli/src/reporters/a.ts', "import '../context.ts'", 'cli/src/context.ts'],
  ['reporters-are-pure', 'cli/src/reporters/b.ts', "import { writeFileSync } from 'node:fs'\nexport const x = writeFileSync"],
  ['commands-have-no-effects', 'cli/src/commands/effect.ts', "import { rmSync } from 'node:fs'\nexport const x = rmSync"],
  ['judging-is-light', 'core/src/gates/heavy.ts', "import '../schema/target.ts'", 'core/src/schema/target.ts'],
  ['judging-is-light', 'core/src/rules/heavy.ts', "import '../load/yaml.ts'", 'core/src/load/yaml.ts'],
  ['judging-is-light', 'core/src/gates/chain.ts', "import '../load/middle.ts'"],
  ['planning-is-light', 'core/src/plan/heavy.ts', "import '../load/record.ts'", 'core/src/load/record.ts'],
  ['public-api-is-light', 'core/src/index.ts', "import './load/index.ts'", 'core/src/load/index.ts'],
  ['public-api-is-light', 'core/src/index.ts', "import './import/index.ts'", 'core/src/import/index.ts'],
  ['public-api-is-light', 'core/src/index.ts', "import './merge/index.ts'", 'core/src/merge/index.ts'],
  ['public-api-is-light', 'core/src/index.ts', "import './page/index.ts'", 'core/src/page/index.ts'],
  ['heavy-entries-are-loaded-late', 'cli/src/early-page.ts', "import '../../core/src/page/index.ts'", 'core/src/page/index.ts'],
  ['heavy-entries-are-loaded-late', 'cli/src/early-schedule.ts', "import '../../core/src/schedule/index.ts'", 'core/src/schedule/index.ts'],
  ['heavy-entries-are-loaded-late', 'cli/src/early-merge.ts', "import '../../core/src/merge/index.ts'", 'core/src/merge/index.ts'],
  ['heavy-entries-are-loaded-late', 'cli/src/early-import.ts', "import '../../core/src/import/index.ts'", 'core/src/import/index.ts'],
  ['heavy-entries-are-loaded-late', 'workspace/src/heavy.ts', "import '../../core/src/load/index.ts'", 'core/src/load/index.ts'],
  ['zod-in-loading', 'core/src/plan/zod.ts', "import { z } from 'zod'\nexport const x = z"],
  ['yaml-in-load', 'core/src/plan/yaml.ts', "import { parse } from 'yaml'\nexport const x = parse"],
  ['xml-in-evidence', 'core/src/load/xml.ts', "export const x = () => import('fast-xml-parser')"],
  ['digests-in-load', 'core/src/gates/digest.ts', "import { sha256 } from '@noble/hashes/sha2.js'\nexport const x = sha256"],
  ['patterns-in-link', 'core/src/gates/pattern.ts', "import picomatch from 'picomatch'\nexport const x = picomatch"],
  ['git-in-workspace', 'cli/src/commands/git.ts', "import { simpleGit } from 'simple-git'\nexport const x = simpleGit"],
  ['secret-scan-in-workspace', 'cli/src/secrets.ts', "export const x = () => import('@secretlint/core')"],
  ['terminal-in-cli', 'workspace/src/colour.ts', "import chalk from 'chalk'\nexport const x = chalk"],
  [
    'heavy-libraries-are-loaded-late',
    'core/src/evidence/xml.ts',
    "import { XMLParser } from 'fast-xml-parser'\nexport const x = XMLParser",
  ],
  ['no-circular', 'core/src/link/circle.ts', "import { y } from './ring.ts'\nexport const x = () => y"],
  ['no-orphans', 'core/src/link/orphan.ts', 'export const x = 1'],
  ['no-development-dependency', 'core/src/link/development.ts', "import { it } from 'build-tool'\nexport const x = it"],
  ['no-unresolvable', 'core/src/link/unresolvable.ts', "import './nowhere.ts'"],
  ['not-to-test', 'core/src/link/tested.ts', "import '../../test/target.ts'", 'core/test/target.ts'],
]

/** Imports that the rules must let pass, so that none of them is only ever green because everything is red. */
const allowed: readonly [file: string, text: string, target?: string][] = [
  [
    'core/src/gates/fine.ts',
    "import type { X } from '../schema/target.ts'\nimport '../link/target.ts'\nexport type Y = X",
    'core/src/link/target.ts',
  ],
  ['core/src/evidence/fine.ts', "import '../load/digest.ts'\nexport const x = () => import('fast-xml-parser')", 'core/src/load/digest.ts'],
  ['core/src/plan/fine.ts', "import '../load/edit.ts'", 'core/src/load/edit.ts'],
  ['cli/src/fine.ts', "export const x = () => import('./commands/target.ts')", 'cli/src/commands/target.ts'],
  [
    'cli/src/reporters/fine.ts',
    "import { Chalk } from 'chalk'\nimport type { X } from '../context.ts'\nexport const x = (y: X) => [Chalk, y]",
    'cli/src/context.ts',
  ],
  ['core/src/schema/fine.ts', "import { z } from 'zod'\nexport const x = z"],
]

describe('each rule', () => {
  let scratch: string
  let checked: Checked

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'refractor-layers-'))
    const write = (path: string, text: string): void => {
      mkdirSync(dirname(join(scratch, path)), { recursive: true })
      writeFileSync(join(scratch, path), text)
    }
    for (const target of [...forbidden.map((row) => row[3]), ...allowed.map((row) => row[2])]) {
      if (target !== undefined) write(`packages/${target}`, 'export type X = string\n')
    }
    for (const [, file, text] of forbidden) write(`packages/${file}`, `${text}\n`)
    for (const [file, text] of allowed) write(`packages/${file}`, `${text}\n`)
    write('packages/core/src/load/middle.ts', "import { parse } from 'yaml'\nexport const x = parse\n")
    write('packages/core/src/link/ring.ts', "import { x } from './circle.ts'\nexport const y = () => x\n")
    const libraries = [
      'zod',
      'yaml',
      'fast-xml-parser',
      '@noble/hashes',
      'picomatch',
      'simple-git',
      '@secretlint/core',
      'chalk',
      '@refractor/workspace',
      'build-tool',
    ]
    for (const name of libraries) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: './index.js' }))
      write(`node_modules/${name}/index.js`, 'module.exports = {}\n')
    }
    write('node_modules/@noble/hashes/sha2.js', 'module.exports = {}\n')
    const dependencies = Object.fromEntries(libraries.filter((name) => name !== 'build-tool').map((name) => [name, '1.0.0']))
    for (const name of ['core', 'workspace', 'cli']) {
      write(
        `packages/${name}/package.json`,
        JSON.stringify({ name: `@refractor/${name}`, type: 'module', dependencies, devDependencies: { 'build-tool': '1.0.0' } }),
      )
    }
    checked = await checkLayers(scratch)
  })
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  test.each(forbidden.map(([rule, file]) => [rule, file]))('%s bites in %s', (rule, file) => {
    expect(checked.violations.filter((violation) => violation.from === `packages/${file}`).map((violation) => violation.rule)).toContain(
      rule,
    )
  })

  test.each(allowed.map(([file]) => [file]))('nothing bites in %s', (file) => {
    expect(checked.violations.filter((violation) => violation.from === `packages/${file}`)).toEqual([])
  })

  test('is tried here, and says why it exists', () => {
    const rules = config.forbidden as readonly { readonly name: string; readonly severity: string; readonly comment: string }[]
    expect([...new Set(forbidden.map(([rule]) => rule))].sort()).toEqual(rules.map((rule) => rule.name).sort())
    for (const rule of rules) {
      expect(rule.severity).toBe('error')
      expect(rule.comment.length).toBeGreaterThan(20)
    }
  })

  test('a file that the parser does not read counts as unseen', () => {
    expect(checked.unseen).toContain('packages/core/src/link/orphan.ts')
  })
})

describe('the core', () => {
  // The linter forbids process, fetch and timers; it cannot tell `new Date(text)` from `new Date()`.
  test.each([
    ['a clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bperformance\.now\b/],
    ['chance', /\bMath\.random\b|\brandomUUID\b|\bgetRandomValues\b/],
    ['the order of a locale', /\.localeCompare\(|\btoLocale\w*\(|\bIntl\./],
  ])('does not depend on %s', (_, pattern) => {
    const files = sourceFiles(root).filter((file: string) => file.startsWith('packages/core/'))
    const guilty = files.filter((file: string) => pattern.test(readFileSync(join(root, file), 'utf8')))
    expect(guilty).toEqual([])
  })
})
