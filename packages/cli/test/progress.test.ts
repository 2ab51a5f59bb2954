import { describe, expect, it } from 'vitest'
import type { CommonOptions } from '../src/common-options.ts'
import type { Io } from '../src/io.ts'
import { progress, withProgress } from '../src/progress.ts'

/** What is written to standard error by work that takes a second for each of ten steps. */
function written(io: Partial<Io>, common: CommonOptions = {}, seconds = 1): string {
  let text = ''
  let now = 0
  const context = {
    io: {
      progress: true,
      width: 100,
      stderr: (more: string) => {
        text += more
      },
      ...io,
    } as Io,
    common,
  }
  const line = progress(context, 'Hashing files', () => now)
  for (let done = 0; done <= 10; done++) {
    line.step(done, 10)
    now += seconds * 1000
  }
  line.end()
  return text
}

describe('progress of long work', () => {
  it('is one line that is drawn over and wiped out in the end', () => {
    const text = written({})
    expect(text).not.toContain('\n')
    expect(text.split('\r').slice(1)).toHaveLength(11)
    expect(text).toContain('\rHashing files  ━━━━━━━━━━──────────  5 of 10\u001b[K')
    expect(text.endsWith('\r\u001b[K')).toBe(true)
  })

  it.each<[string, Partial<Io>, CommonOptions]>([
    ['no terminal', { progress: false }, {}],
    ['a host that says nothing of it', { progress: undefined as never }, {}],
    ['--quiet', {}, { quiet: true }],
    ['--json', {}, { json: true }],
    ['--format json', {}, { format: 'json' }],
    ['--format github', {}, { format: 'github' }],
  ])('is silent: %s', (_, io, common) => expect(written(io, common)).toBe(''))

  it('is silent for work that is soon over, and does not flicker', () => {
    expect(written({}, {}, 0.03)).toBe('')
    expect(written({}, {}, 0.06).split('\r').length).toBeLessThan(5)
  })

  it('fits a narrow terminal', () => {
    for (const part of written({ width: 24 }).split('\r').slice(1, -1)) expect(part.replace('\u001b[K', '').length).toBeLessThan(24)
  })

  it('is wiped out when the work fails', async () => {
    let text = ''
    const io = {
      progress: true,
      width: 80,
      stderr: (more: string) => {
        text += more
      },
    } as Io
    const work = withProgress({ io, common: {} }, 'Counting', async (step) => {
      await new Promise((resolve) => setTimeout(resolve, 450))
      step(1, 2)
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(text).toContain('Counting')
    expect(text.endsWith('\r\u001b[K')).toBe(true)
  })
})
