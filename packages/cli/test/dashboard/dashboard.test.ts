// tested-for: P5.R5
import { writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Drawn } from '../../src/dashboard/draw.ts'
import { drawingLoop } from '../../src/dashboard/drawing-loop.ts'
import { Scenario } from '../transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

const program = 'format: 1\nid: harbour\nname: Harbour\n'
const phase = (title: string): string =>
  `format: 1\nid: P0\ntitle: ${title}\nexit:\n  criteria:\n    - { id: P0.1, statement: It is archived, check: { kind: archived, phase: P0 } }\n`

function scenario(): Scenario {
  const s = new Scenario()
  open.push(s)
  s.write('refractor.yaml', 'format: 1\n')
  s.write('specification/program.yaml', program)
  s.write('specification/phases/P0.yaml', phase('Plan'))
  s.commit('The plan')
  return s
}

/** A dashboard that runs until it is ended. */
function started(s: Scenario, line = 'dashboard') {
  let said = ''
  let end = (): void => undefined
  const stopped = new Promise<void>((resolve) => {
    end = resolve
  })
  s.io = {
    untilStopped: () => stopped,
    stderr: (text) => {
      said += text
    },
  }
  const ended = s.refractor(line)
  const until = async (words: RegExp): Promise<RegExpExecArray> => {
    for (let turn = 0; turn < 6000; turn++) {
      const found = words.exec(said)
      if (found !== null) return found
      await new Promise((next) => setTimeout(next, 10))
    }
    throw new Error(`${words} was not said: ${said}`)
  }
  return { until, said: () => said, end: () => end(), ended, url: async () => (await until(/http:\S+/))[0] }
}

const page = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += String(chunk)
      })
      response.on('end', () => resolve(text))
    }).on('error', reject)
  })

describe('dashboard', () => {
  it('serves the report, draws it again when a file changes, shows findings of broken files, and changes nothing', async () => {
    const s = scenario()
    const dashboard = started(s)
    const url = await dashboard.url()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    const first = await page(url)
    expect(first).toContain('Harbour')
    expect(first).toContain("new EventSource('/events')")
    expect(first).toContain("connect-src 'self'")

    writeFileSync(join(s.root, 'specification/phases/P0.yaml'), phase('Another title'))
    await dashboard.until(/drawn again at [^\n:]+:\d\d:\d\dZ\n/)
    expect(await page(url)).toContain('Another title')

    writeFileSync(join(s.root, 'specification/program.yaml'), `${program}broken: [`)
    await dashboard.until(/no report, \d+ finding/)
    const broken = await page(url)
    expect(broken).toContain('specification/program.yaml')
    expect(broken).toContain('yaml/syntax')

    writeFileSync(join(s.root, 'specification/program.yaml'), program)
    writeFileSync(join(s.root, 'specification/phases/P0.yaml'), phase('Mended'))
    while (!(await page(url)).includes('Mended')) await new Promise((next) => setTimeout(next, 20))

    dashboard.end()
    expect(await dashboard.ended).toMatchObject({ code: 0 })
    await expect(page(url)).rejects.toThrow()
    expect(s.git('status', '--porcelain').trim()).toBe('M specification/phases/P0.yaml')
  }, 60_000)

  it.each([
    ['--port 70000', 2],
    ['--port no', 2],
    ['--program nobody', 0],
  ])('%s ends with %s', async (options, code) => {
    const s = scenario()
    const dashboard = started(s, `dashboard ${options}`)
    dashboard.end()
    expect((await dashboard.ended).code).toBe(code)
  })

  it('is refused outside of a workspace, for several programs at once, and where the port is taken', async () => {
    const s = scenario()
    expect(await s.refractor('-C / dashboard')).toMatchObject({ code: 2, stdout: '' })
    const dashboard = started(s)
    const port = new URL(await dashboard.url()).port
    const other = scenario()
    expect(await other.refractor(`dashboard --port ${port} --json`)).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('EADDRINUSE'),
    })
    dashboard.end()
    await dashboard.ended
    other.write('refractor.yaml', 'format: 1\nprograms:\n  - id: harbour\n    default: true\n  - id: other\n')
    other.write('specification/other/program.yaml', program.replaceAll('harbour', 'other'))
    expect((await other.refractor('dashboard')).code).toBe(2)
  })
})

describe('drawing', () => {
  const drawn = (version: string): Drawn => ({ version, html: version, ok: true, name: '', findings: 0, folders: [] })

  it('is done one at a time, once more for any number of changes meanwhile, and tells what is new', async () => {
    const told: string[] = []
    let [running, most, count] = [0, 0, 0]
    const loop = drawingLoop(
      drawn('a'),
      async () => {
        running++
        most = Math.max(most, running)
        await new Promise((next) => setTimeout(next, 5))
        running--
        count++
        return drawn(count === 1 ? 'a' : 'b')
      },
      { tell: ({ version }) => told.push(version), fail: () => undefined },
    )
    loop.again()
    await loop.idle()
    expect([most, count, told]).toEqual([1, 1, []])
    for (let index = 0; index < 10; index++) loop.again()
    await loop.idle()
    expect([most, count, told, loop.current().version]).toEqual([1, 3, ['b'], 'b'])
  })

  it('keeps the last page when one cannot be drawn', async () => {
    const failed: unknown[] = []
    const loop = drawingLoop(drawn('a'), () => Promise.reject(new Error('no')), {
      tell: () => undefined,
      fail: (error) => failed.push(error),
    })
    loop.again()
    await loop.idle()
    expect(loop.current().version).toBe('a')
    expect(failed).toHaveLength(1)
  })
})
