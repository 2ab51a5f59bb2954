import { describe, expect, it } from 'vitest'
import { renamedId } from '../../src/compare/renamed-id.ts'
import { parseYaml } from '../../src/load/yaml.ts'

const read = (text: string): unknown => parseYaml({ path: '', text }).value
const tasks = (...list: readonly (readonly [id: string, title: string])[]) => ({
  file: 'tasks' as const,
  text: `format: 1\ntasks:\n${list.map(([id, title]) => `  - id: ${id}\n    title: ${title}\n`).join('')}`,
})
const one = { type: 'task' as const, within: {}, fields: { id: 'T-1', title: 'One', state: 'done' } }

describe('another id of a record', () => {
  it('is the one that only the other side has, with the same meaning', () => {
    const here = [tasks(['T-1', 'One'], ['T-2', 'Two'])]
    expect(renamedId(one, here, [tasks(["'X-1' # was T-1", 'One'], ['"T-2"', 'Two'])], read)).toBe('X-1')
    expect(renamedId(one, here, [tasks(['X-1', 'Another'], ['T-2', 'One'])], read)).toBeUndefined()
    expect(renamedId(one, here, [tasks(['X-1', 'One'], ['X-2', 'One'])], read)).toBeUndefined()
    expect(renamedId(one, here, [], read)).toBeUndefined()
  })

  it('is of the same type', () => {
    const risks = { file: 'risks' as const, text: 'format: 1\nrisks:\n  - id: R-1\n    title: One\n' }
    expect(renamedId(one, [tasks(['T-1', 'One'])], [risks], read)).toBeUndefined()
  })

  it('is not looked for in what cannot be read, or among a whole program', () => {
    const broken = { file: 'tasks' as const, text: 'tasks:\n  - id: X-1\n    title: "One\n' }
    expect(renamedId(one, [tasks(['T-1', 'One'])], [broken], read)).toBeUndefined()
    const many = tasks(...Array.from({ length: 300 }, (_, index) => [`X-${index}`, index === 7 ? 'One' : `${index}`] as const))
    expect(renamedId(one, [tasks(['T-1', 'One'])], [many], read)).toBeUndefined()
  })
})
