import { defineConfig } from 'vitest/config'
import config from './vitest.config.mts'

const { projects: _, ...test } = config.test ?? {}

// The threats of the table, with real git, keys and processes. Run by scripts/red-team.mjs, beside the ordinary tests.
export default defineConfig({
  ...config,
  test: {
    ...test,
    include: ['test/red-team/**/*.test.ts'],
    exclude: [],
    testTimeout: 300_000,
    reporters: ['default', ['junit', { outputFile: 'reports/red-team.xml', addFileAttribute: true }]],
    coverage: { enabled: false },
  },
})
