import { describe, expect, it } from 'vitest'
import { readPlaybook } from '../../src/import/read/playbook.ts'
import { open } from './tables-reading.ts'

function play(text: string) {
  const opened = open(text)
  const read = readPlaybook(opened.section, opened.scope, opened.reading)
  return { ...opened, read, playbooks: opened.reading.draft.playbooks }
}

describe('readPlaybook', () => {
  it('reads labelled lines', () => {
    const { read, playbooks, unclaimed } = play(`## 5. Storm & Salvage Playbooks
- Fixed Checkpoints: At each lock (North, Mill, Weir), write the log with draught and load.
- Salvage Triggers: Hull breach, loss of the anchor (both chains), fire.
- Steps: Sound the horn → drop anchor → man the pumps.
- Harbour: Any lee shore.
`)
    expect(read).toBe(true)
    expect(playbooks).toEqual([
      {
        id: 'storm-salvage-playbooks',
        title: 'Storm & Salvage Playbooks',
        checkpoints: ['North', 'Mill', 'Weir'],
        triggers: ['Hull breach', 'loss of the anchor (both chains)', 'fire'],
        steps: ['Sound the horn', 'drop anchor', 'man the pumps'],
        attributes: {
          'Fixed Checkpoints': 'At each lock (North, Mill, Weir), write the log with draught and load.',
          Harbour: 'Any lee shore.',
        },
      },
    ])
    expect(unclaimed()).toEqual([])
  })

  it('names the gates at which a snapshot is due, and only these', () => {
    const gates = (line: string) => play(`## 5. Rollback\n- Global Checkpoints: ${line}\n`).reading.draft.program.snapshots
    expect(gates('After each gate (Backlog, Gen Code, Deploy), create atomic snapshot with RPO/RTO metrics.')).toEqual({
      gates: ['Backlog', 'Gen Code', 'Deploy'],
    })
    expect(gates('After each gate (North, Mill), write the log.')).toBeUndefined()
    expect(gates('Take a snapshot of the locks (North, Mill).')).toBeUndefined()
    expect(gates('After each gate, create a snapshot.')).toBeUndefined()
  })

  it('reads lists below labels and headings, one playbook for each heading', () => {
    const { playbooks, unclaimed } = play(`## Rollback
Some words.

### Fire
**Triggers:**
- smoke below deck
- smell of tar

**Steps**:
1. Close the hatches
   - and the vents
2. Flood the hold

### Flood
1. Man the pumps
2. Beach the ship

### Calm
Nothing to do.
`)
    expect(playbooks).toEqual([
      {
        id: 'fire',
        title: 'Fire',
        triggers: ['smoke below deck', 'smell of tar'],
        steps: ['Close the hatches', 'and the vents', 'Flood the hold'],
      },
      { id: 'flood', title: 'Flood', steps: ['Man the pumps', 'Beach the ship'] },
    ])
    expect(unclaimed()).toEqual([2, 18, 19])
  })

  it('parts the steps of one line at semicolons, and keeps one sentence whole', () => {
    const { playbooks } = play('## Ebb\n- Steps: wait; sound; sail\n- Decision: stay, or go\n')
    expect(playbooks[0]).toMatchObject({ steps: ['wait', 'sound', 'sail'], decisions: ['stay, or go'] })
  })

  it.each([
    ['prose', '## Rollback\nKeep snapshots.\n'],
    ['plain bullets', '## Rollback\n- Keep snapshots.\n- Test them.\n'],
    ['no heading', 'Steps: a → b\n'],
  ])('leaves %s alone', (_, text) => {
    const { read, playbooks } = play(text)
    expect([read, playbooks]).toEqual([false, []])
  })
})
