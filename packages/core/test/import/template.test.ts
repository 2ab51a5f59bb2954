import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importDocuments } from '../../src/import/import.ts'
import { shortGates } from './template-reading.ts'

const fence = '```'
const template = `# How a plan looks

${fence}markdown
# Plan: {Project Name}

**Owner:** {Name}

---

## 1. Phases

### Phase 1: Set up
**Duration:** {N} hours

${fence}bash
# Make it
npm init
npm test
${fence}

**Quality Gates:**
- [ ] \`npm run lint\` - 0 errors
- [ ] Coverage > 80%

#### Phase 1.1: Parts

| Task | Part | Priority |
|---|---|---|
| 1.1.1 | The first | P0 |
| 1.1.2 | The second | P1 |

**Checkpoint:** All part tests pass
${fence}bash
npm test -- parts
${fence}

---

## 2. Risk Mitigation

### Identified Risks

| Risk | Impact | Mitigation |
|---|---|---|
| Too slow | High | Measure early |

## 3. Success Criteria

### Minimum
- [ ] it works

### Full
- [ ] All above criteria
- [ ] it is fast
${fence}
`

describe('a template in a fence', () => {
  const found = importDocuments([{ path: 'plan.md', text: template }])

  it('is read as the plan, marked as a template, with its placeholders kept and reported', () => {
    expect([found.genre, found.program.template, found.program.name]).toEqual(['plan-template', true, 'Plan: {Project Name}'])
    expect(found.diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.location?.line])).toEqual([
      ['import/placeholder', 4],
      ['import/nested-fence', 3],
    ])
    expect(found.counts).toMatchObject({ phases: 1, tasks: 2, checkboxes: 5, checked: 0, risks: 1 })
    expect(found.accounting.unmapped).toBe(0)
    expect(found.uses.filter((use) => use.use === 'kept').map((use) => use.line)).toEqual([1])
  })

  it('has the commands, gates and tiers of its phases', () => {
    const [first, part] = found.phases
    expect(first?.commands).toEqual(['# Make it\nnpm init', 'npm test'])
    expect(shortGates(first?.gates ?? [])).toEqual([['P1.quality', 'quality', ['`npm run lint` - 0 errors', 'Coverage > 80%']]])
    expect([part?.id, part?.parent]).toEqual(['P1.1', 'P1'])
    expect(part?.gates).toMatchObject([
      {
        id: 'P1.1.checkpoint',
        stage: 'checkpoint',
        criteria: [{ statement: 'All part tests pass', commands: ['npm test -- parts'], check: { kind: 'command', proposed: true } }],
      },
    ])
    expect(found.gates.map((gate) => [gate.id, gate.includes])).toEqual([
      ['minimum', undefined],
      ['full', ['minimum']],
    ])
  })
})

const shared = existsSync('../shared/seeds') ? '../shared' : undefined

describe.skipIf(shared === undefined)('the shared template plans (skipped where ../shared is absent)', () => {
  it('holds what the acceptance facts say of the seed', () => {
    const text = readFileSync(`${shared}/seeds/paper-reproduction-template.md`, 'utf8')
    const found = importDocuments([{ path: 'template.md', text }])
    const { counts, accounting, phases, gates, components, playbooks, risks, program } = found
    expect(program.template).toBe(true)
    expect(counts).toMatchObject({ phases: 8, tasks: 23, checkboxes: 30, checked: 0, risks: 4 })
    expect(phases.filter((phase) => phase.parent !== undefined).map((phase) => phase.id)).toHaveLength(7)
    expect(phases.flatMap((phase) => phase.tasks ?? []).map((task) => (typeof task === 'string' ? task : task.id))).toHaveLength(23)
    expect(accounting).toMatchObject({ nonBlank: 387, unmapped: 0 })
    expect(accounting.mapped / accounting.nonBlank).toBeGreaterThanOrEqual(0.95)
    const all = [...phases.flatMap((phase) => phase.gates ?? []), ...gates]
    const checkpoints = all.filter((gate) => gate.stage === 'checkpoint')
    expect(checkpoints).toHaveLength(6)
    expect(checkpoints.every((gate) => (gate.criteria[0]?.commands?.length ?? 0) > 0)).toBe(true)
    expect(checkpoints.filter((gate) => gate.criteria[0]?.expected !== undefined)).toHaveLength(4)
    expect(
      phases
        .flatMap((phase) => phase.gates ?? [])
        .filter((gate) => gate.stage === 'quality')
        .map((gate) => gate.criteria.length),
    ).toEqual([5])
    const tiers = gates.filter((gate) => gate.stage === 'tier')
    expect(tiers.map((gate) => gate.criteria.length)).toEqual([5, 4, 3])
    expect(tiers[1]?.includes).toEqual([tiers[0]?.id])
    expect(playbooks).toHaveLength(2)
    expect(risks.every((risk) => risk.impact !== undefined && risk.mitigation !== undefined)).toBe(true)
    expect(components.filter((component) => component.type === 'equation')).toHaveLength(4)
    const modules = components.filter((component) => component.type === 'module')
    expect([modules.length, new Set(modules.map((component) => component.level)).size]).toEqual([11, 4])
    expect(gates.filter((gate) => gate.stage === 'quality').flatMap((gate) => gate.criteria.map((criterion) => criterion.check))).toSatisfy(
      (checks: { kind?: string; proposed?: boolean }[]) =>
        checks.length === 39 && checks.every((check) => check?.kind === 'artifact' && check.proposed),
    )
    expect(program.attributes).toMatchObject({ plan_version: '1.0', total_equations: '{N}' })
  })

  it('counts the boxes of every template of the corpus', () => {
    const rows = readFileSync(`${shared}/acceptance/corpus-truth.tsv`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
    const [head = []] = rows
    const at = (name: string) => head.indexOf(name)
    const files = new Set(readdirSync(`${shared}/corpus/template`))
    for (const row of rows.slice(1)) {
      const file = row[at('file')] as string
      if (row[at('genre')] !== 'template' || !files.has(file)) continue
      const { counts, accounting } = importDocuments([{ path: file, text: readFileSync(`${shared}/corpus/template/${file}`, 'utf8') }])
      expect([file, counts.checkboxes, counts.checked, accounting.unmapped]).toEqual([
        file,
        Number(row[at('checkbox')]),
        Number(row[at('checked')]),
        0,
      ])
    }
  })
})
