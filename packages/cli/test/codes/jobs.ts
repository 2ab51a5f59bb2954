import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { planCi } from '../../src/ci/plan-ci.ts'
import type { CodeCase } from './case.ts'

/** The jobs of a forge. */
export const jobs = {
  'ci/tool-unknown': {
    // A folder that does not exist has no files that would be in the way; nothing is written.
    raise: () => planCi(join(tmpdir(), 'refractor-no-such-folder'), 'github', undefined, () => undefined).diagnostics,
    place: '.github/workflows/gate.yml:1:1',
    exitCode: 0,
  },
} as const satisfies Readonly<Record<string, CodeCase>>
