import { command, shellWord } from '../../link/command-line.ts'
import { askPatterns, askProof } from '../facts-asked.ts'
import { met, unmet, unreadable } from '../finding.ts'
import type { CriterionKind } from '../judging.ts'
import { isAttested, judgeAttested } from './gate-verdict.ts'

export const gate: CriterionKind<'gate'> = {
  kinds: ['gate'],
  asks(check, { criterion }, asked) {
    if (!isAttested(check)) return
    askPatterns(asked, [check.verdict], 'parsed')
    if ((criterion.record.trust ?? 'self') !== 'self' || check.roles !== undefined) askProof(asked, check.verdict)
  },
  judge(check, context) {
    const { program, criterion } = context
    const fix = this.command(check, context)
    if (isAttested(check)) return judgeAttested(check, context, fix)
    const standing = context.standingOf(check.gate)
    if (standing === undefined) return unmet('undefined', `there is no gate ${check.gate}`, { fix: command(program, 'gate list') })
    if (standing === 'circular') return unmet('blocked', `${check.gate} waits for ${criterion.id} itself`, { fix })
    const { verdict, satisfied, required, reason } = standing
    const found = required === 0 ? 'nothing to evaluate' : `${satisfied} of ${required}`
    if (verdict === 'met') return met(`${check.gate} is met`, { expected: 'met', found })
    if (verdict === 'unknown') return unreadable(`${check.gate} is unknown: ${found}`, { expected: 'met', found, fix })
    // Never `failed`: what the other gate lacks may only be missing, and `not` must not turn that into a yes.
    return unmet(reason === 'tampered' ? 'tampered' : 'blocked', `${check.gate} is unmet: ${found}`, { expected: 'met', found, fix })
  },
  wants: (check) => (isAttested(check) ? `the verdict in ${check.verdict} that gate ${check.gate} is met` : `gate ${check.gate} met`),
  command: (check, { program }) =>
    isAttested(check)
      ? `${command(program, 'gate check', check.gate)} --attest ${shellWord(check.verdict)}`
      : command(program, 'gate check', check.gate),
}
