import { describe, expect, test } from 'vitest'
import { PolicyFile } from '../../src/schema/policy.ts'

const policy = (rest: object) => PolicyFile.safeParse({ format: 1, version: 1, ...rest })
/** Where a policy is wrong, as a path. */
const wrong = (rest: object): string[] => policy(rest).error?.issues.map(({ path }) => path.join('/')) ?? []

describe('a policy', () => {
  test.each<[string, object]>([
    ['nothing but its version', {}],
    [
      'who approves which gates',
      {
        approve: [
          { roles: ['TL'], gates: ['P2.*'], stages: ['exit', 'entry'] },
          { people: ['ada'], min: 1 },
        ],
      },
    ],
    ['who waives, and in an emergency', { waive: { roles: ['TL'], maxDays: 14, breakGlass: { people: ['ada'], maxHours: 4 } } }],
    ['who governs', { governance: { roles: ['TL'], paths: ['.github/**'] } }],
    ['a rule for merging by its paths', { merge: { require: [{ gates: ['{phase}'], paths: 'phase' }] } }],
    ['a rule for merging by what is named', { merge: { require: [{ gates: ['{milestone}'], milestones: 'named' }] } }],
    ['a rule for merging by its branch', { merge: { require: [{ gates: ['P2'], branches: ['release/*'] }], none: 'allow' } }],
  ])('may say %s', (_, rest) => expect(wrong(rest)).toEqual([]))

  test.each<[string, object, string]>([
    ['a key that is not known', { aprove: [] }, ''],
    ['no version', { version: undefined }, 'version'],
    ['a version that is none', { version: 0 }, 'version'],
    ['who approves, and nobody', { approve: [{ gates: ['P2'] }] }, 'approve/0'],
    ['who accepts, and nobody', { accept: [{ min: 2 }] }, 'accept/0'],
    ['who closes, and nobody', { review: [{ phases: ['P2'] }] }, 'review/0'],
    ['who waives, and nobody', { waive: { maxDays: 3 } }, 'waive'],
    ['who breaks the glass, and nobody', { waive: { roles: ['TL'], breakGlass: { maxHours: 3 } } }, 'waive/breakGlass'],
    [
      'a longer emergency than there is',
      { waive: { roles: ['TL'], breakGlass: { roles: ['TL'], maxHours: 73 } } },
      'waive/breakGlass/maxHours',
    ],
    ['who governs, and nobody', { governance: { paths: ['.github/**'] } }, 'governance'],
    ['who restores, and nobody', { restore: { trust: 'signed' } }, 'restore'],
    ['an empty list of roles', { approve: [{ roles: [] }] }, 'approve/0/roles'],
    ['a quorum of none', { approve: [{ roles: ['TL'], min: 0 }] }, 'approve/0/min'],
    ['a proof that is not known', { trust: { TL: 'spoken' } }, 'trust/TL'],
    ['a rule for merging without a condition', { merge: { require: [{ gates: ['P2'] }] } }, 'merge/require/0'],
    ['a path outside', { governance: { roles: ['TL'], paths: ['../x'] } }, 'governance/paths/0'],
    ['a repository with what opens it', { repository: 'token@github.com/owner/name' }, 'repository'],
  ])('may not say %s', (_, rest, path) => expect(wrong(rest)).toEqual([path]))
})
