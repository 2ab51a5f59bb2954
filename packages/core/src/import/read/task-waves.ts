import { parseJson } from '../../load/json.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { Code } from '../scan/block.ts'
import { linesOf } from '../scan/block.ts'
import { addAttribute } from './attribute.ts'
import type { Reading } from './reading.ts'

interface Wave {
  readonly id: string
  readonly tasks: readonly string[]
}

const largest = 200_000

function wavesOf(value: unknown): Wave[] | undefined {
  const list = typeof value === 'object' && value !== null ? (value as { waves?: unknown }).waves : undefined
  if (!Array.isArray(list)) return undefined
  const waves: Wave[] = []
  for (const [index, wave] of list.entries()) {
    if (typeof wave !== 'object' || wave === null) return undefined
    const { id = index, tasks } = wave as { id?: unknown; tasks?: unknown }
    if (!Array.isArray(tasks) || !tasks.every((task) => typeof task === 'string' || typeof task === 'number')) return undefined
    waves.push({ id: String(id), tasks: tasks.map(String) })
  }
  return waves
}

/**
 * Reads a graph of waves, `{"waves": [{"id": 0, "tasks": ["1.1"]}]}`: each task gets its wave, and the program keeps them all in
 * `attributes.waves`. False when the code is none.
 */
export function readWaves(code: Code, taskOf: (id: string) => Task | undefined, reading: Reading): boolean {
  const text = code.body.map((line) => line.text).join('\n')
  if (!/^json5?c?$|^$/.test(code.language) || text.length > largest || !text.includes('"waves"')) return false
  const waves = wavesOf(parseJson({ path: reading.file, text }).value)
  if (waves === undefined) return false
  const { program } = reading.draft
  for (const { id, tasks } of waves) {
    addAttribute(program, 'waves', `${id}: ${tasks.join(', ')}`)
    for (const task of tasks) {
      const record = taskOf(task)
      if (record && record.attributes?.wave === undefined) addAttribute(record, 'wave', id)
    }
  }
  reading.account.map(linesOf(code), program, 'attributes.waves')
  return true
}
