import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// The packages run from their sources, here as everywhere before they are built.
const conditions = ['development', 'node', 'import', 'default']

const seeded = fileURLToPath(new URL('test/seeded-fast-check.ts', import.meta.url))
const fixedSeed = {
  name: 'fixed-seed',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) => (source === 'fast-check' && importer !== seeded ? seeded : undefined),
}

// Whoever replaces a module needs a process of its own.
const replacing = readdirSync(new URL('packages/', import.meta.url), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
  .filter((path) => readFileSync(new URL(`packages/${path}`, import.meta.url), 'utf8').includes('vi.mock('))
  .map((path) => `packages/${path.replaceAll('\\', '/')}`)

/** A folder in memory that is large enough and lets programs run: a fifth of the time was waiting for a disk to be sure of its bytes. */
function memoryFolder(): string | undefined {
  const folder = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize < 2 ** 31) return undefined
    const place = mkdtempSync(join(folder, 'refractor-'))
    try {
      writeFileSync(join(place, 'probe'), '#!/bin/sh\n', { mode: 0o755 })
      return spawnSync(join(place, 'probe')).status === 0 ? folder : undefined
    } finally {
      rmSync(place, { recursive: true })
    }
  } catch {
    return undefined
  }
}
const memory = process.env['TMPDIR'] === undefined ? memoryFolder() : undefined

export default defineConfig({
  plugins: [fixedSeed],
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    projects: [
      // They may share a process, each in folders of its own: half of their time was loading the same modules again.
      { extends: true, test: { name: 'core', include: ['packages/core/test/**/*.test.ts'], isolate: false } },
      {
        extends: true,
        test: { name: 'effects', include: ['packages/{cli,workspace}/test/**/*.test.ts'], exclude: replacing, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: [...replacing, 'test/**/*.test.ts'],
          // Attacks on real repositories take their time: scripts/red-team.mjs runs them.
          exclude: ['test/red-team/**'],
        },
      },
    ],
    // By default one of two processors would stand idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What a developer has set up must not decide a test: colours, time zone and git identity are fixed.
    env: { TZ: 'UTC', NO_COLOR: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...(memory && { TMPDIR: memory }) },
    reporters: ['default', ['junit', { outputFile: 'reports/junit.xml', addFileAttribute: true }]],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      // Only types: nothing in them can run.
      exclude: ['**/*-types.ts', 'packages/*/src/types.ts'],
      reportsDirectory: 'reports/coverage',
      reportOnFailure: true,
      reporter: ['json-summary', 'lcovonly', ['text', { file: 'text.txt' }]],
      thresholds: { 'packages/core/src/**/*.ts': { lines: 95, branches: 95 } },
    },
  },
})
