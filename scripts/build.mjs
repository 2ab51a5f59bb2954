// Bundles the command line into CommonJS: one entry, and a chunk for each part that is imported lazily. Loading one
// file is several times cheaper than loading some hundred, and CommonJS starts quicker than ES modules (docs/decisions/0001).
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { parseArgs } from 'node:util'

const require = createRequire(import.meta.url)
const bootstrap = require('./bootstrap.cjs')
const { acquire } = require('./exclusive.cjs')

const { values: options } = parseArgs({
  options: {
    'if-needed': { type: 'boolean', default: false },
    entry: { type: 'string', default: join(bootstrap.root, 'packages/cli/src/bin.ts') },
    out: { type: 'string', default: bootstrap.dist },
    pages: { type: 'boolean', default: false },
  },
})
const isProduct = options.out === bootstrap.dist

/** Chunks of earlier builds stay this long: a process that started with them may still load one, after hours of `evidence run`. */
const keepOldChunksMs = 24 * 60 * 60 * 1000

/**
 * Every import() makes chunks of its own, and all that two of them share makes further ones: some forty for one gate
 * check, each of which is found, read and compiled on its own. So what the everyday commands load is one chunk, beside
 * what every run loads and what a help screen loads. (Minified code was no quicker.)
 */
const everyday =
  'command-line|context|emit|present-stamp|reporters/text|reporters/text/index|(?:commands|reporters/text)/(?:gate-check|status)'
const chunks = [
  { name: 'start', tags: ['$initial'], priority: 3 },
  { name: 'help', test: /packages[\\/]cli[\\/]src[\\/](?:help|command-table[\\/]index)[.]ts$/, priority: 2 },
  { name: 'check', test: new RegExp(`packages/cli/src/(?:${everyday})[.]ts$`.replaceAll('/', '[\\\\/]')), priority: 1 },
]

/** Parts of Node that take milliseconds to load, and that most runs do without. */
const late = /^\t*(?:let|const) (\w+) = require\("(node:(?:child_process|crypto|tty))"\);$/gm

/** Loads these parts of Node where they are first used, not when the chunk is loaded; except where one is handed on as a whole. */
function loadLate(code) {
  let rest = code
  for (const [line, name, part] of code.matchAll(late)) {
    const without = rest.replace(line, '').replace(new RegExp(`\\b${name}\\.`, 'g'), `require("${part}").`)
    if (!new RegExp(`\\b${name}\\b`).test(without)) rest = without
  }
  return rest
}

/** Other characters as escapes: V8 keeps a text that is all ASCII in half the space, and copies it in half the time. */
function inAscii(code) {
  // A tag sees the escape itself, and behind a backslash it would be another.
  if (/String\.raw|\\[^\0-\x7f]/.test(code)) return code
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Nobody ever sees half a file: it is written beside its place and then moved there. */
function publish(file, content) {
  mkdirSync(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, content)
  renameSync(temporary, file)
}

/** A digest of all that the bundle is made of: records that another build has cached are not read. */
function buildId(sources) {
  const hash = createHash('sha256')
  for (const line of bootstrap.filesOf(sources).trimEnd().split('\n').sort()) {
    const path = line.slice(0, line.lastIndexOf(' ', line.lastIndexOf(' ') - 1))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(bootstrap.root, path)))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 32)
}

async function bundle(sources) {
  const bundler = createHash('sha256')
    .update(readFileSync(join(bootstrap.root, 'scripts/build.mjs')))
    .digest('hex')
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: { refractor: options.entry },
    platform: 'node',
    tsconfig: false,
    plugins: [{ name: 'quick-start', renderChunk: loadLate }],
    transform: { define: { REFRACTOR_BUILD: JSON.stringify(buildId(sources)) } },
    resolve: { conditionNames: ['development', 'import', 'node', 'default'] },
    // A warning here is a bundle that would fail at run time: an import that does not resolve, a name that is not exported.
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message)
    },
  })
  const { output } = await build.generate({
    format: 'cjs',
    entryFileNames: '[name]-[hash].cjs',
    // What is done to the code after it has its name has to show in the name.
    banner: `// ${bundler}`,
    // All in one folder, so that `import.meta.url` means the same place in every chunk.
    chunkFileNames: '[name]-[hash].cjs',
    dynamicImportInCjs: false,
    codeSplitting: { groups: chunks },
    comments: { legal: true, annotation: false, jsdoc: false },
  })
  await build.close()
  return output
}

