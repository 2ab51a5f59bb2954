import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Scenario } from './transcripts/scenario.ts'

const open: Scenario[] = []
afterEach(() => {
  for (const one of open.splice(0)) one.remove()
})

function scenario(fixture?: string): Scenario {
  const made = new Scenario(fixture)
  open.push(made)
  return made
}

const closable =
  'format: 1\nid: "P0"\ntitle: "Plan"\nexit:\n  criteria:\n    - { id: "P0.1", statement: "Archived", check: { kind: archived, phase: "P0" } }\n'

/** A phase whose review would succeed. */
function readyForReview(): Scenario {
  const s = scenario()
  s.write('refractor.yaml', 'format: 1\n')
  s.write('specification/program.yaml', 'format: 1\nid: "harbour"\nname: "Harbour"\n')
  s.write('specification/phases/P0.yaml', closable)
  s.write('inbox/P0/move.md', '---\nphase: P0\n---\n\n- [x] The keys are handed over\n')
  s.commit('The plan')
  return s
}

describe('streams', () => {
  it('answers on standard output, refuses on standard error, never on both', async () => {
    const s = scenario('harbour-library')
    expect(await s.refractor('validate')).toMatchObject({ code: 0, stderr: '' })
    expect(await s.refractor('gate check P0')).toMatchObject({ code: 1, stderr: '' })
    expect(await s.refractor('gate check P77')).toMatchObject({ code: 2, stdout: '' })
    expect(await s.refractor('gate check')).toMatchObject({ code: 4, stdout: '' })
  })

  it.each([
    ['gate check P0', 1],
    ['gate check P77', 2],
    ['gate check', 4],
    ['gate chekc', 2],
    ['waive P0', 2],
    ['-C /nowhere/at/all status', 2],
    ['review P0 --dry-run', 1],
    ['init', 0],
    ['', 0],
  ])('%j --json is one document, with the exit code in it', async (line, code) => {
    const s = scenario('harbour-library')
    const ended = await s.refractor(`${line} --json`)
    expect(ended).toMatchObject({ code, stderr: '' })
    expect(JSON.parse(ended.stdout)).toMatchObject({ schemaVersion: 1, exitCode: code })
    expect((JSON.parse(ended.stdout) as { diagnostics: unknown }).diagnostics).toBeInstanceOf(Array)
  })

  it('gives the same exit code whatever the format', async () => {
    const s = scenario('harbour-library')
    for (const format of ['text', 'json', 'markdown', 'github'])
      expect((await s.refractor(`gate check P0 --format ${format}`)).code).toBe(1)
  })

  it('says nothing with -q when the answer is yes, and everything when it is no', async () => {
    const s = scenario('harbour-library')
    expect(await s.refractor('validate -q')).toMatchObject({ code: 0, stdout: '', stderr: '' })
    expect((await s.refractor('gate check P0 -q')).stdout).toContain('UNMET')
  })

  it('writes the answer to a file with --output, relative to where it was typed', async () => {
    const s = scenario('harbour-library')
    expect(await s.refractor('-C specification gate check P0 --json --output ../verdict.json')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: '',
    })
    expect(JSON.parse(readFileSync(join(s.root, 'verdict.json'), 'utf8'))).toMatchObject({ command: 'gate check', exitCode: 1 })
  })

  it('uses colour on a terminal only, and keeps to its width', async () => {
    const s = scenario('harbour-library')
    expect((await s.refractor('gate check P0')).stdout).not.toContain('\u001b')
    s.io = { isTTY: true, width: 60 }
    expect((await s.refractor('gate check P0')).stdout).toContain('\u001b[31m')
    s.io = { isTTY: true, env: { NO_COLOR: '1' } }
    expect((await s.refractor('gate check P0')).stdout).not.toContain('\u001b')
  })

  it('never quotes what may be a secret, nor evidence', async () => {
    const s = scenario('harbour-library')
    const token = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_')
    s.write('docs/notes.md', `${token}\n`)
    s.commit('A slip')
    const ended = await s.refractor('evidence add P0.1 --artifact docs/notes.md')
    expect(ended.code).toBe(1)
    expect(ended.stdout + ended.stderr).toContain('evidence/secret')
    for (const format of ['text', 'json', 'markdown', 'github']) {
      const { stdout, stderr } = await s.refractor(`evidence add P0.1 --artifact docs/notes.md --format ${format}`)
      expect(stdout + stderr).not.toContain(token)
    }
  })
})

