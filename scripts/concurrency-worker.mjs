// One of the processes of prove-concurrency.mjs: runs command lines of refractor in one workspace, one after the other, for as long as it
// lives, and writes down each before and after. Bundled by that script; it is killed at any moment.
import { appendFileSync } from 'node:fs'
import { run } from '../packages/cli/src/run.ts'

const [root, log, seed, ...mode] = process.argv.slice(2)
const isReader = mode.includes('reader')
const plan = JSON.parse(process.env.CONCURRENCY_PLAN)

/** Numbers that depend on nothing but the seed (mulberry32). */
let state = Number(seed) >>> 0
function random() {
  state = (state + 0x6d2b79f5) >>> 0
  let t = state
  t = Math.imul(t ^ (t >>> 15), t | 1)
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const oneOf = (list) => list[Math.floor(random() * list.length)]

function change(index) {
  const dice = random()
  if (dice < 0.62) return ['task', oneOf(['start', 'done', 'reopen']), oneOf(plan.tasks)]
  if (dice < 0.8) return ['milestone', oneOf(['start', 'submit', 'reopen']), oneOf(plan.milestones)]
  if (dice < 0.86) return ['approve', oneOf(plan.criteria)]
  if (dice < 0.9) return ['revoke', oneOf(plan.criteria), '--comment', 'looked at it again']
  if (dice < 0.94) return ['evidence', 'add', oneOf(plan.criteria), '--observe', `agreed=${index}`]
  if (dice < 0.97) return ['checklist', 'new', oneOf(plan.phases)]
  return ['waive', oneOf(plan.criteria), '--reason', 'the room is not free before the end of the month', '--until', plan.until]
}

const look = () =>
  oneOf([['task', 'list'], ['task', 'list'], ['milestone', 'list'], ['audit', 'verify'], ['gate', 'check', '--all'], ['status']])

const write = (entry) => appendFileSync(log, `${JSON.stringify(entry)}\n`)

async function work() {
  for (let index = 0; index < plan.most; index++) {
    const argv = isReader ? look() : change(index)
    write({ index, argv })
    let said = ''
    let complaint = ''
    const io = {
      cwd: root,
      env: { REFRACTOR_WAIT: '60' },
      version: '0',
      isTTY: false,
      interactive: false,
      width: 100,
      pagesDirs: [],
      now: () => new Date().toISOString(),
      stdout: (text) => (said += text),
      stderr: (text) => (complaint += text),
      ask: async () => false,
      askText: async () => undefined,
    }
    const exitCode = await run([...argv, '--json'], io)
    const answer = JSON.parse(said)
    const codes = answer.diagnostics.filter((one) => one.severity === 'error').map((one) => one.code)
    const seen = answer.tasks ?? answer.milestones
    write({
      index,
      exitCode,
      codes,
      ...(isReader ? { states: seen && Object.fromEntries(seen.map((one) => [one.id, one.state])) } : { applied: answer.applied === true }),
      ...(exitCode >= 4 && { complaint: complaint.slice(0, 500), messages: answer.diagnostics.map((one) => one.message) }),
    })
  }
}

void work()
