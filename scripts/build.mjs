// Bundles the command line into CommonJS: one entry, and a chunk for each part that is imported lazily. Loading one
// file is several times cheaper than loading some hundred, and CommonJS starts quicker than ES modules (docs/decisions/0001).
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const require = createRequire(import.meta.url)
const bootstrap = require('./bootstrap.cjs')
const { exclusively } = require('./exclusive.cjs')

const { values: options } = parseArgs({
  options: {
    'if-needed': { type: 'boolean', default: false },
    entry: { type: 'string', default: join(bootstrap.root, 'packages/cli/src/bin.ts') },
    out: { type: 'string', default: bootstrap.dist },
    minify: { type: 'boolean', default: false },
  },
})
const isProduct = options.out === bootstrap.dist

/** Chunks of earlier builds stay this long: a process that started with them may still load one. */
const keepOldChunksMs = 60 * 60 * 1000

/** Nobody ever sees half a file: it is written beside its place and then moved there. */
function publish(file, content) {
  mkdirSync(dirname(file), { recursive: true })
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, content)
  renameSync(temporary, file)
}

async function bundle() {
  const { rolldown } = await import('rolldown')
  const build = await rolldown({
    input: { refractor: options.entry },
    platform: 'node',
    tsconfig: false,
    resolve: { conditionNames: ['development', 'import', 'node', 'default'] },
    // A warning here is a bundle that would fail at run time: an import that does not resolve, a name that is not exported.
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message)
    },
  })
  const { output } = await build.generate({
    format: 'cjs',
    entryFileNames: '[name].cjs',
    // All in one folder, so that `import.meta.url` means the same place in every chunk.
    chunkFileNames: '[name]-[hash].cjs',
    dynamicImportInCjs: false,
    // Names of errors and functions in a stack trace are worth more than the bytes.
    minify: options.minify ? { mangle: false } : false,
    comments: { legal: true, annotation: false, jsdoc: false },
  })
  await build.close()
  return output
}

/** The pages of the diagnostic codes, for `refractor explain`. Returns the paths, relative to the output folder. */
function copyPages(from, to) {
  const copied = []
  for (const name of readdirSync(join(bootstrap.root, from), { withFileTypes: true })) {
    const [source, target] = [`${from}/${name.name}`, `${to}/${name.name}`]
    if (name.isDirectory()) copied.push(...copyPages(source, target))
    else {
      publish(join(options.out, target), readFileSync(join(bootstrap.root, source)))
      copied.push(target)
    }
  }
  return copied
}

/** Pages that no longer exist go at once, chunks of earlier builds when no process can need them any more. */
function removeOthers(folder, keep) {
  for (const name of readdirSync(join(options.out, folder), { withFileTypes: true })) {
    const relative = folder ? `${folder}/${name.name}` : name.name
    const full = join(options.out, relative)
    if (name.isDirectory()) {
      if (relative.startsWith('pages')) removeOthers(relative, keep)
    } else if (!keep.has(relative) && !name.name.startsWith('.')) {
      if (folder || Date.now() - statSync(full).mtimeMs > keepOldChunksMs) rmSync(full, { force: true })
    }
  }
}

async function build() {
  // Looked at before the build: a source that changes meanwhile makes the next run build again.
  const sources = bootstrap.describeSources()
  const output = await bundle()
  const keep = new Set(output.map((file) => file.fileName))
  const [chunks, entries] = [output.filter((file) => !file.isEntry), output.filter((file) => file.isEntry)]
  // The entry names the chunks that it needs by their digest, so it comes last.
  for (const file of [...chunks, ...entries]) publish(join(options.out, file.fileName), file.type === 'chunk' ? file.code : file.source)
  for (const page of copyPages('docs/diagnostics', 'pages')) keep.add(page)
  removeOthers('', keep)
  if (isProduct) publish(bootstrap.buildStamp, sources)
}