describe('a runner of a forge', () => {
  it('gets the summary and met=false', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'refractor-runner-'))
    const s = scenario('harbour-library')
    s.io = {
      env: { GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_OUTPUT: join(folder, 'output'), GITHUB_WORKSPACE: join(s.root, '..') },
    }
    const ended = await s.refractor('gate check P0 --format github')
    expect(ended.stdout).toContain('::error file=harbour-library/specification/phases/P0.yaml,')
    expect(readFileSync(join(folder, 'summary'), 'utf8')).toContain('## P0 Plan the move, exit gate: unmet')
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe('met=false\n')
    s.io = { env: { GITHUB_STEP_SUMMARY: join(folder, 'no/such/folder') } }
    expect(await s.refractor('gate check P0 --format github')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('was not written') as string,
    })
    rmSync(folder, { recursive: true })
  })
})

describe('an internal error', () => {
  const broken = {
    now: () => {
      throw new Error('the clock is broken')
    },
  }

  it('exits with 70 and the stack on standard error', async () => {
    const s = scenario('harbour-library')
    s.io = broken
    const ended = await s.refractor('status')
    expect(ended).toMatchObject({ code: 70, stdout: '' })
    expect(ended.stderr).toContain('the clock is broken')
  })

  it('still answers with one document', async () => {
    const s = scenario('harbour-library')
    s.io = broken
    expect(JSON.parse((await s.refractor('--format=json gate check P0')).stdout)).toMatchObject({
      exitCode: 70,
      diagnostics: [{ code: 'cli/internal' }],
    })
  })
})

describe('changes', () => {
  it('are shown and not made with --dry-run, with the exit code that they would have', async () => {
    const s = readyForReview()
    expect((await s.refractor('review P0 --dry-run')).code).toBe(0)
    expect(existsSync(join(s.root, 'outbox'))).toBe(false)
    s.write('inbox/P0/move.md', '---\nphase: P0\n---\n\n- [ ] The keys are handed over\n')
    expect((await s.refractor('review P0 --dry-run')).code).toBe(1)
  })

  it('are made without a question where nobody can be asked', async () => {
    const s = readyForReview()
    expect((await s.refractor('review P0')).code).toBe(0)
    expect(existsSync(join(s.root, 'outbox/P0/metadata.json'))).toBe(true)
    expect((await s.refractor('review P0')).stdout).toContain('P0 is closed already')
  })

  it('that move files are asked about on a terminal', async () => {
    const s = readyForReview()
    const questions: string[] = []
    const answering = (answer: boolean) => ({
      interactive: true,
      ask: (question: string) => {
        questions.push(question)
        return Promise.resolve(answer)
      },
    })
    s.io = answering(false)
    const declined = await s.refractor('review P0')
    expect(declined).toMatchObject({ code: 1, stdout: expect.stringContaining('Nothing was changed.') as string })
    expect(existsSync(join(s.root, 'outbox'))).toBe(false)
    expect((await s.refractor('review P0 --yes')).code).toBe(0)
    expect(questions).toEqual(['Close P0?'])
  })

  it('need to know who makes them', async () => {
    const s = readyForReview()
    s.git('config', '--unset', 'user.name')
    expect(await s.refractor('review P0')).toMatchObject({ code: 4, stderr: expect.stringContaining('git/no-identity') as string })
  })
})

