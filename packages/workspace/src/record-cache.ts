import { randomBytes } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checklist, Diagnostic, Loaded, Positions, RecordOf, SchemaName } from '@refractor/core'
import { buildId } from './build-id.ts'
import type { TextFile } from './read-file.ts'
import type { ReadOptions } from './types.ts'

/** Loads records and checklists; what was parsed before comes from `.refractor/cache` without loading the parsers. */
export interface RecordCache {
  record<N extends SchemaName>(name: N, file: TextFile): Promise<Loaded<RecordOf<N>>>
  checklist(file: TextFile): Promise<Checklist>
  /** Findings about all records that were loaded so far, together and as `scope` sees them. */
  findings(scope: string, find: () => readonly Diagnostic[]): readonly Diagnostic[]
}

/**
 * A shard is a line of JSON with what everyone needs, then the bytes that were parsed, then (only read when a place is asked for) the
 * positions. The bytes are compared with those of the file: that is exact, and takes less time than loading a hash function.
 */
interface Shard {
  readonly first: Readonly<Record<string, unknown>>
  readonly bytes: Buffer
  second(): string
}

/** What a shard is about; it is used only where all of it is the same. */
interface Subject {
  readonly build: string
  readonly kind: string
  readonly path: string
}

const newline = 10

/** False for what holds a number that JSON would change. (Quicker than a replacer, which makes writing several times slower.) */
function isFaithful(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0)
  if (typeof value !== 'object' || value === null) return true
  return Array.isArray(value) ? value.every(isFaithful) : Object.values(value).every(isFaithful)
}

/** Written as they are read: `undefined` for a value that JSON would change, so that a cached record equals a parsed one. */
function shardOf(first: object, bytes: Buffer, second: string): Buffer | undefined {
  if (!isFaithful(first)) return undefined
  const end = Buffer.from(`${second}\n`)
  const text = JSON.stringify({ ...first, bytes: bytes.length, second: end.length - 1 })
  return Buffer.concat([Buffer.from(`${text}\n`), bytes, end])
}

/** The last part is mostly not wanted: only its length is checked here. */
function parseShard(shard: Buffer): Shard | undefined {
  const end = shard.indexOf(newline)
  const first = JSON.parse(shard.toString('utf8', 0, end)) as Readonly<Record<string, unknown>>
  const { bytes, second } = first
  if (!Array.isArray(first['diagnostics']) || !Number.isInteger(bytes) || !Number.isInteger(second)) return undefined
  const middle = end + 1 + (bytes as number)
  if (middle + (second as number) + 1 !== shard.length || shard.at(-1) !== newline) return undefined
  return { first, bytes: shard.subarray(end + 1, middle), second: () => shard.toString('utf8', middle, shard.length - 1) }
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

/** A name for the shard of a path. Long paths may share one: what a shard is about is written in it. */
const shardName = ({ kind, path }: Subject): string => `${`${kind}-${encodeURIComponent(path)}`.slice(-180)}.json`

/** Tells one writing of a shard from every other; it has to be new, not secret. */
const newStamp = (): string => `${Date.now().toString(36)}.${process.pid.toString(36)}.${Math.random().toString(36).slice(2)}`

/** The files of the cache. Reading and writing are best effort: whatever fails, the caller parses as if there were no cache. */
function shardStore(root: string): {
  read(subject: Subject, bytes: Buffer): Shard | undefined
  write(subject: Subject, bytes: Buffer, first: object, second: string): void
} {
  const folder = join(root, '.refractor', 'cache')
  let writable: boolean | undefined

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
    for (const name of readdirSync(folder)) {
      const path = join(folder, name)
      if (Date.now() - lstatSync(path).mtimeMs > month) rmSync(path, { force: true, recursive: true })
    }
    return true
  }

  return {
    read(subject, bytes) {
      try {
        const shard = parseShard(readFileSync(join(folder, shardName(subject))))
        const isSame =
          shard?.first['build'] === subject.build && shard.first['kind'] === subject.kind && shard.first['path'] === subject.path
        return isSame && shard.bytes.equals(bytes) ? shard : undefined
      } catch {
        return undefined
      }
    },
    write(subject, bytes, first, second) {
      if (writable === false) return
      const shard = shardOf({ ...subject, ...first }, bytes, second)
      if (shard === undefined) return
      try {
        writable ??= makeFolder()
        if (!writable) return
        const file = join(folder, shardName(subject))
        const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
        writeFileSync(temporary, shard, { flag: 'wx' })
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
  const store = options.cache === false || options.tree !== undefined || build === undefined ? undefined : shardStore(root)
  // The path is part of the subject because findings and boxes carry it.
  const subjectOf = (kind: string, path: string): Subject => ({ build: build as string, kind, path })
  /** Which writing of which shard was used: together they stand for the content of all files that were loaded. */
  const stamps: string[] = []

  return {
    findings(scope, find) {
      if (store === undefined) return find()
      const subject = subjectOf('findings', scope)
      const used = Buffer.from(stamps.join('\n'))
      const known = store.read(subject, used)
      if (known !== undefined) return known.first['diagnostics'] as readonly Diagnostic[]
      const diagnostics = find()
      store.write(subject, used, { diagnostics }, '')
      return diagnostics
    },
    async record<N extends SchemaName>(name: N, { source, bytes }: TextFile) {
      const key = `${name} ${source.path}`
      const before = store === undefined ? options.parsed?.get(key) : undefined
      if (before !== undefined && bytes.equals(before.bytes)) return before.loaded as Loaded<RecordOf<N>>
      const subject = subjectOf(name, source.path)
      const shard = store?.read(subject, bytes)
      const stamp = (shard?.first['stamp'] as string | undefined) ?? newStamp()
      stamps.push(stamp)
      if (shard === undefined) {
        const loaded = (await parsers()).loadRecord(name, source)
        const { record, diagnostics } = loaded
        store?.write(subject, bytes, { stamp, record, diagnostics }, JSON.stringify(loaded.positions))
        options.parsed?.set(key, { bytes, loaded })
        return loaded
      }
      let positions: Positions | undefined
      const loaded: Loaded<RecordOf<N>> = {
        source,
        record: shard.first['record'] as RecordOf<N> | undefined,
        diagnostics: shard.first['diagnostics'] as readonly Diagnostic[],
        get positions() {
          positions ??= parsePositions(shard.second())
          return positions
        },
      }
      options.parsed?.set(key, { bytes, loaded })
      return loaded
    },
    async checklist({ source, bytes }) {
      const subject = subjectOf('checklist', source.path)
      const shard = store?.read(subject, bytes)
      if (shard === undefined) {
        const { source: _, ...parsed } = (await parsers()).parseChecklist(source)
        store?.write(subject, bytes, { ...parsed }, '')
        return { source, ...parsed }
      }
      const { build: _, kind: __, path: ___, bytes: ____, second: _____, ...parsed } = shard.first
      return { source, title: undefined, ...parsed } as unknown as Checklist
    },
  }
}
