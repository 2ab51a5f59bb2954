import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPage, shellCommands } from './support/markdown.ts'

// The five minutes of the README, typed into a shell as they stand there.

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const { fences } = readPage(readFileSync(join(root, 'README.md'), 'utf8'))
const tour = fences.filter(({ language, heading }) => language === 'sh' && heading === 'Five minutes').map(({ text }) => text)
const picture = fences.find(({ language, text }) => language === 'text' && text.startsWith('$ refractor '))?.text ?? ''

interface Step {
  readonly line: string
  readonly code: number
  readonly output: string
}

/** Commit ids differ from run to run; their length does not. */
const steady = (text: string): string => text.replace(/\bat [0-9a-f]{7}\b/g, 'at 0000000').trimEnd()

let scratch: string
let steps: Step[]

beforeAll(() => {
  scratch = realpathSync.native(mkdtempSync(join(tmpdir(), 'refractor-tour-')))
  mkdirSync(join(scratch, 'clone'))
  writeFileSync(join(scratch, 'gitconfig'), '[user]\n  name = Lead\n  email = lead@example.org\n')
  // Each run leaves its arguments, exit code and output in a file of its own; the tour goes on after a "no".
  const shell = `set -euo pipefail
refractor() {
  local number code=0
  number=$(ls "$STEPS" | wc -l)
  "$NODE" "$TOOL" "$@" > "$STEPS/out" || code=$?
  { printf '%s\\n%s\\n' "$*" "$code"; cat "$STEPS/out"; } > "$STEPS/$(printf %03d "$number")"
  rm "$STEPS/out"
}
${tour.join('\n')}
`
  mkdirSync(join(scratch, 'steps'))
  const { status, stderr } = spawnSync('bash', ['-c', shell], {
    cwd: join(scratch, 'clone'),
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: scratch,
      GIT_CONFIG_GLOBAL: join(scratch, 'gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1',
      NODE: process.execPath,
      TOOL: join(root, 'refractor'),
      STEPS: join(scratch, 'steps'),
    },
  })
  if (status !== 0) throw new Error(`the tour stopped: ${stderr}`)
  steps = readdirSync(join(scratch, 'steps'))
    .sort()
    .map((name) => {
      const [line = '', code = '', ...output] = readFileSync(join(scratch, 'steps', name), 'utf8').split('\n')
      return { line, code: Number(code), output: steady(output.join('\n')) }
    })
}, 180_000)

afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('the tour of the README', () => {
  test('each command ends as the comment beside it says, or else with 0', () => {
    const expected = tour
      .flatMap(shellCommands)
      .filter(({ words }) => words[0] === 'refractor')
      .map(({ words, comment }) => ({ line: words.slice(1).join(' '), code: Number(/exit code (\d+)/.exec(comment)?.[1] ?? 0) }))
    expect(steps.map(({ line, code }) => ({ line, code }))).toEqual(expected)
    expect(steps.length).toBeGreaterThan(10)
  })

  test('the picture at the top is what the tool prints on the way', () => {
    const [prompt = '', ...lines] = picture.split('\n')
    const printed = steps.filter(({ line, code }) => `$ refractor ${line}` === prompt && code === 1).map(({ output }) => output)
    expect(steady(lines.join('\n'))).toBe(printed.at(-1))
  })

  test('the phase ends closed, and a change of what it rests on is seen', () => {
    expect(steps.at(-1)?.output).toMatch(/MET {2}4 of 4/)
    writeFileSync(join(scratch, 'tides/docs/method.md'), '# Method\n')
    expect(spawnSync(process.execPath, [join(root, 'refractor'), 'gate', 'check', 'P0'], { cwd: join(scratch, 'tides') }).status).toBe(3)
  })
})
