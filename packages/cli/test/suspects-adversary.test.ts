import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Keys, Lab, route, type Setting, weighed } from '../../../test/red-team/lab.ts'

// Attacks on reviews of links and on what records remember, each beside what an honest change looks like.

let keys: Keys
const labs: Lab[] = []
beforeAll(() => {
  keys = new Keys()
})
afterEach(() => {
  for (const lab of labs.splice(0)) lab.remove()
})
afterAll(() => keys.remove())

const traced = (criterion: string): string => criterion.replace(', check:', ', traces: ["1.1"], check:')
const requirements =
  'format: 1\nrequirements:\n  - { id: "1.1", title: "The route", text: "It goes over the bridge." }\n  - { id: "1.2", title: "The boxes", text: "They are light." }\n'
const specification = 'specification/requirements.yaml'
const reviews = '.refractor/links/'

/** A base in which the lead has reviewed every link. */
async function reviewed(setting: Setting = {}, options = '', hasTask = false): Promise<Lab> {
  const lab = new Lab(keys, { criteria: traced(route), files: { [specification]: requirements }, ...setting })
  labs.push(lab)
  lab.be('lead')
  if (hasTask)
    lab.edit('specification/phases/P1.yaml', (text) =>
      text.replace('exit:', '  - { id: "P1.T2", title: "Look", requirements: ["1.1"] }\nexit:'),
    )
  await lab.must(`trace clear --all --reason "read them all" ${options}`.trimEnd())
  lab.commit('Reviewed')
  lab.land()
  expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
  return lab
}

/** The developer says something else in a requirement. */
function reworded(lab: Lab): void {
  lab.edit(specification, (text) => text.replace('over the bridge', 'through the tunnel'))
  lab.be('developer').commit('Through the tunnel')
}

const only = (lab: Lab): string => {
  const [path = ''] = lab.files(reviews, '.json')
  return path
}
const fingerprints = /sha256:v1:[0-9a-f]{64}/g

