import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { approval, type Lab, route } from '../lab.ts'
import type { Threat } from '../threat.ts'

const two = approval.replace('roles: ["security"]', 'min: 2')
const signed = 'trust: { security: signed }\n'

/** The security officer leaves in the summer. */
const leaving = (lab: Lab): string =>
  lab
    .policy(signed, 2)
    .replace('roles: [security] }\n  - { id: reviewer', 'roles: [security], active: { to: "2026-06-30" } }\n  - { id: reviewer')

/** What is committed by hand, with another time in it. */
async function backdated(lab: Lab): Promise<void> {
  lab.be('security')
  await lab.must(`approve P1.2 --sign --key ${lab.keys.file('security')} --now 2026-06-01T10:00:00Z`)
}

/** T10–T14: somebody decides who may not. */
export const people: readonly Threat[] = [
  {
    id: 'T10',
    title: 'one person is several',
    attack: {
      what: 'the same person approves under two addresses and with two keys',
      async play(make) {
        const lab = make({ criteria: route + two, policy: '' })
        lab.edit('specification/policy.yaml', (text) =>
          text
            .replace('emails: ["security@example.org"]', 'emails: ["security@example.org", "sec@example.com"]')
            .replace(
              `keys: ["${lab.keys.public('security')}"]`,
              `keys: ["${lab.keys.public('security')}", "${lab.keys.public('second')}"]`,
            ),
        )
        lab.be('lead').commit('Two addresses')
        lab.land()
        lab.be('security')
        await lab.must(`approve P1.2 --sign --key ${lab.keys.file('security')}`)
        lab.commit('Approved')
        lab.as('Officer', 'sec@example.com')
        await lab.must(`approve P1.2 --sign --key ${lab.keys.file('second')}`)
        lab.commit('Approved again')
        return lab.judged()
      },
      code: 1,
      finds: 'pending',
    },
    twin: {
      what: 'two persons approve',
      async play(make) {
        const lab = make({ criteria: route + two, policy: '' })
        await lab.approved('security')
        await lab.approved('reviewer')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T11',
    title: 'a bot approves',
    attack: {
      what: 'a record of the build, which holds the role, is written past the tool',
      async play(make) {
        const lab = make({ criteria: route + approval })
        await lab.approved()
        const [path = ''] = lab.files('.refractor/approvals', '.json')
        lab.edit(path, (text) => text.replaceAll('Security <security@example.org>', 'Build <build@example.org>'))
        lab.be('build').commit('Approved')
        await lab.must('approve P1.2', 1)
        const said = await lab.judged()
        expect([...said.found]).toContain('pending')
        return said
      },
      // The bot is not counted; that the record was rewritten, the audit log knows as well.
      code: 3,
      finds: 'audit/file-differs',
    },
    twin: {
      what: 'a person with the role approves',
      play: async (make) => (await make({ criteria: route + approval }).approved()).judged(),
      code: 0,
    },
  },
  {
    id: 'T12',
    title: 'an approval is back-dated',
    attack: {
      what: 'who left long ago signs today, dated to when they were there',
      async play(make) {
        const lab = make({ criteria: route + approval, policy: signed })
        lab.write('specification/policy.yaml', leaving(lab))
        lab.be('lead').commit('Security leaves')
        lab.land()
        await backdated(lab)
        lab.commit('Approved')
        return lab.judged()
      },
      code: 3,
      finds: 'signature/bad',
    },
    twin: {
      what: 'the approval landed while they were there',
      async play(make) {
        const lab = make({ criteria: route + approval, policy: signed, begun: '2026-05-01T10:00:00Z' })
        lab.at('2026-06-01T10:00:00Z')
        await backdated(lab)
        lab.commit('Approved')
        lab.land()
        lab.at('2026-11-21T10:00:00Z')
        lab.write('specification/policy.yaml', leaving(lab))
        lab.be('lead').commit('Security leaves')
        lab.land()
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T13',
    title: 'a refusal is made to disappear',
    attack: {
      what: 'a rejection of base is deleted',
      async play(make) {
        const lab = make({ criteria: route + approval })
        await lab.approved()
        lab.at('2026-11-21T11:00:00Z')
        lab.be('reviewer')
        await lab.must('reject P1.2 --comment "rain is not the worst"')
        lab.commit('Rejected')
        lab.land()
        lab.at('2026-11-21T12:00:00Z')
        const rejection = lab
          .files('.refractor/approvals', '.json')
          .find((path) => readFileSync(join(lab.root, path), 'utf8').includes('"reject"'))
        lab.git('rm', '-q', rejection as string)
        lab.be('developer').commit('Tidy up')
        const said = await lab.judged()
        expect(said.verdicts).toEqual({ P1: 'unmet' })
        expect([...said.found]).toContain('rejected')
        return said
      },
      code: 3,
      finds: 'change/record-removed',
    },
    twin: {
      what: 'the document is mended, and approved again',
      async play(make) {
        const lab = make({ criteria: route + approval })
        lab.be('reviewer')
        await lab.must('reject P1.2 --comment "rain is not the worst"')
        lab.commit('Rejected')
        lab.land()
        lab.at('2026-11-21T12:00:00Z')
        lab.edit('docs/threats.md', (text) => `${text}\nIce.\n`)
        lab.be('developer').commit('Ice')
        await lab.approved('reviewer')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T14',
    title: 'a waiver is abused',
    attack: {
      what: 'one is approved by who asked for it, one runs for years, one has no day at all',
      async play(make) {
        const lab = make({ criteria: route + approval, policy: 'waive: { roles: [security], maxDays: 30 }\n' })
        const reason = '--reason "the reviewer is on leave until the end of the month"'
        lab.be('security')
        await lab.must(`waive P1.2 ${reason} --days 400`, 1)
        await lab.must(`waive P1.2 ${reason} --days 7`)
        lab.commit('A waiver is asked for')
        await lab.must('waive W-001 --approve', 1)
        lab.be('reviewer')
        await lab.must('waive W-001 --approve')
        // The record says another person, and then another day.
        for (const path of lab
          .files('.refractor/waivers', '.json')
          .concat(lab.git('ls-files', '-o', '--', '.refractor/waivers').split('\n')))
          if (path.includes('approved'))
            lab.edit(path, (text) => text.replaceAll('Reviewer <reviewer@example.org>', 'Security <security@example.org>'))
        lab.be('security').commit('It is approved')
        const own = await lab.judged()
        expect(own.verdicts).toEqual({ P1: 'unmet' })
        for (const path of lab.files('.refractor/waivers', '.json')) {
          lab.edit(path, (text) =>
            text
              .replace(/"expires": "[^"]*"/, '"expires": "2030-02-31"')
              .replaceAll('Security <security@example.org>', 'Reviewer <reviewer@example.org>'),
          )
        }
        lab.be('security').commit('It lasts')
        const dated = await lab.judged()
        expect(dated.verdicts).toEqual({ P1: 'unmet' })
        return dated
      },
      // No waiver counts; that the records were rewritten, the audit log knows as well.
      code: 3,
      finds: 'waiver/invalid-record',
    },
    twin: {
      what: 'asked for by one, approved by another, for a week',
      async play(make) {
        const lab = make({ criteria: route + approval, policy: 'waive: { roles: [security], maxDays: 30 }\n' })
        lab.be('developer')
        await lab.must('waive P1.2 --reason "the reviewer is on leave until the end of the month" --days 7')
        lab.commit('A waiver is asked for')
        lab.be('reviewer')
        await lab.must('waive W-001 --approve')
        lab.commit('It is approved')
        const said = await lab.judged()
        expect([...said.found]).toContain('waived')
        return said
      },
      code: 0,
    },
  },
]
