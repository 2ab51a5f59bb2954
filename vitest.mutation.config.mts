import { defineConfig } from 'vitest/config'
import config from './vitest.config.mts'

const { projects: _, ...test } = config.test ?? {}

// Mutants of the gate engine are caught by its own tests, or not at all: no other test may hide a gap.
export default defineConfig({
  ...config,
  test: { ...test, include: ['packages/core/test/gates/**/*.test.ts'], reporters: ['dot'], coverage: { enabled: false } },
})