describe('a change of a requirement', () => {
  test('is met once somebody has looked at what leans on it, and not by itself', async () => {
    const lab = await reviewed()
    reworded(lab)
    const said = await lab.judged()
    expect(said).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
    expect(said.found).toContain('suspect')
    lab.be('lead')
    await lab.must('trace clear P1.1 --reason "the tunnel is on the route"')
    lab.commit('Looked at')
    expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
    lab.land()
    expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
  })

  test.each<[string, (lab: Lab) => void, string]>([
    ['link', (lab) => lab.edit('specification/phases/P1.yaml', (text) => text.replace(', traces: ["1.1"]', '')), 'P1.1'],
    ['task', (lab) => lab.edit('specification/phases/P1.yaml', (text) => text.replace(/ {2}- \{ id: "P1.T2".*\n/, '')), 'P1.T2'],
  ])('that takes the %s away is met once somebody has looked at what was there', async (what, attack, id) => {
    const lab = await reviewed(what === 'task' ? { criteria: route } : {}, '', what === 'task')
    reworded(lab)
    attack(lab)
    lab.commit('Simpler')
    expect(await lab.judged()).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
    lab.be('lead')
    await lab.must(`trace clear ${id} --reason "not needed any more"`)
    lab.commit('Looked at')
    // What a criterion names is a matter of the judge besides.
    expect((await lab.judged()).verdicts).toEqual({ P1: 'met' })
  })

  test.each<[string, (lab: Lab) => void]>([
    ['removes the review', (lab) => rmSync(join(lab.root, only(lab)))],
    ['rewrites the review', (lab) => lab.edit(only(lab), (text) => text.replace('"read them all"', '"read them again"'))],
    [
      'rewrites what the review remembers',
      (lab) => lab.edit(only(lab), (text) => text.replace(fingerprints, `sha256:v1:${'0'.repeat(64)}`)),
    ],
    ['makes the review unreadable', (lab) => lab.edit(only(lab), (text) => text.slice(1))],
  ])('does not help itself, and is a violation, when it %s', async (_, attack) => {
    const lab = await reviewed()
    reworded(lab)
    attack(lab)
    lab.commit('Tidy')
    const said = await lab.judged()
    expect(said).toMatchObject({ code: 3, verdicts: { P1: 'unmet' } })
    expect(said.found).toContain('change/record-removed')
  })

  test.each<[string, (lab: Lab) => void]>([
    ['lets suspect links be', (lab) => lab.edit('specification/program.yaml', (text) => `${text}trace: { suspect: "off" }\n`)],
    [
      'finds no meaning in texts',
      (lab) =>
        lab.edit('specification/program.yaml', (text) => `${text}trace: { fingerprint: { requirement: { exclude: [text, title] } } }\n`),
    ],
    ['takes the link away', (lab) => lab.edit('specification/phases/P1.yaml', (text) => text.replace(', traces: ["1.1"]', ''))],
    [
      'calls it something else',
      (lab) => {
        lab.edit(specification, (text) => text.replace('"1.1"', '"1.3"'))
        lab.edit('specification/phases/P1.yaml', (text) => text.replace('"1.1"', '"1.3"'))
      },
    ],
  ])('does not help itself, in a base that is suspect, when it %s', async (_, attack) => {
    const lab = await reviewed()
    reworded(lab)
    lab.land()
    attack(lab)
    lab.be('developer').commit('Simpler')
    expect(await lab.judged()).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
  })
})

describe('a link that a checklist writes down', () => {
  const checklist = 'inbox/P1/boxes.md'
  const files = {
    [specification]: requirements,
    [checklist]: '# Boxes\n\n- [ ] **P1.T1** Begin\n  - _Requirements: 1.2_\n',
  }
  const lighter = (lab: Lab): void => lab.edit(specification, (text) => text.replace('They are light.', 'They are heavy.'))

  test.each<[string, (lab: Lab) => void]>([
    ['leaves it', () => {}],
    ['deletes its line', (lab) => lab.edit(checklist, (text) => text.replace('  - _Requirements: 1.2_\n', ''))],
    ['deletes its checklist', (lab) => rmSync(join(lab.root, checklist))],
    ['names another requirement', (lab) => lab.edit(checklist, (text) => text.replace('1.2_', '1.1_'))],
    ['puts it into a fence', (lab) => lab.edit(checklist, (text) => text.replace('- [ ]', '```\n- [ ]'))],
    ['calls the box something else', (lab) => lab.edit(checklist, (text) => text.replace('**P1.T1** Begin', 'Begin'))],
  ])('is suspect when a change of the requirement %s', async (_, attack) => {
    const lab = await reviewed({ files })
    lighter(lab)
    attack(lab)
    lab.be('developer').commit('Heavy boxes')
    const said = await lab.judged()
    expect(said).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
    expect(said.found).toContain('suspect')
  })
})

describe('a review of links counts', () => {
  const clear = 'clear: { roles: [lead], trust: commit }\ngovernance: { roles: [governance] }\n'

  test('only by whom the policy of base names', async () => {
    const lab = await reviewed({ policy: clear })
    reworded(lab)
    expect((await lab.said('trace clear P1.1 --reason "fine"')).code).toBe(1)
    // Written without the command, in the name of the lead: the commit says whose it is.
    lab.be('lead')
    await lab.must('trace clear P1.1 --reason "fine"')
    lab.be('developer').commit('The lead says so')
    expect(await lab.judged()).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
    lab.edit('specification/policy.yaml', (text) =>
      text.replace('clear: { roles: [lead], trust: commit }', 'clear: { roles: [developer] }'),
    )
    lab.commit('The developer clears')
    expect(await lab.judged()).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
  })

  test('of the lead, by their own commit', async () => {
    const lab = await reviewed({ policy: clear })
    reworded(lab)
    lab.be('lead')
    await lab.must('trace clear P1.1 --reason "fine"')
    lab.commit('Looked at')
    expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
  })

  test('with a signature where the policy wants one, and never with that of another record', async () => {
    const signed = `--key ${keys.file('lead')}`
    const lab = await reviewed({ policy: clear.replace('commit', 'signed') }, signed)
    const old = `${only(lab)}.sig`
    expect(lab.files(reviews, '.sig')).toEqual([old])
    reworded(lab)
    lab.be('lead')
    lab.at('2026-11-21T11:00:00Z')
    await lab.must('trace clear P1.1 --reason "fine"')
    lab.commit('Looked at')
    expect(await lab.judged()).toMatchObject({ code: 1, verdicts: { P1: 'unmet' } })
    const added = lab.files(reviews, '.json').find((path) => `${path}.sig` !== old) as string
    lab.write(`${added}.sig`, lab.read(old))
    lab.commit('Signed')
    expect(await lab.judged()).toMatchObject({ code: 3, verdicts: { P1: 'unmet' } })
    lab.git('rm', '-q', `${added}.sig`)
    lab.at('2026-11-21T11:30:00Z')
    await lab.must(`trace clear P1.1 --reason "fine" ${signed}`)
    lab.commit('Signed by the lead')
    expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
  })

  test('of base as it is there: head does not take its signature away', async () => {
    const lab = await reviewed({ policy: clear.replace('commit', 'signed') }, `--key ${keys.file('lead')}`)
    lab.git('rm', '-q', `${only(lab)}.sig`)
    lab.be('developer').commit('No signature')
    // The review still counts, and the log tells of the file that is gone.
    expect(await lab.judged()).toMatchObject({ verdicts: { P1: 'met' } })
  })
})

describe('evidence', () => {
  const setting: Setting = { criteria: traced(weighed) }

  async function proven(): Promise<Lab> {
    const lab = new Lab(keys, { ...setting, files: { [specification]: requirements } })
    labs.push(lab)
    await lab.measured()
    lab.land()
    expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
    return lab
  }

  test('is made anew when what it rests on means something else', async () => {
    const lab = await proven()
    reworded(lab)
    const said = await lab.judged()
    expect([said.code, said.found.has('suspect')]).toEqual([1, true])
    lab.at('2026-11-21T11:00:00Z')
    await lab.measured()
    expect(await lab.judged()).toMatchObject({ code: 0, verdicts: { P1: 'met' } })
  })

  test.each<[string, (record: Record<string, unknown>) => Record<string, unknown>]>([
    ['forgets it', ({ remembers: _, ...record }) => record],
    ['forgets all of it', (record) => ({ ...record, remembers: [] })],
  ])('does not count when the change makes that it %s', async (_, change) => {
    const lab = await proven()
    reworded(lab)
    const [path = ''] = lab.files('docs/evidence', 'metadata.json')
    lab.edit(path, (text) => `${JSON.stringify(change(JSON.parse(text) as Record<string, unknown>), null, 2)}\n`)
    lab.commit('Shorter')
    expect((await lab.judged()).verdicts).toEqual({ P1: 'unmet' })
    // Nor under another name.
    lab.git('mv', dirname(path), `${dirname(path)}-b`)
    lab.commit('Elsewhere')
    expect((await lab.judged()).verdicts).toEqual({ P1: 'unmet' })
  })
})
