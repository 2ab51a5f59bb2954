import { expect, test } from 'vitest'
import { planTicks } from '/work/main/packages/core/src/plan/ticks.ts'
import { caseOf, planOf, programOf } from '/work/main/packages/core/test/plan/sample.ts'
test('perf', () => {
  for (const [n, k] of [[1000, 20], [1000, 100]] as const) {
    const tasks = Array.from({ length: n }, (_, i) => `  - id: T-${i}\n    title: Task ${i} does something\n    state: open\n    requirements: ["1.${i}"]\n    sourceRefs: ["x §${i}"]\n`).join('')
    const program = programOf({ phases: { 'phases/P0.yaml': `format: 1\nid: P0\ntitle: S\ntasks:\n${tasks}` } })
    const list = Array.from({ length: k }, (_, i) => `- [x] **T-${i}** t\n`).join('')
    const t = performance.now()
    planOf(planTicks(program, caseOf({ inbox: { 'inbox/P0/P0.md': list } }), 'inbox/P0/P0.md', 'to-states'))
    console.log(n, k, performance.now() - t)
  }
}, 600000)
