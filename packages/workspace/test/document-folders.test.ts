import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentsIn, foldersWithDocuments } from '../src/document-folders.ts'
import { readDocuments } from '../src/read-documents.ts'

let root: string

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-folders-')))
  for (const path of [
    '.kiro/specs/parcel/tasks.md',
    '.kiro/specs/parcel/design.md',
    '.kiro/specs/parcel/requirements.md',
    '.kiro/specs/parcel/notes-10.md',
    '.kiro/specs/parcel/notes-9.md',
    '.kiro/specs/parcel/.hidden.md',
    '.kiro/specs/empty/image.png',
    'openspec/config.yaml',
    'openspec/changes/add-labels/README.md',
    'openspec/changes/add-labels/proposal.md',
    'openspec/changes/add-labels/tasks.md',
    'openspec/changes/add-labels/design.md',
    'openspec/changes/add-labels/specs/labels/spec.md',
    'openspec/changes/add-labels/specs/desk/scanner/spec.md',
    'openspec/changes/add-labels/specs/desk/scanner/picture.svg',
    'openspec/changes/archive/old/proposal.md',
    'specs/001-labels/spec.md',
    'specs/001-labels/plan.md',
    'specs/001-labels/tasks.md',
    'specs/001-labels/research.md',
    'specs/001-labels/data-model.md',
    'specs/001-labels/quickstart.md',
    'specs/001-labels/risks.md',
    'specs/001-labels/checklists/requirements.md',
    'specs/002-early/spec.md',
    'specs/002-early/research.md',
    'backlog/config.yml',
    'backlog/readme.md',
    'backlog/tasks/task-10 - Ship.md',
    'backlog/tasks/task-2 - Print.md',
    'backlog/tasks/task-2.1 - Cut.md',
    'backlog/tasks/readme.md',
    'backlog/completed/task-1 - Store.md',
    'backlog/milestones/m-0 - First.md',
    'backlog/milestones/README.md',
    'backlog/drafts/draft-1 - Later.md',
    'backlog/docs/doc-1 - Guide.md',
    '.taskmaster/config.json',
    '.taskmaster/tasks/tasks.json',
    '.taskmaster/tasks/task_001.md',
    'old/tasks.json',
    'site/tasks.json',
    'site/page.md',
    'tables/risks.csv',
    'tables/tasks.tsv',
    'tables/notes.txt',
    'plain/tasks/one.md',
    'far/away/from/here/now/plan.md',
    'far/node_modules/package/readme.md',
    'nothing/here/a.txt',
  ]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), path)
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('the documents of a folder', () => {
  it.each([
    ['.kiro/specs/parcel', ['requirements.md', 'design.md', 'tasks.md', 'notes-9.md', 'notes-10.md']],
    [
      'openspec/changes/add-labels',
      ['proposal.md', 'design.md', 'tasks.md', 'README.md', 'specs/desk/scanner/spec.md', 'specs/labels/spec.md'],
    ],
    ['openspec/changes/archive/old', ['proposal.md']],
    ['specs/001-labels', ['spec.md', 'plan.md', 'tasks.md', 'risks.md']],
    ['specs/002-early', ['spec.md', 'research.md']],
    [
      'backlog',
      [
        'tasks/task-2 - Print.md',
        'tasks/task-2.1 - Cut.md',
        'tasks/task-10 - Ship.md',
        'completed/task-1 - Store.md',
        'milestones/m-0 - First.md',
      ],
    ],
    ['backlog/tasks', ['readme.md', 'task-2 - Print.md', 'task-2.1 - Cut.md', 'task-10 - Ship.md']],
    ['.taskmaster', ['tasks/tasks.json']],
    ['.taskmaster/tasks', ['tasks.json']],
    ['old', ['tasks.json']],
    ['site', ['page.md']],
    ['tables', ['risks.csv', 'tasks.tsv']],
    ['plain', []],
    ['missing', []],
  ])('%s', (folder, documents) => {
    expect(documentsIn(join(root, folder))).toEqual(documents)
  })
})

describe('a folder without documents', () => {
  it.each([
    ['.kiro', ['specs/parcel']],
    ['openspec', ['changes/add-labels']],
    ['specs', ['001-labels', '002-early']],
    ['plain', ['tasks']],
    ['far', []],
    ['far/away', ['from/here/now']],
    ['nothing', []],
  ])('%s: names those below it that have some', (folder, inside) => {
    expect(foldersWithDocuments(join(root, folder))).toEqual(inside)
    const { sources, diagnostics } = readDocuments(root, root, [`${folder}/`])
    const paths = inside.map((one) => `${folder}/${one}`)
    expect([sources, diagnostics]).toMatchObject([[], [{ code: 'cli/usage', ...(paths.length > 0 && { expected: paths }) }]])
    expect(diagnostics[0]?.help).toBe(
      paths.length > 0 ? `name a folder below it: ${paths.join(', ')}` : 'name a Markdown file, or a folder of them',
    )
  })
})
