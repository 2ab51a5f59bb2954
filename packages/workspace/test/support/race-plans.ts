// Applies plans until there is nothing left to do, against another process that does the same, and prints what it did.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyPlan } from '../../src/apply-plan.ts'

const [, , root = '', count = '0', name = ''] = process.argv
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
let moves = 0
const codes: string[] = []
for (let i = 0; i < Number(count); i++) {
  const { ok, ...rest } = applyPlan(
    root,
    { title: 'move', steps: [{ type: 'move', from: `in/${i}.md`, to: `out/${i}.md`, before: sha256(`file ${i}\n`), why: 'race' }] },
    { waitMs: 60_000 },
  )
  if (ok) moves++
  else if ('diagnostics' in rest) codes.push(...rest.diagnostics.map((one) => one.code))
  for (let done = false; !done; ) {
    const text = readFileSync(join(root, 'log.txt'), 'utf8')
    done = applyPlan(
      root,
      { title: 'log', steps: [{ type: 'edit', path: 'log.txt', before: sha256(text), text: `${text}${name} ${i}\n`, why: 'race' }] },
      { waitMs: 60_000 },
    ).ok
  }
}
process.stdout.write(JSON.stringify({ moves, codes }))
