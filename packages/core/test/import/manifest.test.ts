import { describe, expect, it } from 'vitest'
import { readContingency } from '../../src/import/read/contingency.ts'
import { isTreeOfFiles, readManifest } from '../../src/import/read/manifest.ts'
import { readMetadata } from '../../src/import/read/metadata.ts'
import { linesIn } from '../../src/import/scan/lines.ts'
import type { PhaseFile } from '../../src/schema/phase.ts'
import { readingOf, shortGates } from './template-reading.ts'

const manifest = `## 3. File manifest

### Sources

\`\`\`
src/
├── __init__.py
├── main.py          # Entry point
│
├── parts/           # All parts
│   ├── one.py
│   └── two-{name}.py
└── empty/
\`\`\`

### Settings

\`\`\`
settings.yaml
\`\`\`
`

describe('a file manifest', () => {
  it('is a gate for each tree with a criterion for each file', () => {
    const { section, scope, reading, draft, unclaimed } = readingOf(manifest)
    expect(readManifest(section, scope, reading)).toBe(true)
    expect(shortGates(draft.gates)).toEqual([
      [
        'sources',
        'quality',
        [
          'src/__init__.py',
          'src/main.py: Entry point',
          'src/parts/: All parts',
          'src/parts/one.py',
          'src/parts/two-{name}.py',
          'src/empty/',
        ],
      ],
      ['settings', 'quality', ['settings.yaml']],
    ])
    expect(draft.gates[0]?.criteria.map((criterion) => criterion.check)).toEqual([
      { kind: 'artifact', paths: ['src/__init__.py'], nonEmpty: false, proposed: true },
      { kind: 'artifact', paths: ['src/main.py'], proposed: true },
      { kind: 'artifact', paths: ['src/parts/'], proposed: true },
      { kind: 'artifact', paths: ['src/parts/one.py'], proposed: true },
      undefined,
      { kind: 'artifact', paths: ['src/empty/'], proposed: true },
    ])
    expect(unclaimed()).toEqual([])
  })

  it('may stand right under its heading, in a phase', () => {
    const { section, scope, reading } = readingOf('## Files to create\n\n```\nlib/\n  └── a.ts\n```\n')
    const phase: PhaseFile = { format: 1, id: 'P1', title: 'Build' }
    expect(readManifest(section, { ...scope, phase }, reading)).toBe(true)
    expect(shortGates(phase.gates ?? [])).toEqual([['P1.files-to-create', 'quality', ['lib/a.ts']]])
  })

  it.each([
    ['a heading that only describes', '## Project structure\n\n```\nsrc/\n└── a.ts\n```\n'],
    ['no tree', '## Files\n\n- `src/a.ts`\n'],
    ['an outline of words', '## Files\n\n```\nMonth 1\n├── Week 1: Set up\n└── Week 2: Build\n```\n'],
  ])('is not seen in %s', (_name, text) => {
    const { section, scope, reading, draft } = readingOf(text)
    expect(readManifest(section, scope, reading)).toBe(false)
    expect(draft.gates).toEqual([])
  })

  it('asks for no file outside of the repository', () => {
    const { section, scope, reading, draft } = readingOf('## Files\n\n```\n../up/\n├── a.ts\n└── ./b.ts\n```\n')
    readManifest(section, scope, reading)
    expect(draft.gates[0]?.criteria.map((criterion) => criterion.check)).toEqual([undefined, undefined])
  })

  it.each([
    [['src/', '|-- a.ts', '`-- b.ts'], true],
    [['a.ts', 'b/'], true],
    [['word', 'other'], false],
    [[''], false],
    [['User → Agent', '├── asks: what', '└── gets it'], false],
  ])('%j', (texts, expected) => {
    expect(isTreeOfFiles(linesIn({ path: 'x', text: texts.join('\n') }))).toBe(expected)
  })
})

describe('metadata', () => {
  it('keeps its scalars as text', () => {
    const { section, scope, reading, draft, unclaimed } = readingOf(
      '## Metadata\n\n```yaml\n# of the plan\nversion: "1.0"\ncount: {N}\nempty:\nparts:\n  - id: "A"\n    file: a.md\n  - id: B\nrange: 50-60\ntext: |\n  two\n  lines\n__proto__: x\n```\n',
    )
    expect(readMetadata(section, scope, reading)).toBe(true)
    expect(Object.entries(draft.program.attributes ?? {})).toEqual([
      ['version', '1.0'],
      ['count', '{N}'],
      ['empty', '~'],
      ['parts', ['id: "A"\nfile: a.md', 'id: B']],
      ['range', '50-60'],
      ['text', 'two\nlines'],
      ['__proto__', 'x'],
      ['#', '# of the plan'],
    ])
    expect(unclaimed()).toEqual([])
  })

  it.each([
    ['prose beside it', '## Metadata\n\nwords\n\n```yaml\na: 1\n```\n'],
    ['another language', '## Metadata\n\n```json\n{}\n```\n'],
    ['lines that are no keys', '## Metadata\n\n```yaml\n- a\n```\n'],
    ['nothing in it', '## Metadata\n\n```yaml\n```\n'],
    ['no code', '## Metadata\n\n- a: b\n'],
    ['parts of its own', '## Metadata\n\n```yaml\na: 1\n```\n\n### More\n'],
  ])('is left to others with %s', (_name, text) => {
    const { section, scope, reading, draft } = readingOf(text)
    expect(readMetadata(section, scope, reading)).toBe(false)
    expect(draft.program.attributes).toBeUndefined()
  })
})

describe('plans for what may go wrong', () => {
  it.each([
    ['labels and lists', '## Contingency\n\n**If it fails:**\n1. stop\n2. look\n   - twice\n\n**If it hangs:**\n1. wait\n', [6]],
    ['entries', '## Contingency\n\n- **If it fails:**\n  - stop\n  - look\n- **If it hangs**: wait\n', []],
    ['headings', '## Contingency\n\n### If it fails\n- stop\n- look\n\n### If it hangs\n- wait\n', []],
    ['plain conditions', '## Contingency\n\n- If it fails:\n  - stop\n  - look\n- If it hangs: wait\n', []],
  ])('are playbooks, from %s', (_name, text, notes) => {
    const { section, scope, reading, draft, unclaimed } = readingOf(text)
    expect(readContingency(section, scope, reading)).toBe(true)
    expect(draft.playbooks.map(({ id, triggers, steps }) => [id, triggers, steps])).toEqual([
      ['contingency-1', ['If it fails'], ['stop', 'look']],
      ['contingency-2', ['If it hangs'], ['wait']],
    ])
    expect(unclaimed()).toEqual(notes)
  })

  it('may be grouped by a heading that is none', () => {
    const { section, scope, reading, draft } = readingOf('## Contingency\n\n### Technical\n\n**If it fails:**\n- stop\n')
    expect(readContingency(section, scope, reading)).toBe(true)
    expect(draft.playbooks.map((playbook) => playbook.title)).toEqual(['If it fails'])
  })

  it.each(['## Contingency\n\nWe will see.\n', '## Contingency\n\n- a plain entry\n- another: one\n'])('are not seen in %j', (text) => {
    const { section, scope, reading, draft } = readingOf(text)
    expect(readContingency(section, scope, reading)).toBe(false)
    expect(draft.playbooks).toEqual([])
  })
})
