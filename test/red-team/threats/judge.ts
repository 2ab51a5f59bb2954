import { expect } from 'vitest'
import { approval, type Lab, ordinary, route } from '../lab.ts'
import type { NewLab, Threat } from '../threat.ts'

/** Governance takes the judge of the head as it is. */
async function governed(lab: Lab): Promise<void> {
  lab.be('lead')
  await lab.must('approve policy')
  lab.commit('The new judge is approved')
}

const workflow = '.github/workflows/gate.yml'
const guarded = {
  policy: `governance: { roles: [governance], paths: ["${workflow}"] }\n`,
  files: { [workflow]: 'on: pull_request_target\n' },
}

/** T1–T5: whoever decides is changed. */
export const judge: readonly Threat[] = [
  {
    id: 'T1',
    title: 'a pull request edits the gate that decides about it',
    attack: {
      what: 'the criterion that is not met is deleted',
      async play(make) {
        const lab = make()
        lab.be('developer')
        await lab.measured()
        lab.write('specification/phases/P1.yaml', lab.phase(ordinary.replace(approval, '')))
        lab.commit('Simplify the gate')
        const said = await lab.judged()
        expect(said.verdicts).toEqual({ P1: 'unmet' })
        expect([...said.found]).toContain('pending')
        return said
      },
      code: 1,
      finds: 'policy/version-kept',
    },
    twin: {
      what: 'the criterion is met, and the gate stays as it is',
      play: async (make) => (await make().done()).judged(),
      code: 0,
    },
  },
  {
    id: 'T2',
    title: 'a pull request adds a key to the roster and signs with it',
    attack: {
      what: 'the outsider becomes security, and approves',
      async play(make) {
        const lab = make({ policy: 'trust: { security: signed }\ngovernance: { roles: [governance] }\n' })
        await lab.measured()
        lab.write(
          'specification/policy.yaml',
          lab.policy(
            'trust: { security: signed }\ngovernance: { roles: [governance] }\n',
            2,
            `  - { id: outsider, emails: ["outsider@example.org"], keys: ["${lab.keys.public('outsider')}"], roles: [security] }\n`,
          ),
        )
        lab.be('outsider').commit('Welcome me')
        await lab.must(`approve P1.2 --sign --key ${lab.keys.file('outsider')}`)
        lab.commit('Approved')
        const said = await lab.judged()
        expect(said.verdicts).toEqual({ P1: 'unmet' })
        return said
      },
      code: 3,
      finds: 'policy/unapproved-change',
    },
    twin: {
      what: 'the new member landed before, with the approval of governance',
      async play(make) {
        const policy = 'trust: { security: signed }\ngovernance: { roles: [governance] }\n'
        const lab = make({ policy })
        lab.write(
          'specification/policy.yaml',
          lab.policy(
            policy,
            2,
            `  - { id: outsider, emails: ["outsider@example.org"], keys: ["${lab.keys.public('outsider')}"], roles: [security] }\n`,
          ),
        )
        lab.be('developer').commit('Welcome somebody')
        await governed(lab)
        lab.land()
        await lab.measured()
        lab.be('outsider')
        await lab.must(`approve P1.2 --sign --key ${lab.keys.file('outsider')}`)
        lab.commit('Approved')
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T3',
    title: 'the policy is rolled back to an older, weaker version',
    attack: {
      what: 'the commit that made it stricter is reverted',
      async play(make) {
        const lab = make({ version: 2 })
        await lab.done()
        lab.write('specification/policy.yaml', lab.policy('', 1))
        lab.be('developer').commit('Revert "Stricter policy"')
        return lab.judged()
      },
      code: 3,
      finds: 'policy/rolled-back',
    },
    twin: {
      what: 'a newer version, approved by governance',
      async play(make) {
        const lab = make({ version: 2 })
        await lab.done()
        lab.write('specification/policy.yaml', lab.policy('governance: { roles: [governance], min: 1 }\n', 3))
        lab.be('developer').commit('Say how many')
        await governed(lab)
        return lab.judged()
      },
      code: 0,
    },
  },
  {
    id: 'T4',
    title: 'a pull request edits the workflow that runs the gate',
    attack: {
      what: 'the workflow says yes to everything',
      async play(make) {
        const lab = make(guarded)
        await lab.done()
        lab.write(workflow, 'on: pull_request\njobs: { gate: { runs-on: ubuntu-latest, steps: [{ run: "exit 0" }] } }\n')
        lab.be('developer').commit('Speed up CI')
        return lab.judged()
      },
      code: 1,
      finds: 'policy/unapproved-change',
    },
    twin: {
      what: 'governance approves the new workflow',
      async play(make) {
        const lab = make(guarded)
        await lab.done()
        lab.write(workflow, 'on: [pull_request_target, merge_group]\n')
        lab.write('specification/policy.yaml', lab.policy(guarded.policy, 2))
        lab.be('developer').commit('Also in the queue')
        await governed(lab)
        return lab.judged()
      },
      code: 0,
    },
  },
  verdicts(),
]

/** A verdict of one gate that another one asks for, as a file. */
function verdicts(): Threat {
  const asks = (lab: Lab): string =>
    lab.phase(
      `${route}    - { id: "P1.4", statement: "The build is let through.", check: { kind: gate, gate: "P0", verdict: "docs/verdict.json" }, trust: signed }\n`,
    )
  const gateOfP0 = (lab: Lab): string =>
    lab.phase('    - { id: "P0.1", statement: "There is a route.", check: { kind: artifact, paths: ["docs/route.md"] } }\n', 'P0')
  const begun = (make: NewLab): Lab => {
    const lab = make()
    lab.write('specification/phases/P0.yaml', gateOfP0(lab))
    lab.write('specification/phases/P1.yaml', asks(lab))
    lab.be('lead').commit('A gate that asks for a verdict')
    lab.git('checkout', '-q', '-B', 'main')
    lab.base = lab.head()
    lab.git('checkout', '-q', '-B', 'change')
    return lab
  }
  return {
    id: 'T5',
    title: 'a verdict is forged under the right name',
    attack: {
      what: 'somebody without a key of the roster writes the verdict',
      async play(make) {
        const lab = begun(make)
        await lab.must(`gate check P0 --base ${lab.base} --head HEAD --attest docs/verdict.json --attest-key ${lab.keys.file('outsider')}`)
        lab.be('outsider').commit('The verdict')
        return lab.judged()
      },
      code: 3,
    },
    twin: {
      what: 'the build signs it',
      async play(make) {
        const lab = begun(make)
        await lab.must(`gate check P0 --base ${lab.base} --head HEAD --attest docs/verdict.json --attest-key ${lab.keys.file('build')}`)
        lab.be('build').commit('The verdict')
        return lab.judged()
      },
      code: 0,
    },
  }
}
