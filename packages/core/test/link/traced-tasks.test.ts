import { expect, it } from 'vitest'
import { hasScheduledTasks, isScheduled } from '../../src/link/scheduled-tasks.ts'
import { untraced } from '../../src/link/traced-tasks.ts'
import { buildProgram } from '../build-program.ts'

const build = (tasks: string, phase = '') =>
  buildProgram({
    'specification/tasks.yaml': `format: 1\ntasks: [${tasks}]\n`,
    ...(phase && { 'specification/phases/P0.yaml': `format: 1\nid: P0\ntitle: P\n${phase}\n` }),
  })
const t = (id: string, more = '') => `{id: ${id}, title: T${more}}`
const traced = (id: string) => t(id, ', requirements: [R]')
const lacking = (tasks: readonly string[], demanded?: boolean) =>
  untraced(build(tasks.join(', ')), demanded, ({ record }) => record.requirements !== undefined).map(({ id }) => id)

it.each<[string, readonly string[], boolean | undefined, readonly string[]]>([
  ['no habit', [t('a'), t('b')], undefined, []],
  ['half a habit', [traced('a'), t('b')], undefined, []],
  ['a habit', [traced('a'), traced('b'), traced('c'), t('d')], undefined, ['d']],
  ['what is demanded', [t('a'), t('b')], true, ['a', 'b']],
  ['what is not', [traced('a'), traced('b'), traced('c'), t('d')], false, []],
  ['a checkpoint', [t('a', ', checkpoint: true'), traced('b')], true, []],
  ['a child, in place of its parent', [t('a', `, children: [${t('b')}, ${traced('c')}]`)], true, ['b']],
  ['children of a traced parent', [t('a', `, requirements: [R], children: [${t('b')}]`)], true, []],
  ['a parent of traced children', [t('a', `, children: [${t('b', `, children: [${traced('c')}]`)}]`)], true, []],
  ['nothing at all', [], undefined, []],
])('looks at %s', (_, tasks, demanded, expected) => expect(lacking(tasks, demanded)).toEqual(expected))

it('knows which tasks are scheduled', () => {
  const group = t('a', `, children: [${t('b')}, ${t('c', `, children: [${t('d')}]`)}]`)
  const scheduled = (phase?: string) => ['a', 'b', 'c', 'd', 'e'].filter((id) => isScheduled(build(group, phase), id))
  expect(scheduled()).toEqual([])
  expect(scheduled('tasks: [b]')).toEqual(['b'])
  expect(scheduled('tasks: [b, d]')).toEqual(['a', 'b', 'c', 'd'])
  expect(scheduled('tasks: [a]')).toEqual(['a', 'b', 'c', 'd'])
  expect([hasScheduledTasks(build(group)), hasScheduledTasks(build(group, 'tasks: [b]'))]).toEqual([false, true])
})