describe('init', () => {
  it('names the program after the folder, or the repository that it was cloned from', async () => {
    const s = scenario()
    await s.refractor('init')
    expect(readFileSync(join(s.root, 'specification/program.yaml'), 'utf8')).toContain('id: "harbour-library"\nname: "Harbour library"')
    const other = scenario()
    other.git('remote', 'add', 'origin', 'git@example.org:town/reading_room.git')
    await other.refractor('init')
    expect(readFileSync(join(other.root, 'specification/program.yaml'), 'utf8')).toContain('id: "reading_room"\nname: "Reading room"')
  })

  it('makes a workspace that holds, and adds to .gitignore what it lacks', async () => {
    const s = scenario()
    s.write('.gitignore', 'node_modules')
    expect(await s.refractor('init')).toMatchObject({ code: 0, stderr: '' })
    expect(readFileSync(join(s.root, '.gitignore'), 'utf8')).toMatch(/^node_modules\n\.refractor/)
    expect(await s.refractor('validate')).toMatchObject({ code: 0, stdout: 'valid\n' })
    expect((await s.refractor('gate check P0')).code).toBe(1)
  })

  it.each(['a/b', 'two words', '', 'x'.repeat(129)])('refuses the id %j', async (id) => {
    const s = scenario()
    expect((await s.refractor(`init --id "${id}"`)).code).toBe(2)
    expect(existsSync(join(s.root, 'refractor.yaml'))).toBe(false)
  })
})

describe('the smaller commands', () => {
  it('doctor names everything that a run needs', async () => {
    const s = scenario('harbour-library')
    const { stdout } = await s.refractor('doctor --json')
    const { checks } = JSON.parse(stdout) as { checks: { name: string; state: string }[] }
    expect(checks.map((one) => one.name)).toEqual(['node', 'git', 'repository', 'identity', 'workspace', 'cache'])
    expect(checks.filter((one) => one.state === 'fail')).toEqual([])
    s.write('specification/program.yaml', 'format: 1\n')
    expect(await s.refractor('doctor')).toMatchObject({ code: 1, stdout: expect.stringContaining('→ refractor validate') as string })
    s.io = { env: { GITHUB_ACTIONS: 'true' } }
    expect((await s.refractor('doctor')).stdout).toContain('GITHUB_OUTPUT')
    s.io = { cwd: '/' }
    expect((await s.refractor('doctor')).stdout).toContain('→ refractor init')
  })

  it.each(['bash', 'zsh'])('completion for %s is a script that parses', async (shell) => {
    const { code, stdout } = await scenario().refractor(`completion ${shell}`)
    expect(code).toBe(0)
    if (shell === 'bash') execFileSync('bash', ['-n'], { input: stdout })
    expect(stdout).toContain('gate) words="check list explain accept-check simulate"')
  })

  it('completion for fish names every command', async () =>
    expect((await scenario().refractor('completion fish')).stdout).toContain('-a "check list explain accept-check simulate"'))

  it('schema prints a JSON Schema, or the names', async () => {
    const s = scenario()
    expect(JSON.parse((await s.refractor('schema phase')).stdout)).toMatchObject({ title: 'refractor phase' })
    expect((await s.refractor('schema')).stdout.split('\n')).toContain('evidence')
  })

  it('explain prefers the page of a code', async () => {
    const s = scenario()
    s.write('pages/link/cycle.md', '# A circle\n')
    s.io = { pagesDirs: [join(s.root, 'nowhere'), join(s.root, 'pages')] }
    expect((await s.refractor('explain link/cycle')).stdout).toBe('# A circle\n')
    expect((await s.refractor('explain ../cycle')).code).toBe(2)
  })

  it('config show says where each value comes from', async () => {
    const s = scenario('harbour-library')
    const { stdout } = await s.refractor('config show --json')
    expect(JSON.parse(stdout)).toMatchObject({
      settings: expect.arrayContaining([{ key: 'harbour.folders.inbox', value: 'inbox', from: 'default' }]) as unknown,
    })
  })

  it('refractor alone is status', async () => {
    const s = scenario('harbour-library')
    expect((await s.refractor('')).stdout).toBe((await s.refractor('status')).stdout)
    expect((await s.refractor('--version')).stdout).toBe('0.0.0\n')
    expect((await s.refractor('help')).stdout).toContain('Start here:')
  })
})
