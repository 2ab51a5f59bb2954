// tested-for: P4.R3
import { expect, it } from 'vitest'
import { planInit } from '../../src/plan/init.ts'
import { withMergeDriver } from '../../src/plan/merge-driver.ts'

const nothing = { title: 'merge', steps: [] }
const lines = '/refractor.yaml merge=refractor\n/specification/**/*.yaml merge=refractor\n'

it('writes .gitattributes, or what it lacks', () => {
  expect(withMergeDriver(nothing, ['specification'], undefined).steps).toMatchObject([
    { type: 'create', path: '.gitattributes', text: lines },
  ])
  expect(withMergeDriver(nothing, ['specification'], '* text=auto').steps).toMatchObject([{ type: 'edit', text: `* text=auto\n${lines}` }])
  expect(withMergeDriver(nothing, ['specification'], lines).steps).toEqual([])
})

it('names each folder once', () => {
  const [step] = withMergeDriver(nothing, ['plan/b', 'plan', 'the plan'], undefined).steps
  expect(step).toMatchObject({
    text: '/refractor.yaml merge=refractor\n/plan/**/*.yaml merge=refractor\n/the?plan/**/*.yaml merge=refractor\n',
  })
})

it('adds to the file that the plan writes already', () => {
  const plan = planInit({ id: 'harbour', name: 'Harbour', schemas: {} })
  const more = withMergeDriver(plan, ['specification'], undefined)
  expect(more.steps).toHaveLength(plan.steps.length)
  const attributes = more.steps.find((step) => step.type === 'create' && step.path === '.gitattributes')
  expect(attributes).toMatchObject({ text: expect.stringMatching(/^docs\/evidence\/\*\* -text\n[\s\S]*merge=refractor\n$/) })
  expect(withMergeDriver(more, ['specification'], undefined)).toEqual(more)
})
