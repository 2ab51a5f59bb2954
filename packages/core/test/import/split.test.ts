import { describe, expect, it } from 'vitest'
import { splitDocuments } from '../../src/import/scan/split.ts'

const lines = (text: string) => text.split('\n').map((line, at) => ({ number: at + 1, text: line }))
const parts = (text: string) => splitDocuments(lines(text)).map((part) => [part.lines[0]?.number, part.lines.length, part.isTemplate])

const plan = `# Harbour_Plan.md
## 1. Aims
- Dredge the basin before the first frost of the year
## 2. Work
- K-1 was given to the survey crew, who have begun at the north mole
## 3. Risks
- Storms from the west may close the fairway for several days`

const template = `## Harbour Plan — <Name of the port>
### 1) Aims
-
### 2) Work
- Work Name
  - Entrance Criteria:
### 3) Risks
- R-### → [ids]
<!-- Rules: every task must have a source. -->`

describe('splitDocuments', () => {
  it('cuts an empty template off, whichever comes first', () => {
    expect(parts(`${plan}\n\n${template}`)).toEqual([
      [1, 8, false],
      [9, 9, true],
    ])
    const first = template.replace('##', '#').replaceAll('###', '##')
    const second = plan.replaceAll('\n## ', '\n### ').replace('# Harbour', '## Harbour')
    expect(parts(`${first}\n${second}`)).toEqual([
      [1, 9, true],
      [10, 7, false],
    ])
  })

  it.each([
    ['no second title', plan],
    ['a second title without a placeholder', `${plan}\n${template.replace('<Name of the port>', 'North')}`],
    ['other words', `${plan}\n${template.replace('Harbour Plan', 'Dry Dock')}`],
    ['other sections', `${plan}\n${template.replace('Aims', 'Crew').replace('Work', 'Tides').replace('Risks', 'Dues')}`],
    ['a second title inside a fence', `${plan}\n\`\`\`markdown\n${template}\n\`\`\``],
    ['two filled documents', `${plan}\n${plan.replace('Harbour_Plan.md', 'Harbour Plan <2>')}`],
    ['no heading', 'text'],
    ['nothing', ''],
  ])('leaves a file with %s whole', (_, text) => {
    expect(splitDocuments(lines(text))).toHaveLength(1)
  })
})
