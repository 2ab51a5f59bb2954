// Mutation testing of the gate engine: each change of its code must make a test fail (`npm run mutation`).
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  mutate: ['packages/core/src/gates/**/*.ts', '!packages/core/src/gates/**/*-types.ts'],
  // Tests assert codes, outcomes and places; the wording of messages is free to change.
  mutator: { excludedMutations: ['StringLiteral'] },
  // A mutant that only shows while modules are loaded needs the whole suite each time.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  vitest: { configFile: 'vitest.mutation.config.mts', related: false },
  ignorePatterns: ['/.refractor', '/reports', '/docs', '/inbox', '/outbox', '/specification', '/packages/cli/dist'],
  tempDirName: '.stryker-tmp',
  reporters: ['clear-text', 'json', 'html', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  timeoutMS: 10_000,
  concurrency: 2,
}
