import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSnapshot } from '../src/read-snapshot.ts'
import { demo, phaseYaml, programYaml } from './support/program.ts'
import { tempFolder } from './support/temp.ts'

const found = (snapshot: Awaited<ReturnType<typeof readSnapshot>>): [string, string | undefined][] =>
  snapshot.diagnostics.map((one) => [one.code, one.location?.file])
const risks = 'format: 1\nrisks:\n  - id: R-1\n    title: Late\n'

describe('one program', () => {
  test('is read with its phases, in order of their files', async () => {
    const root = tempFolder({ ...demo, 'specification/risks.yaml': risks, 'specification/notes.txt': 'x' })
    const snapshot = await readSnapshot(root)
    expect(snapshot.diagnostics).toEqual([])
    expect(snapshot.programs).toHaveLength(1)
    const [demoProgram] = snapshot.programs
    expect(demoProgram).toMatchObject({
      id: 'demo',
      isDefault: true,
      folders: { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' },
    })
    expect([...(demoProgram?.program?.phases.keys() ?? [])]).toEqual(['P0', 'P1'])
    expect([...(demoProgram?.program?.risks.keys() ?? [])]).toEqual(['R-1'])
    expect(demoProgram?.files.phases.map((phase) => phase.source.path)).toEqual([
      'specification/phases/P0.yaml',
      'specification/phases/P1.yaml',
    ])
  })

  test('has its folders where refractor.yaml and program.yaml say', async () => {
    const root = tempFolder({
      'refractor.yaml': 'format: 1\nfolders: { specification: plan/, inbox: todo, outbox: done, evidence: proof }\n',
      'plan/program.yaml': programYaml,
    })
    expect((await readSnapshot(root)).programs[0]?.folders).toEqual({
      specification: 'plan',
      inbox: 'todo',
      outbox: 'done',
      evidence: 'proof',
    })
    const other = tempFolder({ 'refractor.yaml': 'format: 1\n', 'specification/program.yaml': `${programYaml}evidence: docs/golden/\n` })
    expect((await readSnapshot(other)).programs[0]?.folders.evidence).toBe('docs/golden')
  })

  test('may be split into folders where a plan grows', async () => {
    const root = tempFolder({
      ...demo,
      'specification/risks.yaml': risks,
      'specification/tasks/late.yaml': 'format: 1\ntasks: [{ id: T-2, title: Two }]\n',
      'specification/tasks/early.yaml': 'format: 1\ntasks: [{ id: T-1, title: One, requirements: ["9.1"] }]\n',
      'specification/risks/more.yaml': 'format: 1\nrisks: [{ id: R-9, title: Nine, tasks: [T-1, T-404] }, { id: R-1, title: Again }]\n',
      'specification/requirements/a.yaml':
        'format: 1\nrequirements: [{ id: "9.1", title: Keep }]\nproperties: [{ id: PR-1, title: Kept }]\n',
      'specification/components/a.yaml': 'format: 1\ncomponents: [{ id: C-1 }]\n',
      'specification/components/b.yml': 'format: 1\ncomponents: [{ id: C-2 }]\n',
      'specification/components/notes.md': 'no record\n',
    })
    const snapshot = await readSnapshot(root)
    const program = snapshot.programs[0]?.program
    expect(
      [program?.risks, program?.requirements, program?.properties, program?.components].map((all) => [...(all?.keys() ?? [])]),
    ).toEqual([['R-1', 'R-9'], ['9.1'], ['PR-1'], ['C-1']])
    expect([...(program?.tasks.keys() ?? [])].filter((id) => id.startsWith('T-'))).toEqual(['T-1', 'T-2'])
    expect(program?.tasks.get('T-1')?.file.source.path).toBe('specification/tasks/early.yaml')
    expect(found(snapshot)).toEqual([
      ['workspace/unknown-file', 'specification/components/b.yml'],
      ['link/unknown-id', 'specification/risks/more.yaml'],
      ['link/duplicate-id', 'specification/risks/more.yaml'],
    ])
  })

  test('with a byte order mark and CR LF reads the same', async () => {
    const windows = Object.fromEntries(Object.entries(demo).map(([path, text]) => [path, `\ufeff${text.replaceAll('\n', '\r\n')}`]))
    const snapshot = await readSnapshot(tempFolder(windows))
    expect(snapshot.diagnostics).toEqual([])
    expect([...(snapshot.programs[0]?.program?.phases.keys() ?? [])]).toEqual(['P0', 'P1'])
  })

  test('is missing', async () => {
    const snapshot = await readSnapshot(tempFolder({ 'refractor.yaml': 'format: 1\n' }))
    expect(found(snapshot)).toEqual([['workspace/no-program', 'specification/program.yaml']])
    expect(snapshot.programs).toMatchObject([{ id: '', program: undefined }])
  })
})

describe('refractor.yaml', () => {
  test('that is gone, a directory or no workspace leaves no programs', async () => {
    const root = tempFolder()
    expect(found(await readSnapshot(root))).toEqual([['workspace/not-found', undefined]])
    mkdirSync(join(root, 'refractor.yaml'))
    expect(found(await readSnapshot(root))).toEqual([['workspace/unreadable', 'refractor.yaml']])
    const other = await readSnapshot(tempFolder({ ...demo, 'refractor.yaml': 'format: 1\nprogram: demo\n' }))
    expect(found(other)).toEqual([['schema/unknown-key', 'refractor.yaml']])
    expect(other.programs).toEqual([])
  })
})

describe('several programs', () => {
  const two = {
    'refractor.yaml': 'format: 1\nprograms:\n  - id: demo\n    default: true\n  - id: beta\n',
    'specification/program.yaml': programYaml,
    'specification/phases/P0.yaml': phaseYaml('P0'),
    'specification/beta/program.yaml': 'format: 1\nid: beta\nname: Beta\n',
    'specification/beta/phases/P0.yaml': phaseYaml('P0'),
  }

  test('have their folders below those of the default one', async () => {
    const snapshot = await readSnapshot(tempFolder(two))
    expect(snapshot.diagnostics).toEqual([])
    expect(snapshot.programs.map((one) => [one.id, one.isDefault, one.folders])).toEqual([
      ['demo', true, { specification: 'specification', inbox: 'inbox', outbox: 'outbox', evidence: 'docs/evidence' }],
      ['beta', false, { specification: 'specification/beta', inbox: 'inbox/beta', outbox: 'outbox/beta', evidence: 'docs/evidence/beta' }],
    ])
    expect(snapshot.programs.map((one) => one.program?.id)).toEqual(['demo', 'beta'])
  })

  test('in folders whose names are encoded', async () => {
    const snapshot = await readSnapshot(
      tempFolder({
        'refractor.yaml': 'format: 1\nprograms: [{ id: "a b" }, { id: demo, default: true }]\n',
        'specification/program.yaml': programYaml,
        'specification/a%20b/program.yaml': 'format: 1\nid: a b\nname: AB\n',
      }),
    )
    expect(snapshot.diagnostics).toEqual([])
    expect(snapshot.programs[0]?.folders.inbox).toBe('inbox/a%20b')
  })

  test('one that is listed alone is the default one, unless it says otherwise', async () => {
    const alone = await readSnapshot(tempFolder({ ...demo, 'refractor.yaml': 'format: 1\nprograms: [{ id: demo }]\n' }))
    expect(alone.programs).toMatchObject([{ id: 'demo', isDefault: true, program: { id: 'demo' } }])
    const below = await readSnapshot(
      tempFolder({
        'refractor.yaml': 'format: 1\nprograms: [{ id: demo, default: false }]\n',
        'specification/demo/program.yaml': programYaml,
      }),
    )
    expect(below.programs).toMatchObject([{ isDefault: false, program: { id: 'demo' } }])
  })

  test('must bear the id that refractor.yaml gives them', async () => {
    const snapshot = await readSnapshot(tempFolder({ ...two, 'specification/beta/program.yaml': 'format: 1\nid: gamma\nname: Gamma\n' }))
    expect(snapshot.diagnostics).toMatchObject([
      {
        code: 'schema/invalid-value',
        location: { file: 'specification/beta/program.yaml', line: 2, column: 5 },
        related: [{ location: { file: 'refractor.yaml', line: 5 } }],
        expected: ['beta'],
      },
    ])
    expect(snapshot.programs.map((one) => one.program?.id)).toEqual(['demo', undefined])
  })

  test.each([
    ['programs: [{ id: demo }, { id: demo }]', ['link/duplicate-id']],
    ['programs: [{ id: demo, default: true }, { id: Demo }]', ['link/case-collision']],
    ['programs: [{ id: demo, default: true }, { id: beta, default: true }]', ['schema/invalid-value']],
    ['programs: [{ id: demo, default: true }, { id: Phases }]', ['schema/invalid-value']],
  ])('%s is refused where it stands', async (list, codes) => {
    const snapshot = await readSnapshot(
      tempFolder({ ...two, 'refractor.yaml': `format: 1\n${list}\n`, 'specification/demo/program.yaml': programYaml }),
    )
    expect(snapshot.diagnostics.map((one) => one.code)).toEqual(codes)
    expect(snapshot.diagnostics[0]?.location).toMatchObject({ file: 'refractor.yaml', line: 2 })
    expect(snapshot.programs).toHaveLength(1)
  })

  test('that are broken are all reported', async () => {
    const snapshot = await readSnapshot(
      tempFolder({ ...two, 'specification/program.yaml': 'format: 1\n', 'specification/beta/phases/P0.yaml': 'a: [\n' }),
    )
    expect(new Set(snapshot.diagnostics.map((one) => one.location?.file))).toEqual(
      new Set(['specification/program.yaml', 'specification/beta/phases/P0.yaml']),
    )
  })
})

describe('a file that cannot be read', () => {
  const broken: Record<string, (root: string, path: string) => void> = {
    'is a directory': (root, path) => void mkdirSync(join(root, path)),
    'is a link to nothing': (root, path) => symlinkSync('nowhere', join(root, path)),
    'is a link that leaves the workspace': (root, path) => symlinkSync(join(tempFolder({ 'x.yaml': risks }), 'x.yaml'), join(root, path)),
  }
  for (const [how, make] of Object.entries(broken)) {
    test.each(['specification/risks.yaml', 'specification/phases/P1.yaml', 'specification/program.yaml'])(
      `%s ${how}: there is no program`,
      async (path) => {
        const root = tempFolder(demo)
        rmSync(join(root, path), { force: true })
        make(root, path)
        const snapshot = await readSnapshot(root)
        expect(found(snapshot)).toContainEqual(['workspace/unreadable', path])
        expect(snapshot.programs).toMatchObject([{ program: undefined }])
      },
    )
  }

  test('folders that cannot be listed make no program either', async () => {
    const root = tempFolder({ 'refractor.yaml': 'format: 1\n', specification: 'a file' })
    expect(found(await readSnapshot(root))).toContainEqual(['workspace/unreadable', 'specification'])
    const other = tempFolder(demo)
    rmSync(join(other, 'specification/phases'), { recursive: true })
    symlinkSync(tempFolder({ 'P0.yaml': phaseYaml('P0') }), join(other, 'specification/phases'))
    const snapshot = await readSnapshot(other)
    expect(found(snapshot)).toEqual([['workspace/unreadable', 'specification/phases']])
    expect(snapshot.programs).toMatchObject([{ program: undefined }])
  })

  test('because it is not UTF-8 or too large', async () => {
    const root = tempFolder({
      ...demo,
      'specification/risks.yaml': Buffer.from([0x61, 0xff, 0x0a]),
      'specification/tasks.yaml': `# ${'x'.repeat(1 << 20)}\n`,
    })
    const snapshot = await readSnapshot(root)
    expect(found(snapshot)).toEqual([
      ['yaml/not-text', 'specification/risks.yaml'],
      ['yaml/too-large', 'specification/tasks.yaml'],
    ])
    expect(snapshot.programs[0]?.program).toBeUndefined()
  })

  test('does not make references into it dangle', async () => {
    const root = tempFolder({
      ...demo,
      'specification/phases/P0.yaml': phaseYaml('P0', 'tasks: [{ id: T-1, title: Work, risks: [R-1] }]\n'),
    })
    mkdirSync(join(root, 'specification/risks.yaml'))
    expect(found(await readSnapshot(root))).toEqual([['workspace/unreadable', 'specification/risks.yaml']])
  })

  test('a file that is linked to inside the workspace is read', async () => {
    const root = tempFolder({ ...demo, 'elsewhere/risks.yaml': risks })
    symlinkSync('../elsewhere/risks.yaml', join(root, 'specification/risks.yaml'))
    const snapshot = await readSnapshot(root)
    expect(snapshot.diagnostics).toEqual([])
    expect(snapshot.programs[0]?.program?.risks.size).toBe(1)
  })
})

describe('a file that nobody reads', () => {
  test('is named when it was probably meant to be read', async () => {
    const root = tempFolder({
      ...demo,
      'specification/requirments.yaml': 'x',
      'specification/risks.yml': 'x',
      'specification/Tasks.yaml': 'x',
      'specification/phases/P2.yml': 'x',
      'specification/phase/P3.yaml': 'x',
      'specification/properties.yaml': 'x',
    })
    const snapshot = await readSnapshot(root)
    expect(snapshot.diagnostics.map((one) => [one.code, one.severity, one.location?.file, one.expected])).toEqual([
      ['workspace/unknown-file', 'warning', 'specification/Tasks.yaml', ['tasks.yaml']],
      ['workspace/unknown-file', 'warning', 'specification/phase', ['phases']],
      ['workspace/unknown-file', 'warning', 'specification/phases/P2.yml', ['P2.yaml']],
      ['workspace/unknown-file', 'warning', 'specification/properties.yaml', ['requirements/properties.yaml']],
      ['workspace/unknown-file', 'warning', 'specification/requirments.yaml', ['requirements.yaml']],
      ['workspace/unknown-file', 'warning', 'specification/risks.yml', ['risks.yaml']],
    ])
    expect(snapshot.programs[0]?.program).toBeDefined()
  })

  test('is none of our business otherwise', async () => {
    const root = tempFolder({
      ...demo,
      'specification/unrelated-things.yaml': 'x',
      'specification/README.md': 'x',
      'specification/phases/notes.md': 'x',
      'specification/drafts/x.yaml': 'x',
    })
    expect((await readSnapshot(root)).diagnostics).toEqual([])
  })
})