/** Chunks of earlier builds go when no process can need them any more. */
function removeOldChunks(keep) {
  for (const name of readdirSync(options.out)) {
    const file = join(options.out, name)
    if (!name.endsWith('.cjs') || keep.has(name)) continue
    if (Date.now() - statSync(file).mtimeMs > keepOldChunksMs) rmSync(file, { force: true })
  }
}

/** The commands that people and agents run all day; the names of their modules begin so. */
const everydayCommands = ['gate-check', 'gate-explain', 'gate-list', 'next', 'show', 'status', 'validate']
const isEveryday = (name) => everydayCommands.some((one) => name === one || name.startsWith(`${one}-`))

/** The words of the commands that are not run all day: the noun alone, or with the verb where an everyday command has the same noun. */
function otherWords() {
  const nouns = new Set(everydayCommands.map((name) => name.split('-')[0]))
  const tables = join(bootstrap.root, 'packages/cli/src/command-table')
  const texts = readdirSync(tables).map((file) => readFileSync(join(tables, file), 'utf8'))
  // As they are typed: a file name does not tell `merge-driver` from `merge driver`.
  const commands = texts.flatMap((text) => [...text.matchAll(/^ +words: \['([\w', -]+)'\],$/gm)].map(([, words]) => words.split("', '")))
  const words = commands
    .filter((words) => !isEveryday(words.join('-')))
    .map(([noun, ...verb]) => (nouns.has(noun) ? [noun, ...verb].join('/') : noun))
  return [...new Set(words)].sort().join(' ')
}

/** What a chunk was made of, as the stamps name it. */
const sourcesOf = ({ moduleIds }) => moduleIds.map((id) => relative(bootstrap.root, id).replaceAll('\\', '/'))

/** The lines of the sources that the everyday commands can load, lazily or not. */
function everydayLines(sources, output) {
  const byName = new Map(output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]))
  const command = /packages[\\/]cli[\\/]src[\\/]commands[\\/]([^\\/]+)[.]ts$/
  const isOther = ({ facadeModuleId }) => {
    const name = command.exec(facadeModuleId ?? '')?.[1]
    return name !== undefined && !isEveryday(name)
  }
  const reached = new Set()
  const next = output.filter(({ isEntry }) => isEntry)
  for (let chunk = next.pop(); chunk !== undefined; chunk = next.pop()) {
    if (reached.has(chunk) || isOther(chunk)) continue
    reached.add(chunk)
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) if (byName.has(name)) next.push(byName.get(name))
  }
  const loaded = new Set([...reached].flatMap(sourcesOf))
  const lines = bootstrap.filesOf(sources).trimEnd().split('\n')
  // Manifests and indexes say which module a name stands for, and are none themselves.
  return lines.filter((line) => {
    const path = line.slice(0, line.lastIndexOf(' ', line.lastIndexOf(' ') - 1))
    return !path.includes('/src/') || path.endsWith('/index.ts') || loaded.has(path)
  })
}

/** The pages of the diagnostic codes. In a clone `refractor explain` reads them in docs/, so that no copy can be out of date. */
function copyPages() {
  const pages = join(options.out, 'pages')
  rmSync(pages, { recursive: true, force: true })
  if (options.pages) cpSync(join(bootstrap.root, 'docs/diagnostics'), pages, { recursive: true })
}

async function build() {
  // Looked at before the build: a source that changes meanwhile makes the next run build again.
  const sources = bootstrap.describeSources()
  const output = await bundle(sources)
  const keep = new Set(['refractor.cjs', ...output.map((file) => file.fileName)])
  for (const file of output)
    publish(join(options.out, file.fileName), file.type === 'chunk' ? inAscii(file.code.replace(/^#!.*\n/, '')) : file.source)
  // Names what to load by its digest, so it comes last; all else has a name of its own and can be kept compiled.
  const start = output.find((file) => file.isEntry).fileName
  publish(join(options.out, 'refractor.cjs'), `#!/usr/bin/env node\n'use strict'\nrequire('./${start}')\n`)
  copyPages()
  removeOldChunks(keep)
  if (!isProduct) return
  const made = output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, sourcesOf(chunk)])
  publish(join(options.out, '.chunks.json'), `${JSON.stringify(Object.fromEntries(made), null, 2)}\n`)
  publish(bootstrap.everydayStamp, `${[otherWords(), ...everydayLines(sources, output)].join('\n')}\n`)
  publish(bootstrap.buildStamp, sources)
}

const release = acquire(bootstrap.lock, bootstrap.say, bootstrap.giveUp)
try {
  if (!(options['if-needed'] && bootstrap.isBuilt())) await build()
} catch (error) {
  bootstrap.say(`the bundle could not be built: ${error.message}`)
  process.exitCode = 1
} finally {
  release()
}
