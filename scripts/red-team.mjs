// `npm run red-team`: carries out every threat of the table on real repositories, and its honest twin. Prints one line for each; fails
// when an attack succeeds, an honest change is refused, or one of the 31 was not tried. The report is reports/red-team.xml.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const bootstrap = createRequire(import.meta.url)('./bootstrap.cjs')
const { root } = bootstrap
const threats = 31

bootstrap.ensureDependencies()
const report = join(root, 'reports/red-team.xml')
rmSync(report, { force: true })
// The attacks that kill the program run the one that is built.
const built = spawnSync(process.execPath, [join(root, 'refractor'), '--version'], { cwd: root, encoding: 'utf8' })
if (built.status !== 0) {
  console.error(built.stderr)
  process.exit(1)
}
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'vitest.red-team.config.mts', ...process.argv.slice(2)],
  { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, NO_COLOR: '1' } },
)
const text = existsSync(report) ? readFileSync(report, 'utf8') : ''
const plain = (value) =>
  value.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
const cases = [...text.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(([, attributes = '', body = '']) => ({
  name: plain(/\sname="([^"]*)"/.exec(attributes)?.[1] ?? ''),
  ok: !/<failure|<error|<skipped/.test(body),
}))
for (const { name, ok } of cases) console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`)
const passed = (kind) => cases.filter(({ name, ok }) => ok && name.includes(`> ${kind}: `)).length
const [attacks, twins] = [passed('attack'), passed('honest twin')]
const missing = Array.from({ length: threats }, (_, index) => `T${index + 1}`).filter((id) =>
  ['attack', 'honest twin'].some((kind) => !cases.some(({ name, ok }) => ok && name.startsWith(`${id} `) && name.includes(`> ${kind}: `))),
)
const well = status === 0 && attacks === threats && twins === threats && missing.length === 0
if (!well) console.log(`${stdout}${stderr}`)
if (missing.length > 0) console.log(`not tried, or not as it must be: ${missing.join(', ')}`)
console.log(`${attacks} of ${threats} attacks failed as they must, ${twins} of ${threats} honest twins passed`)
process.exitCode = well ? 0 : 1
