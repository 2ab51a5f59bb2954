import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { approval, type Lab, route, weighed } from '../lab.ts'
import type { Threat } from '../threat.ts'

const launcher = fileURLToPath(new URL('../../../refractor', import.meta.url))
const killer = fileURLToPath(new URL('../kill-at.cjs', import.meta.url))

/** Runs the built program in a process of its own; `killAt`: it is killed before the n-th change of the file system. */
function processOf(lab: Lab, args: readonly string[], killAt?: number): Promise<{ code: number | null; signal: string | null }> {
  const env = {
    ...process.env,
    ...(killAt !== undefined && { NODE_OPTIONS: `--require=${killer}`, KILL_AT: String(killAt), KILL_IN: lab.root }),
  }
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [launcher, ...args], { cwd: lab.root, env, stdio: 'ignore' })
    child.on('exit', (code, signal) => resolve({ code, signal }))
  })
}

const checklist = '---\nphase: P1\n---\n\n# The move\n\n- [x] The van is ordered\n'
const archivedCriterion = '    - { id: "P1.9", statement: "The checklist is archived.", check: { kind: archived, phase: P1 } }\n'
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Where the checklist is: in the inbox, in the outbox, or in both. */
const places = (lab: Lab): string[] =>
  ['inbox/P1/move.md', 'outbox/P1/move.md'].filter(
    (path) => existsSync(join(lab.root, path)) && digest(readFileSync(join(lab.root, path), 'utf8')) === digest(checklist),
  )

const withChecklist = { criteria: route + archivedCriterion, files: { 'inbox/P1/move.md': checklist, 'outbox/.gitkeep': '' } }

