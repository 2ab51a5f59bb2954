import { describe, expect, it } from 'vitest'
import { linkTexts } from '../build-program.ts'

const texts = (depends: string) => ({
  'specification/phases/P0.yaml': `format: 1\nid: "P0"\ntitle: "A"\ntasks:\n  - { id: "T1", title: "T" }\n  - { id: "T2", title: "T", depends: [${depends}] }\n`,
})
const found = (depends: string) => linkTexts(texts(depends)).diagnostics.filter(({ code }) => code.startsWith('link/'))

describe('dependencies with a type', () => {
  it('name a task, a milestone or a phase', () => {
    expect(found('{ on: "T1" }')).toEqual([])
    expect(found('{ on: "P0", type: SS }')).toEqual([])
  })

  it('are told where they name nothing, with the nearest id', () => {
    const [one, ...rest] = found('{ on: "T3" }')
    expect(rest).toEqual([])
    expect(one).toMatchObject({ code: 'link/unknown-id', message: 'dependency T3 of task T2 does not exist' })
    expect(one?.location).toMatchObject({ file: 'specification/phases/P0.yaml', line: 6 })
    expect(one?.expected).toContain('T1')
  })
})
