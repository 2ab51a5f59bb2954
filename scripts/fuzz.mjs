// `npm run fuzz [ROUNDS]`: the property tests again, each round with another seed. What fails is printed with its seed:
// FAST_CHECK_SEED=<seed> npx vitest run <file> shows it again.
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const rounds = Number(process.argv[2] ?? 5)
const files = ['packages', 'test']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))))
  .filter((path) => path.endsWith('.test.ts') && !path.includes('node_modules'))
  .filter((path) => readFileSync(join(root, path), 'utf8').includes("from 'fast-check'"))
if (!Number.isInteger(rounds) || rounds < 1 || files.length === 0) {
  console.error(files.length === 0 ? 'no file has a property' : 'ROUNDS is a whole number from 1')
  process.exit(2)
}

let failed = 0
for (let round = 1; round <= rounds; round++) {
  const seed = String(randomInt(2 ** 31))
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=dot', ...files],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      env: { ...process.env, NO_COLOR: '1', FAST_CHECK_SEED: seed },
    },
  )
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} round ${round} of ${rounds}, seed ${seed}`)
  if (status === 0) continue
  failed += 1
  console.log(`${stdout}${stderr}`.replace(/^/gm, '  '))
}
console.log(`${files.length} files with properties, ${rounds - failed} of ${rounds} rounds passed`)
process.exitCode = failed > 0 ? 1 : 0