/** T24–T29, T31: time, merges, crashes, bytes. */
export const merging: readonly Threat[] = [
  {
    id: 'T24',
    title: 'two changes are good, and their merge is not',
    attack: {
      what: 'one brings the measurement, the other a heavier box',
      async play(make) {
        const lab = await make().done()
        lab.git('branch', 'measured')
        lab.git('checkout', '-q', '-b', 'heavier', lab.base)
        lab.edit('boxes.csv', (text) => `${text}B2,900\n`)
        lab.be('developer').commit('A heavier box')
        lab.git('checkout', '-q', 'measured')
        expect((await lab.judged()).code).toBe(0)
        lab.git('checkout', '-q', '--detach', 'measured')
        lab.git('merge', '-q', '--no-ff', '-m', 'Merge queue', 'heavier')
        return lab.judged()
      },
      code: 1,
      finds: 'stale',
    },
    twin: {
      what: 'the other change touches nothing that was measured',
      async play(make) {
        const lab = await make().done()
        lab.git('branch', 'measured')
        lab.git('checkout', '-q', '-b', 'words', lab.base)
        lab.edit('README.md', (text) => `${text}\nSoon.\n`)
        lab.be('developer').commit('Say when')
        lab.git('checkout', '-q', '--detach', 'measured')
        lab.git('merge', '-q', '--no-ff', '-m', 'Merge queue', 'words')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T25',
    title: 'the audit log is cut or rewritten',
    attack: {
      what: 'an event of base is deleted, edited, renamed',
      async play(make) {
        const lab = await make().done()
        lab.land()
        const events = lab.files('.refractor/audit', '.json')
        expect(events.length).toBeGreaterThan(0)
        let last = await lab.judged()
        for (const event of events.slice(-2)) {
          for (const change of [
            () => lab.git('rm', '-q', event),
            () => lab.edit(event, (text) => text.replace('example.org', 'example.net')),
            () => lab.git('mv', event, event.replace(/\d{8}-/, '00000099-')),
          ]) {
            change()
            lab.be('developer').commit('Tidy up')
            last = await lab.judged()
            expect(last.code, event).toBe(3)
            expect((await lab.said(`audit verify --base ${lab.base}`)).code, event).toBe(3)
            lab.git('reset', '-q', '--hard', lab.base)
          }
        }
        return last
      },
      code: 3,
    },
    twin: {
      what: 'events are added on two branches, and merged',
      async play(make) {
        const lab = await make().done()
        lab.land()
        lab.git('checkout', '-q', '-b', 'other', lab.base)
        lab.be('developer')
        await lab.must('task done P1.T1')
        lab.commit('Begun')
        lab.git('checkout', '-q', 'change')
        lab.be('reviewer')
        await lab.must('approve P1.2')
        lab.commit('Approved')
        lab.git('merge', '-q', '--no-ff', '-m', 'Both', 'other')
        await lab.must(`audit verify --base ${lab.base}`)
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T26',
    title: 'the tool is killed in the middle of a review',
    attack: {
      what: 'at every change of the file system, by SIGKILL',
      async play(make) {
        const lab = make(withChecklist)
        lab.be('lead')
        let killed = 0
        for (let at = 1; at < 200; at++) {
          const { signal } = await processOf(lab, ['review', 'P1', '-y'], at)
          if (signal !== 'SIGKILL') break
          killed += 1
          expect(places(lab).length, `killed at ${at}`).toBeGreaterThan(0)
          const closed = existsSync(join(lab.root, 'outbox/P1/metadata.json'))
          const said = await lab.said('gate check P1')
          // Met before the phase is closed only where everything that the gate asks for is in place, once.
          if (!closed && said.code === 0) expect(places(lab), `killed at ${at}`).toEqual(['outbox/P1/move.md'])
          expect(said.code, `killed at ${at}`).not.toBe(70)
          // Who comes after finds a state that can be told, and never one that is closed without its record.
          const again = await lab.said('review P1 -y')
          expect([0, 1, 3, 4], `again after ${at}`).toContain(again.code)
          expect(again.code === 0, `again after ${at}`).toBe(existsSync(join(lab.root, 'outbox/P1/metadata.json')))
          lab.git('reset', '-q', '--hard', lab.base)
          lab.git('clean', '-qfdx')
        }
        expect(killed).toBeGreaterThan(5)
        // The run that nobody killed has closed it.
        return lab.said('gate check P1')
      },
      code: 0,
    },
    twin: {
      what: 'nobody kills it',
      async play(make) {
        const lab = make(withChecklist)
        lab.be('lead')
        expect(await processOf(lab, ['review', 'P1', '-y'])).toEqual({ code: 0, signal: null })
        expect(places(lab)).toEqual(['outbox/P1/move.md'])
        return lab.said('gate check P1')
      },
      code: 0,
    },
  },
  {
    id: 'T27',
    title: 'two run at once',
    attack: {
      what: 'six reviews of one phase at the same time',
      async play(make) {
        const lab = make(withChecklist)
        lab.be('lead')
        const codes = await Promise.all(Array.from({ length: 6 }, () => processOf(lab, ['review', 'P1', '-y'])))
        // Who comes late finds it closed, or changed underneath; nobody closes it twice.
        expect(codes.filter(({ code }) => code === 0).length).toBeGreaterThan(0)
        expect(places(lab)).toEqual(['outbox/P1/move.md'])
        expect(readdirSync(join(lab.root, 'outbox/P1')).sort()).toEqual(['metadata.json', 'move.md', 'move.metadata.json'])
        const reviews = readdirSync(join(lab.root, '.refractor/audit')).filter((name) =>
          readFileSync(join(lab.root, '.refractor/audit', name), 'utf8').includes('"phase.closed"'),
        )
        expect(reviews.length).toBe(1)
        lab.commit('Closed')
        // A judge that did not see the review in base does not take it for closed, and finds the gate met all the same.
        return lab.said('audit verify')
      },
      code: 0,
    },
    twin: {
      what: 'one after the other',
      async play(make) {
        const lab = make(withChecklist)
        lab.be('lead')
        await lab.must('review P1 -y')
        await lab.must('review P1 -y')
        return lab.said('gate check P1')
      },
      code: 0,
    },
  },
  {
    id: 'T28',
    title: 'a clock is wrong',
    attack: {
      what: 'evidence of tomorrow, a judge that is told what time it is, and one whose clock was put back to before base',
      async play(make) {
        const late = await make().done()
        late.at('2026-11-21T09:54:59Z')
        const behind = await late.judged()
        expect([behind.code, behind.verdicts]).toEqual([4, {}])
        expect([...behind.found]).toEqual(['git/clock-behind'])
        const lab = make()
        await lab.approved()
        lab.be('developer')
        await lab.must('evidence run P1.3 --now 2026-12-24T10:00:00Z')
        lab.commit('Weighed')
        expect((await lab.judged('--now 2026-12-25T10:00:00Z')).code).toBe(2)
        return lab.judged()
      },
      code: 1,
      finds: 'invalid',
    },
    twin: {
      what: 'a clock that is two minutes fast, and one that is five minutes slow',
      async play(make) {
        const slow = await make().done()
        slow.at('2026-11-21T09:55:00Z')
        expect((await slow.judged()).code).toBe(0)
        const lab = make()
        await lab.approved()
        lab.be('developer')
        await lab.must('evidence run P1.3 --now 2026-11-21T10:02:00Z')
        lab.commit('Weighed')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T29',
    title: 'the same record reads as two things',
    attack: {
      what: 'a key that is there twice, and an artifact with other line ends',
      async play(make) {
        const lab = make({ criteria: route + weighed })
        await lab.measured()
        const [path = ''] = lab.files('docs/evidence', 'metadata.json')
        lab.edit(path, (text) => text.replace('"program"', '"dirty": true, "dirty": false,\n  "program"'))
        lab.be('developer').commit('Twice')
        const twice = await lab.judged()
        expect(twice.verdicts).toEqual({ P1: 'unmet' })
        const other = await make().done()
        other.edit('docs/threats.md', (text) => text.replaceAll('\n', '\r\n'))
        other.be('developer').commit('Line ends')
        return other.judged()
      },
      code: 1,
      finds: 'stale',
    },
    twin: {
      what: 'checked out with other line ends, the objects are the same',
      async play(make) {
        const lab = await make().done()
        lab.git('config', 'core.autocrlf', 'true')
        lab.git('checkout', '-q', '-f', 'HEAD', '--', '.')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T31',
    title: 'everything is kept red',
    attack: {
      what: 'somebody who is in no roster rejects, and an emergency waiver is asked for a month',
      async play(make) {
        const lab = await make({
          criteria: route + approval,
          policy: 'waive: { roles: [security], breakGlass: { roles: [lead], maxHours: 48 } }\n',
        }).approved()
        lab.at('2026-11-21T11:00:00Z')
        lab.be('outsider')
        await lab.refractor('reject P1.2 --comment no')
        const [path = ''] = lab.files('.refractor/approvals', '.json')
        lab.write(
          path.replace(/[^/]*$/, 'outsider.json'),
          lab
            .read(path)
            .replace('"approve"', '"reject"')
            .replaceAll('Security <security@example.org>', 'Outsider <outsider@example.org>')
            .replaceAll('T10:', 'T11:'),
        )
        lab.commit('No')
        lab.be('lead')
        await lab.must('waive P1.2 --break-glass --days 30 --reason "the reviewer is on leave until the end of the month"', 1)
        const said = await lab.judged()
        // The attack is to keep it red: it fails when the gate is met all the same.
        expect(said.verdicts).toEqual({ P1: 'met' })
        return said
      },
      code: 0,
    },
    twin: {
      what: 'who is in the roster rejects, and an emergency waiver lets the merge through for two days',
      async play(make) {
        const lab = make({
          criteria: route + approval,
          policy: 'waive: { roles: [security], breakGlass: { roles: [lead], maxHours: 48 } }\n',
        })
        lab.be('lead')
        await lab.must('waive P1.2 --break-glass --reason "the reviewer is on leave until the end of the month"')
        lab.commit('In an emergency')
        const said = await lab.judged()
        expect([...said.found]).toContain('waived')
        await lab.approved()
        lab.at('2026-11-21T11:00:00Z')
        lab.be('reviewer')
        await lab.must('reject P1.2 --comment "rain is not the worst"')
        lab.commit('Rejected')
        const rejected = await lab.judged()
        expect(rejected.verdicts).toEqual({ P1: 'unmet' })
        return said
      },
      code: 0,
    },
  },
]
