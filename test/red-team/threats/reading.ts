import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { approval, type Lab, ordinary, route } from '../lab.ts'
import type { Threat } from '../threat.ts'

const anyLetter = '    - { id: "P1.6", statement: "The readers are told.", check: { kind: artifact, paths: ["letters/*.md"] } }\n'
const tested = '    - { id: "P1.7", statement: "The tests pass.", inputs: ["scripts/**"], check: { kind: test } }\n'
const junit = (tests: string): string => `<?xml version="1.0"?><testsuites><testsuite name="all">${tests}</testsuite></testsuites>\n`

/** A tree with names that git itself would not add. */
function plant(lab: Lab, names: readonly string[]): void {
  const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: lab.root, input: 'planted\n', encoding: 'utf8' }).trim()
  const tree = lab.git('ls-tree', '-z', 'HEAD')
  const input = tree + names.map((name) => `100644 blob ${blob}\t${name}\0`).join('')
  const planted = execFileSync('git', ['mktree', '-z'], { cwd: lab.root, input, encoding: 'utf8' }).trim()
  const commit = lab.git('commit-tree', planted, '-p', 'HEAD', '-m', 'Odd names').trim()
  lab.git('update-ref', 'refs/heads/odd', commit)
}

const bomb = [
  'a: &a ["x","x","x","x","x","x","x","x","x"]',
  ...'bcdefghi'.split('').map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`),
].join('\n')

/** T15, T16, T18–T21: the repository is not what it seems. */
export const reading: readonly Threat[] = [
  {
    id: 'T15',
    title: 'a gate is met by nothing',
    attack: {
      what: 'a pattern that matches no file, a report without tests, a gate without criteria',
      async play(make) {
        const lab = make({ criteria: anyLetter + tested })
        lab.write('reports.xml', junit(''))
        lab.be('developer')
        await lab.refractor('evidence add P1.7 --report reports.xml')
        lab.commit('No test failed')
        const said = await lab.judged()
        expect(said.verdicts).toEqual({ P1: 'unmet' })

        const empty = make({ criteria: '    []\n' })
        const nothing = await empty.judged()
        expect(nothing.code).not.toBe(0)
        expect(nothing.verdicts['P1']).not.toBe('met')
        return said
      },
      code: 1,
      finds: 'missing',
    },
    twin: {
      what: 'a letter, and a test that passes',
      async play(make) {
        const lab = make({ criteria: anyLetter + tested })
        lab.write('letters/readers.md', '# Dear readers\n')
        lab.write('reports.xml', junit('<testcase name="lifts"/>'))
        lab.be('developer').commit('A letter')
        await lab.must('evidence add P1.7 --report reports.xml')
        lab.commit('Tested')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T16',
    title: 'a symbolic link leads out of the repository',
    attack: {
      what: 'the document of a criterion is a link to a file of the machine',
      async play(make) {
        const lab = make({
          criteria:
            route +
            approval.replace(
              'kind: approval, roles: ["security"], subjects: ["docs/threats.md"]',
              'kind: content, paths: ["docs/threats.md"], contains: ["root"]',
            ),
        })
        rmSync(join(lab.root, 'docs/threats.md'))
        symlinkSync('/etc/passwd', join(lab.root, 'docs/threats.md'))
        lab.be('developer').commit('Look there')
        const said = await lab.judged()
        expect(said.verdicts['P1']).not.toBe('met')
        expect(said.stdout + said.stderr).not.toContain('root:')
        const local = await lab.said('gate check P1')
        expect(local.verdicts['P1']).not.toBe('met')
        expect(local.stdout + local.stderr).not.toContain('root:')
        return said
      },
      code: 4,
      finds: 'unreadable',
    },
    twin: {
      what: 'the document is a file',
      async play(make) {
        const lab = make({
          criteria:
            route +
            approval.replace(
              'kind: approval, roles: ["security"], subjects: ["docs/threats.md"]',
              'kind: content, paths: ["docs/threats.md"], contains: ["root"]',
            ),
        })
        lab.edit('docs/threats.md', (text) => `${text}\nThe root of a tree.\n`)
        lab.be('developer').commit('Roots')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T18',
    title: 'names of paths play tricks',
    attack: {
      what: 'backslashes, control characters, text that runs backwards, names that differ in case only',
      async play(make) {
        const lab = make({ criteria: route + anyLetter })
        lab.write('letters/..\\route.md', 'x\n')
        lab.write('letters/\u202egpj.md', 'x\n')
        lab.be('developer').commit('Letters')
        const said = await lab.judged()
        expect(said.verdicts['P1']).not.toBe('met')
        plant(lab, ['Docs', 'README.MD', 'a\nb'])
        const odd = await lab.said(`gate check P1 --base ${lab.base} --head odd`)
        expect(odd.code).not.toBe(70)
        expect(odd.verdicts['P1']).not.toBe('met')
        return said
      },
      code: 4,
      finds: 'git/unsafe-name',
    },
    twin: {
      what: 'plain names, also those of other languages',
      async play(make) {
        const lab = make({ criteria: route + anyLetter })
        lab.write('letters/lettre été.md', 'x\n')
        lab.be('developer').commit('Letters')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T19',
    title: 'a revision is an option of git',
    attack: {
      what: 'revisions that begin with a dash, or hold what a shell would run',
      async play(make) {
        const lab = await make().done()
        const marks = ['written', 'ran']
        for (const revision of [
          `--output=${join(lab.root, 'written')}`,
          '--upload-pack=touch ran',
          '-c',
          '$(touch ran)',
          '`touch ran`',
          'HEAD;touch ran',
          'HEAD\ntouch ran',
        ]) {
          for (const line of [
            [`--base=${revision}`, '--head=HEAD'],
            [`--base=${lab.base}`, `--head=${revision}`],
          ]) {
            const said = await lab.saidArgv(['gate', 'check', 'P1', ...line])
            expect([2, 4], revision).toContain(said.code)
          }
          const changed = await lab.saidArgv(['gate', 'check', `--changed=${revision}..HEAD`])
          expect([2, 4], revision).toContain(changed.code)
        }
        for (const mark of marks) expect(existsSync(join(lab.root, mark))).toBe(false)
        return lab.saidArgv(['gate', 'check', 'P1', `--base=--output=${join(lab.root, 'written')}`, '--head=HEAD'])
      },
      code: 4,
      finds: 'git/unknown-revision',
    },
    twin: {
      what: 'a branch with an odd name',
      async play(make) {
        const lab = await make().done()
        lab.git('branch', 'release/1.0-§')
        return lab.said(`gate check P1 --base ${lab.base} --head release/1.0-§`)
      },
      code: 0,
    },
  },
  {
    id: 'T20',
    title: 'a criterion runs code of the pull request',
    attack: {
      what: 'the command of the head writes a file, and so do its hooks, filters and monitors',
      async play(make) {
        const lab = make()
        lab.write('specification/phases/P1.yaml', lab.phase(ordinary.replace('"scripts/weigh.mjs"', '"scripts/weigh.mjs", "touch ran"')))
        lab.write('scripts/weigh.mjs', "import { writeFileSync } from 'node:fs'\nwriteFileSync('ran', '')\n")
        lab.write('.gitattributes', '* filter=evil diff=evil\n')
        for (const [key, value] of [
          ['filter.evil.smudge', 'touch ran'],
          ['filter.evil.clean', 'touch ran; cat'],
          ['diff.evil.textconv', 'touch ran'],
          ['core.fsmonitor', 'touch ran'],
          ['core.sshCommand', 'touch ran'],
        ] as const)
          if (!key.endsWith('clean')) lab.git('config', key, value)
        lab.be('developer').commit('Weigh better')
        rmSync(join(lab.root, 'ran'), { force: true })
        const said = await lab.judged()
        await lab.said('gate check P1')
        expect(existsSync(join(lab.root, 'ran'))).toBe(false)
        return said
      },
      code: 1,
      finds: 'missing',
    },
    twin: {
      what: 'the developer runs it, and the record is judged',
      play: async (make) => (await make().done()).judged(),
      code: 0,
    },
  },
  {
    id: 'T21',
    title: 'a file takes all memory or time to read',
    attack: {
      what: 'aliases, depth, size and prototype keys in YAML and JSON',
      async play(make) {
        const lab = await make().done()
        lab.write('specification/risks.yaml', `${bomb}\n`)
        lab.write('specification/tasks.yaml', `format: 1\ntasks: ${'['.repeat(40_000)}\n`)
        lab.write('docs/evidence/P1/bomb/metadata.json', `${'[{"a":'.repeat(40_000)}\n`)
        lab.write(
          'docs/evidence/P1/keys/metadata.json',
          '{"author":"x","date":"2026-11-21T10:00:00Z","__proto__":{"x":1},"criteria":["P1.3"]}\n',
        )
        lab.write('.refractor/approvals/P1.2/big.json', `{"a":"${'x'.repeat(1 << 20)}"}\n`)
        lab.be('developer').commit('Some files')
        const started = performance.now()
        const said = await lab.judged()
        // Not a budget: it must end, and soon enough that nobody waits.
        expect(performance.now() - started).toBeLessThan(20_000)
        expect(said.verdicts['P1']).not.toBe('met')
        return said
      },
      code: 1,
    },
    twin: {
      what: 'a large but honest plan',
      async play(make) {
        const lab = await make().done()
        const tasks = Array.from(
          { length: 500 },
          (_, at) => `  - { id: "X-${at}", title: "Box ${at}", source: { file: README.md, lines: "1" } }`,
        ).join('\n')
        lab.write('specification/tasks.yaml', `format: 1\ntasks:\n${tasks}\n`)
        lab.be('developer').commit('Many boxes')
        return lab.judged()
      },
      code: 0,
    },
  },
]
