import { randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checklist, Diagnostic, Loaded, Positions, RecordOf, SchemaName, SourceFile } from '@refractor/core'
import { buildId } from './build-id.ts'
import { sha256Of } from './read-file.ts'
import type { ReadOptions } from './types.ts'

/** Loads records and checklists; what was parsed before comes from `.refractor/cache` without loading the parsers. */
export interface RecordCache {
  record<N extends SchemaName>(name: N, source: SourceFile, sha256: string): Promise<Loaded<RecordOf<N>>>
  checklist(source: SourceFile, sha256: string): Promise<Checklist>
  /** Findings about all records that were loaded so far, together and as `scope` sees them. */
  findings(scope: string, find: () => readonly Diagnostic[]): readonly Diagnostic[]
}

/** A shard is two lines of JSON: what everyone needs, and (only read when a place is asked for) the positions. */
interface Shard {
  readonly first: Readonly<Record<string, unknown>>
  second(): string
}

/** Written as they are read: `undefined` for a value that JSON would change, so that a cached record equals a parsed one. */
function shardText(first: object, second: string): string | undefined {
  let faithful = true
  const text = JSON.stringify({ ...first, second: Buffer.byteLength(second) }, (_key, value: unknown) => {
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) faithful = false
    return value
  })
  return faithful ? `${text}\n${second}\n` : undefined
}

const newline = 10

/** The second line is mostly longer than the first and mostly not wanted: only its length is checked here. */
function parseShard(bytes: Buffer): Shard | undefined {
  const end = bytes.indexOf(newline)
  const first = JSON.parse(bytes.toString('utf8', 0, end)) as Readonly<Record<string, unknown>>
  const rest = bytes.subarray(end + 1, -1)
  return Array.isArray(first['diagnostics']) && first['second'] === rest.length && bytes.at(-1) === newline
    ? { first, second: () => rest.toString('utf8') }
    : undefined
}

function parsePositions(text: string): Positions {
  try {
    return JSON.parse(text) as Positions
  } catch {
    return {}
  }
}

const isFolder = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
const month = 30 * 24 * 3600 * 1000

/** The files of the cache. Reading and writing are best effort: whatever fails, the caller parses as if there were no cache. */
function shardStore(root: string): { read(key: string): Shard | undefined; write(key: string, text: string): void } {
  const folder = join(root, '.refractor', 'cache')
  let writable = true
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), `${key.slice(2)}.json`)

  // Each folder is looked at before anything is made in it: a planted link must not make the cache write elsewhere.
  const ensure = (place: string): boolean => {
    if (lstatSync(place, { throwIfNoEntry: false }) === undefined) mkdirSync(place, { recursive: true })
    return isFolder(place)
  }
  const makeFolder = (): boolean => {
    if (!ensure(join(root, '.refractor')) || !ensure(folder)) return false
    try {
      writeFileSync(join(folder, '.gitignore'), '*\n', { flag: 'wx' })
    } catch {}
    return true
  }
  const prune = (place: string): void => {
    for (const name of readdirSync(place)) {
      const path = join(place, name)
      if (Date.now() - statSync(path).mtimeMs > month) rmSync(path, { force: true })
    }
  }

  return {
    read(key) {
      try {
        return parseShard(readFileSync(fileOf(key)))
      } catch {
        return undefined
      }
    },
    write(key, text) {
      if (!writable) return
      try {
        writable = makeFolder()
        if (!writable) return
        const file = fileOf(key)
        const place = join(folder, key.slice(0, 2))
        if (!ensure(place)) return
        prune(place)
        const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
        writeFileSync(temporary, text, { flag: 'wx' })
        renameSync(temporary, file)
      } catch {
        writable = false
      }
    },
  }
}

/** One import for all misses; a warm run never gets here, so it loads neither zod nor yaml. */
const parsers = () => import('@refractor/core/load')

/** Opens the cache of a workspace. Without a build id (source code that may change under it), or with `cache: false`, it only parses. */
export function openRecordCache(root: string, options: ReadOptions = {}): RecordCache {
  const build = options.build ?? buildId
  const store = options.cache === false || build === undefined ? undefined : shardStore(root)
  // The path is part of the key because findings and boxes carry it.
  const keyOf = (kind: string, source: SourceFile, sha256: string): string => sha256Of([build, kind, source.path, sha256].join('\u0000'))
  const loadedKeys: string[] = []
  const save = (key: string, first: object, second: string): void => {
    const text = store && shardText(first, second)
    if (text !== undefined) store?.write(key, text)
  }

  return {
    findings(scope, find) {
      if (store === undefined) return find()
      const key = sha256Of(['findings', scope, ...loadedKeys].join('\u0000'))
      const known = store.read(key)
      if (known !== undefined) return known.first['diagnostics'] as readonly Diagnostic[]
      const diagnostics = find()
      save(key, { diagnostics }, '')
      return diagnostics
    },
    async record<N extends SchemaName>(name: N, source: SourceFile, sha256: string) {
      const key = keyOf(name, source, sha256)
      loadedKeys.push(key)
      const shard = store?.read(key)
      if (shard === undefined) {
        const loaded = (await parsers()).loadRecord(name, source)
        save(key, { record: loaded.record, diagnostics: loaded.diagnostics }, JSON.stringify(loaded.positions))
        return loaded
      }
      let positions: Positions | undefined
      return {
        source,
        record: shard.first['record'] as RecordOf<N> | undefined,
        diagnostics: shard.first['diagnostics'] as readonly Diagnostic[],
        get positions() {
          positions ??= parsePositions(shard.second())
          return positions
        },
      }
    },
    async checklist(source, sha256) {
      const key = keyOf('checklist', source, sha256)
      const shard = store?.read(key)
      if (shard === undefined) {
        const { source: _, ...parsed } = (await parsers()).parseChecklist(source)
        save(key, parsed, '')
        return { source, ...parsed }
      }
      const { second: _, ...parsed } = shard.first
      return { source, title: undefined, ...parsed } as unknown as Checklist
    },
  }
}
