import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/** Modules that write files which are none of a workspace, or which nobody misses: each of them says why. */
const others: Readonly<Record<string, string>> = {
  'durable-files.ts': 'the door itself',
  'lock.ts': 'the lock, which is there before a journal is',
  'record-cache.ts': 'the cache, which may be lost at any time',
  'signing-key.ts': 'a key in a temporary folder, for ssh-keygen',
  'ssh-keygen.ts': 'temporary folders, for ssh-keygen',
  'extract-snapshot.ts': 'a temporary work tree',
  'merge-files.ts': 'a temporary folder, for git merge-file',
  'rehearsal-folder.ts': 'a temporary folder, for a drill',
}

const writing =
  /\b(?:write(?:File|v)?|append(?:File)?|link|symlink|unlink|rename|rm|rmdir|mkdir|mkdtemp|copyFile|cp|chmod|fchmod|lchmod|chown|utimes|futimes|truncate|ftruncate|createWriteStream)(?:Sync)?\b/

/** The names that a module takes from the file system. */
function fileCalls(text: string): string[] {
  const imports = [...text.matchAll(/import (?!type )(.+?) from 'node:fs(?:\/promises)?'/gs)].map((one) => one[1] as string)
  const dynamic = /(?:import|require)\('node:fs/.test(text) ? ['* (dynamic)'] : []
  return [...imports.flatMap((names) => (names.startsWith('{') ? names.replace(/[{}\s]/g, '').split(',') : [`* ${names}`])), ...dynamic]
}

test('only one module of the package changes files of a workspace', () => {
  const found = readdirSync(source).filter((name) => {
    const calls = fileCalls(readFileSync(`${source}${name}`, 'utf8'))
    return calls.some((call) => call.startsWith('*') || writing.test(call))
  })
  expect(found.filter((name) => !(name in others))).toEqual([])
  expect(found).toContain('durable-files.ts')
})
