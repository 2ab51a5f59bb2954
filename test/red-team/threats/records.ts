import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { approval, type Lab, route } from '../lab.ts'
import type { Threat } from '../threat.ts'

const signedMetric =
  '    - { id: "P1.3", statement: "It is quick.", trust: signed, inputs: ["scripts/**"], check: { kind: metric, metric: time, op: lte, value: 30, unit: ms } }\n'

async function timed(lab: Lab, value: number): Promise<void> {
  lab.be('developer')
  await lab.must(`evidence add P1.3 --metric time=${value}ms --sign --key ${lab.keys.file('developer')}`)
  lab.commit('Measured')
}

/** T6–T9: records say what is not so. */
export const records: readonly Threat[] = [
  {
    id: 'T6',
    title: 'evidence is edited by hand',
    attack: {
      what: 'one number of a signed record is another one',
      async play(make) {
        const lab = make({ criteria: route + signedMetric })
        await timed(lab, 45)
        const [path = ''] = lab.files('docs/evidence', 'metadata.json')
        lab.edit(path, (text) => text.replace('45', '25'))
        lab.be('developer').commit('Tidy up')
        return lab.judged()
      },
      code: 3,
    },
    twin: {
      what: 'the record is as it was signed',
      async play(make) {
        const lab = make({ criteria: route + signedMetric })
        await timed(lab, 25)
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T7',
    title: 'what was approved is rewritten afterwards',
    attack: {
      what: 'one byte of the document changes after the approval',
      async play(make) {
        const lab = await make().done()
        lab.edit('docs/threats.md', (text) => text.replace('Rain', 'Pain'))
        lab.be('developer').commit('A typo')
        return lab.judged()
      },
      code: 1,
      finds: 'stale',
    },
    twin: {
      what: 'another document changes',
      async play(make) {
        const lab = await make().done()
        lab.edit('docs/route.md', (text) => text.replace('bridge', 'hill'))
        lab.be('developer').commit('Another way')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T8',
    title: 'evidence was true once',
    attack: {
      what: 'an input of the measurement changes after it',
      async play(make) {
        const lab = await make().done()
        lab.edit('boxes.csv', (text) => `${text}B2,900\n`)
        lab.be('developer').commit('A heavy box')
        return lab.judged()
      },
      code: 1,
      finds: 'stale',
    },
    twin: {
      what: 'the README changes',
      async play(make) {
        const lab = await make().done()
        lab.edit('README.md', (text) => `${text}\nSoon.\n`)
        lab.be('developer').commit('Say when')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T9',
    title: 'an approval is used for another gate, or from another repository',
    attack: {
      what: 'the approval of a gate is copied to another one, and one of a fork is brought over',
      async play(make) {
        const second = approval.replaceAll('P1.2', 'P1.5')
        const lab = make({ criteria: route + approval + second })
        await lab.approved()
        const [path = ''] = lab.files('.refractor/approvals', '.json')
        cpSync(join(lab.root, path), join(lab.root, path.replace('P1.2', 'P1.5')))
        lab.be('developer').commit('Approved')
        const here = await lab.judged()
        expect(here.verdicts).toEqual({ P1: 'unmet' })

        const fork = make({ criteria: route + approval })
        fork.git('remote', 'add', 'origin', 'https://forge.example.org/fork/move.git')
        await fork.approved()
        const [brought = ''] = fork.files('.refractor/approvals', '.json')
        const original = make({ criteria: route + approval })
        original.git('remote', 'add', 'origin', 'https://forge.example.org/main/move.git')
        original.write(brought, fork.read(brought))
        original.be('developer').commit('Approved')
        const there = await original.judged()
        expect(there.verdicts).toEqual({ P1: 'unmet' })
        return there
      },
      code: 1,
      finds: 'pending',
    },
    twin: {
      what: 'each criterion is approved by itself',
      async play(make) {
        const second = approval.replaceAll('P1.2', 'P1.5')
        const lab = make({ criteria: route + approval + second })
        lab.git('remote', 'add', 'origin', 'https://forge.example.org/main/move.git')
        await lab.approved()
        lab.be('security')
        await lab.must('approve P1.5')
        lab.commit('The other one too')
        return lab.judged()
      },
      code: 0,
    },
  },
]
