// The architecture: each rule is one boundary, and its comment is the reason for it. test/architecture.test.ts proves
// that every rule bites, so that a new version of a tool cannot quietly disarm it.

const core = '^packages/core/src/'
const tests = '(^|/)test/'

/** A package of the registry, resolved (node_modules/…) or not. */
const library = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`
const notAsType = { dependencyTypesNot: ['type-only'] }

/** The layers of core from low to high. Modules in one row are siblings: none of them sees another. */
const layers = [
  {
    names: ['diagnostics'],
    comment: 'diagnostics is the vocabulary of every finding: everything reports through it, so it can depend on nothing.',
  },
  { names: ['schema'], comment: 'schema says what a record is, before any file is read or any record is linked.' },
  { names: ['load'], comment: 'load turns text into located records; what the records mean together is decided above it.' },
  { names: ['link'], comment: 'link makes one program of the records; it knows neither policies nor gates.' },
  {
    names: ['trace'],
    comment: 'trace joins the records of a program and what speaks of them; whether a gap matters is decided above it.',
  },
  {
    names: ['schedule'],
    comment: 'schedule finds when things happen from what the plan says of them; whether that is good enough is decided above it.',
  },
  {
    names: ['rules', 'gates', 'evidence', 'audit'],
    comment:
      'rules judge the plan, gates judge the case, evidence reads and makes records, audit keeps the log. Each can be understood, tested and replaced without the others.',
  },
  {
    names: ['plan', 'compare', 'merge'],
    comment:
      'plan says what should change on disk, compare what did change between two states of a program, merge makes one text of two; how it is told to people is decided above them.',
  },
  {
    names: ['import'],
    comment:
      'import turns documents of people into a plan of new files. One command needs it, so it is loaded when that runs, and nothing else builds on it.',
  },
  {
    names: ['export'],
    comment: 'export writes a program as a document again and reads it back, so it stands above import.',
  },
  {
    names: ['page'],
    comment: 'page draws a report as one document, from a value that has all that it shows: it asks nothing and decides nothing.',
  },
  { names: ['report'], comment: 'report holds the answer of a command; no other part of the core knows that there is one.' },
]

const layerRules = layers.map(({ names, comment }, index) => {
  const higher = layers.slice(index + 1).flatMap((layer) => layer.names)
  return {
    name: `layer-${names[0]}`,
    severity: 'error',
    comment: `A layer of the core imports lower layers only. ${comment}`,
    from: { path: `${core}(${names.join('|')})/` },
    to: { path: `${core}(${[...names, ...higher].join('|')})/|${core}[^/]+$`, pathNot: `${core}$1/` },
  }
})

const onlyIn = (name, names, path, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^packages/', pathNot: [path, tests] },
  to: { path: library(...names), ...notAsType },
})

const forbidden = [
  ...layerRules,
  {
    name: 'core-is-pure',
    severity: 'error',
    comment:
      'The core gets text and values and gives values. So it runs anywhere, needs no mock in a test, and cannot change a disk by accident.',
    from: { path: core },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-stands-alone',
    severity: 'error',
    comment: 'The core knows neither the effects nor the command line that use it.',
    from: { path: core },
    to: { path: '^packages/(?!core/)|node_modules/@refractor/' },
  },
  {
    name: 'workspace-below-cli',
    severity: 'error',
    comment: 'The effects are a library of their own: people script reviews with it, without a command line.',
    from: { path: '^packages/workspace/src/' },
    to: { path: '^packages/cli/' },
  },
  {
    name: 'packages-meet-by-name',
    severity: 'error',
    comment:
      'A package sees only what another one exports: a relative path would reach behind its public API and load a second copy of it.',
    from: { path: '^packages/([^/]+)/src/' },
    to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
  },
  {
    name: 'commands-stand-alone',
    severity: 'error',
    comment: 'A command is loaded only when it runs, and does not run another one: what two of them need lies beside them or below.',
    from: { path: '^packages/cli/src/commands/([^/]+)' },
    to: { path: '^packages/cli/src/commands/', pathNot: '^packages/cli/src/commands/$1' },
  },
  {
    name: 'commands-are-loaded-late',
    severity: 'error',
    comment: 'A help screen must not pay for the commands: they are reached through import() only.',
    from: { path: '^packages/cli/src/', pathNot: '^packages/cli/src/commands/' },
    to: { path: '^packages/cli/src/commands/', dynamic: false, ...notAsType },
  },
  {
    name: 'reporters-are-pure',
    severity: 'error',
    comment: 'A reporter turns a report into text. It decides nothing, so it needs the types of the core, colours, and its own folder.',
    from: { path: '^packages/cli/src/reporters/' },
    to: { pathNot: ['^packages/cli/src/reporters/', library('chalk')], ...notAsType },
  },
  {
    name: 'commands-have-no-effects',
    severity: 'error',
    comment: 'Files, git and processes are the business of packages/workspace; a command asks, computes and answers.',
    from: { path: '^packages/cli/src/commands/' },
    to: { path: '^(node:)?(fs|fs/promises|child_process|net|http|https|worker_threads)$', dependencyTypes: ['core'] },
  },
  {
    name: 'judging-is-light',
    severity: 'error',
    comment:
      'A warm gate check reads parsed records from the cache. It must not load zod or a YAML parser, which cost more than everything else together.',
    from: { path: `${core}(link|trace|schedule|rules|gates|audit|compare|report)/` },
    to: { path: `${core}(schema/(?!repo-path[.])|load/(yaml|json|record|checklist|edit|index)[.])`, ...notAsType },
  },
  {
    name: 'planning-is-light',
    severity: 'error',
    comment: 'A plan splices text, for which it needs the positions that load/yaml and load/edit give; it validates nothing anew.',
    from: { path: `${core}plan/` },
    to: { path: `${core}(schema/(?!repo-path[.])|load/(json|record|index)[.])`, ...notAsType },
  },
  {
    name: 'public-api-is-light',
    severity: 'error',
    comment:
      'Everything loads the public API of the core, so the heavy parts have entries of their own: @refractor/core/load, /schema, /import, /export, /merge and /page.',
    from: { path: `${core}index[.]ts$` },
    to: {
      path: `${core}(import/|export/|merge/|page/|schema/(?!repo-path[.])|load/(yaml|json|record|checklist|edit|index)[.])`,
      ...notAsType,
    },
  },
  {
    name: 'heavy-entries-are-loaded-late',
    severity: 'error',
    comment: 'Outside the core the heavy entries are reached through import() only, when the cache does not have the answer.',
    from: { path: '^packages/(workspace|cli)/src/' },
    to: {
      path: `${core}(load/index|schema/registry|import/index|export/index|merge/index|page/index|schedule/index)[.]ts$`,
      dynamic: false,
      ...notAsType,
    },
  },
  onlyIn(
    'zod-in-loading',
    ['zod'],
    `${core}(schema|load)/`,
    'What a valid record is stands in one place, and what is wrong with another one is said in one place.',
  ),
  onlyIn('yaml-in-load', ['yaml'], `${core}load/`, 'Text becomes a record in one place, with one set of limits and positions.'),
  onlyIn(
    'xml-in-evidence',
    ['fast-xml-parser'],
    `${core}evidence/`,
    'Only test and coverage reports are XML, and only their reader guards against hostile XML.',
  ),
  onlyIn('digests-in-load', ['@noble/hashes'], `${core}load/`, 'There is one way to take a digest, so that digests can be compared.'),
  onlyIn(
    'patterns-in-link',
    ['picomatch'],
    `${core}(load|link)/`,
    'There is one reading of a glob, for gates, evidence and checklists alike.',
  ),
  onlyIn(
    'git-in-workspace',
    ['simple-git'],
    '^packages/workspace/src/',
    'Git is an effect, and only one package has effects on a repository.',
  ),
  onlyIn(
    'secret-scan-in-workspace',
    ['@secretlint'],
    '^packages/workspace/src/',
    'The scanner is large and reads files; it is loaded when something is about to be recorded.',
  ),
  onlyIn('terminal-in-cli', ['commander', 'chalk'], '^packages/cli/src/', 'Only the command line knows of arguments and colours.'),
  {
    name: 'heavy-libraries-are-loaded-late',
    severity: 'error',
    comment: 'A parser of XML and a scanner of secrets are needed by few runs; all others must not pay for them.',
    from: { path: '^packages/[^/]+/src/' },
    to: { path: library('fast-xml-parser', '@secretlint'), dynamic: false, ...notAsType },
  },
  {
    name: 'no-circular',
    severity: 'error',
    comment:
      'Modules that run each other are one module, or the shared part belongs below both. Types may refer to each other, and so may modules that are loaded late: neither runs while the other is being loaded.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
  },
  {
    name: 'no-orphans',
    severity: 'error',
    comment: 'A module that nothing imports and that imports nothing is dead.',
    from: { orphan: true, path: '^packages/[^/]+/src/', pathNot: '[.]d[.]ts$' },
    to: {},
  },
  {
    name: 'no-development-dependency',
    severity: 'error',
    comment: 'What is published must find everything that it imports.',
    from: { path: '^packages/[^/]+/src/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], ...notAsType },
  },
  {
    name: 'no-unresolvable',
    severity: 'error',
    comment: 'An import that leads nowhere is a typo or a missing dependency.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'not-to-test',
    severity: 'error',
    comment: 'Sources do not depend on their tests.',
    from: { path: '^packages/[^/]+/src/' },
    to: { path: tests },
  },
]

export default {
  forbidden,
  options: {
    // Type imports count: a layer that needs only the type of a higher one is still upside down.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['development', 'import', 'node', 'default'],
      mainFields: ['module', 'main'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^(coverage|[.]stryker-tmp)/' },
  },
}
