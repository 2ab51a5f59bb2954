import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { approval, route } from '../lab.ts'
import type { Threat } from '../threat.ts'

const hostile =
  'Done %0A::error::x ::set-output name=x::y <img src=x onerror=alert(1)> \u202eevil\u001b[31m [link](javascript:alert(1)) | cell'
const criterion = (statement: string): string =>
  `    - { id: "P1.8", statement: ${JSON.stringify(statement)}, check: { kind: artifact, paths: ["docs/absent.md"] } }\n`
// Made up for this test, in the form of a token of a forge.
const token = `ghp_${'A1b2C3d4E5'.repeat(3)}F6g7H8`

/** T17, T22, T23, T30: what is written and printed. */
export const output: readonly Threat[] = [
  {
    id: 'T17',
    title: 'the output goes through a planted link',
    attack: {
      what: 'the pull request makes the place of the report a link',
      async play(make) {
        const lab = await make().done()
        const precious = join(lab.root, '..', 'precious')
        lab.write('../precious', 'mine\n')
        symlinkSync(precious, join(lab.root, 'report.md'))
        const said = await lab.judged('--format markdown --output report.md')
        expect(readFileSync(precious, 'utf8')).toBe('mine\n')
        return said
      },
      code: 4,
    },
    twin: {
      what: 'the place is free',
      async play(make) {
        const lab = await make().done()
        const said = await lab.judged('--output report.json')
        expect(lstatSync(join(lab.root, 'report.json')).isFile()).toBe(true)
        return said
      },
      code: 0,
    },
  },
  {
    id: 'T22',
    title: 'text of the plan is taken for a command by whoever shows it',
    attack: {
      what: 'commands of a workflow, HTML, links, colours and text that runs backwards in a statement',
      async play(make) {
        const lab = make({ criteria: criterion(hostile) })
        for (const format of ['github', 'markdown', 'text', 'junit', 'sarif']) {
          const { stdout } = await lab.refractor(`gate check P1 --base ${lab.base} --head HEAD --format ${format}`)
          const lines = stdout.split('\n')
          expect(stdout, format).not.toContain('\u202e')
          expect(stdout, format).not.toContain('\u001b[31m')
          expect(
            lines.filter((line) => /^::(?!error |warning |notice |group|endgroup)/.test(line)),
            format,
          ).toEqual([])
          expect(
            lines.filter((line) => /^::error::x/.test(line)),
            format,
          ).toEqual([])
          if (format === 'markdown') expect(stdout).not.toMatch(/<img|\]\(javascript:/)
          if (format === 'junit') expect(stdout).not.toContain('<img')
        }
        return lab.judged()
      },
      code: 1,
      finds: 'missing',
    },
    twin: {
      what: 'plain text is shown as it is',
      async play(make) {
        const lab = make({ criteria: route.replace('The route is written down.', 'The route is written down, 100 % & <safe>.') })
        const { stdout } = await lab.refractor(`gate check P1 --base ${lab.base} --head HEAD`)
        expect(stdout).toContain('The route is written down, 100 % & <safe>.')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T23',
    title: 'the privileged job runs what the pull request brings',
    attack: {
      what: 'the head replaces the tool, its configuration and its lockfile',
      async play(make) {
        const lab = make({ criteria: route + approval })
        await lab.must('init --ci github -y')
        lab.be('lead').commit('Wire the gate')
        lab.land()
        const workflows = lab.files('.github/workflows', '.yml').map((path) => lab.read(path))
        const judge = workflows.find((text) => text.includes('pull_request_target')) ?? ''
        expect(judge).toMatch(/persist-credentials: false/)
        expect(judge).toMatch(/contents: read/)
        expect(judge).not.toMatch(/npm (?:ci|install)(?! )|pnpm install/)
        expect(judge).not.toMatch(/ref: \$\{\{ github\.event\.pull_request\.head/)
        // Nothing of an event may be pasted into a script.
        for (const run of judge.match(/run: \|?[\s\S]*?(?=\n\s{6}- |$)/g) ?? [])
          expect(run).not.toMatch(/\$\{\{ *github\.(?:event|head_ref)/)
        for (const [path, text] of [
          ['package.json', '{ "scripts": { "preinstall": "touch ran", "refractor": "touch ran" } }\n'],
          ['.npmrc', 'script-shell=touch\n'],
          ['refractor', '#!/bin/sh\ntouch ran\n'],
          ['.github/workflows/gate.yml', 'on: pull_request_target\n'],
        ] as const)
          lab.write(path, text)
        lab.be('developer').commit('A better tool')
        const head = lab.head()
        lab.git('checkout', '-q', 'main')
        const said = await lab.said(`gate check P1 --base main --head ${head}`)
        expect(existsSync(join(lab.root, 'ran'))).toBe(false)
        return said
      },
      code: 1,
      finds: 'pending',
    },
    twin: {
      what: 'the head brings an approval',
      async play(make) {
        const lab = make({ criteria: route + approval })
        await lab.must('init --ci github -y')
        lab.be('lead').commit('Wire the gate')
        lab.land()
        await lab.approved()
        const head = lab.head()
        lab.git('checkout', '-q', 'main')
        return lab.said(`gate check P1 --base main --head ${head}`)
      },
      code: 0,
    },
  },
  {
    id: 'T30',
    title: 'a secret gets into the evidence',
    attack: {
      what: 'a report and a note hold a token',
      async play(make) {
        const lab = make()
        lab.write('reports.txt', `token: ${token}\n`)
        lab.be('developer')
        const said = await lab.said('evidence add P1.3 --artifact reports.txt')
        expect(said.stdout + said.stderr).not.toContain(token)
        const noted = await lab.said(`evidence add P1.3 --note "${token}"`)
        expect(noted.code).not.toBe(0)
        expect(lab.git('status', '--porcelain', '--untracked-files=all')).not.toContain('docs/evidence')
        return said
      },
      code: 1,
      finds: 'evidence/secret',
    },
    twin: {
      what: 'the token is taken out before',
      async play(make) {
        const lab = make()
        lab.write('reports.txt', 'token: (removed)\n')
        lab.be('developer')
        return lab.said('evidence add P1.3 --artifact reports.txt')
      },
      code: 0,
    },
  },
]
