import type { LeafOf } from '../../schema/check.ts'
import type { FileFact } from '../case.ts'
import type { PartFinding } from '../compose.ts'
import { askPatterns } from '../facts-asked.ts'
import { about, count, met, unmet, unreadable } from '../finding.ts'
import type { CriterionKind, JudgeContext } from '../judging.ts'
import { type ResolvedPattern, resolvePatterns } from '../resolve-paths.ts'
import type { EvidenceUse } from '../result.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'artifact'>

/** A file or directory that counts, or why it does not. */
type Counted =
  | { readonly use: EvidenceUse; readonly files: number }
  | { readonly reason: 'missing' | 'unreadable'; readonly because: string; readonly path: string }

function countPath(path: string, fact: FileFact | undefined, nonEmpty: boolean): Counted {
  if (fact === undefined || fact.state === 'unreadable') return { reason: 'unreadable', because: `${path} cannot be read`, path }
  if (fact.state === 'missing') return { reason: 'missing', because: `${path} does not exist`, path }
  const size = fact.state === 'directory' ? fact.entries : fact.size
  if (size === undefined) return { reason: 'unreadable', because: `the size of ${path} is not known`, path }
  // A directory is what is in it: without a file there is none.
  if (size === 0 && (nonEmpty || fact.state === 'directory')) return { reason: 'missing', because: `${path} is empty`, path }
  return { use: { path, ...(fact.sha256 !== undefined && { sha256: fact.sha256 }) }, files: fact.state === 'directory' ? size : 1 }
}

/** The files of one pattern; what does not count among those of a glob only lowers the number, a named path must count itself. */
function countPattern({ pattern, paths }: ResolvedPattern, check: Check, context: JudgeContext): Counted[] {
  if (paths === undefined) return [{ reason: 'unreadable', because: `the files of ${pattern} cannot be listed`, path: pattern }]
  const counted = paths.map((path) => countPath(path, context.facts.files.get(path), check.nonEmpty ?? true))
  if (counted.length === 0) return [{ reason: 'missing', because: `no file matches ${pattern}`, path: pattern }]
  const good = counted.filter((one) => 'use' in one)
  const unknown = counted.filter((one) => 'reason' in one && one.reason === 'unreadable')
  return good.length > 0 || unknown.length > 0 ? [...good, ...unknown] : counted.slice(0, 1)
}

function judgeArtifact(check: Check, context: JudgeContext): PartFinding {
  const fix = explainCommand(context)
  const resolved = resolvePatterns(check.paths, context.facts, false)
  if (resolved.length === 0) return unmet('undefined', 'names no path', { fix })
  const counted = resolved.flatMap((one) => countPattern(one, check, context))
  const missing = counted.flatMap((one) => ('reason' in one && one.reason === 'missing' ? [one] : []))
  const [first] = missing
  if (first)
    return about(
      unmet('missing', first.because, { fix }),
      missing.map(({ path }) => path),
    )
  const unknown = counted.find((one) => 'reason' in one)
  if (unknown && 'because' in unknown) return unreadable(unknown.because, { fix })
  const good = counted.filter((one) => 'use' in one)
  const evidence = good.map((one) => one.use)
  const files = good.reduce((sum, one) => sum + one.files, 0)
  const wanted = check.minMatches ?? 1
  if (!(files >= wanted))
    return unmet('missing', `${count(files, 'file')}, at least ${wanted} are asked for`, {
      expected: `${wanted} or more`,
      found: String(files),
      evidence,
      fix,
    })
  if (check.sha256 === undefined)
    return met(files === 1 ? `${(evidence[0] as EvidenceUse).path} exists` : `${files} files exist`, { evidence })
  const [only, ...others] = evidence
  if (only === undefined || others.length > 0) return unmet('undefined', 'sha256 freezes the content of a single file', { evidence, fix })
  if (only.sha256 === undefined) return unreadable(`${only.path} has no digest`, { evidence, fix })
  // A change of what is frozen is a failure and no proof of the opposite.
  if (only.sha256 !== check.sha256)
    return {
      ...unmet('failed', `${only.path} is not as it was frozen`, { expected: check.sha256, found: only.sha256, evidence, fix }),
      oneSided: true,
    }
  return met(`${only.path} is as it was frozen`, { evidence })
}

export const artifact: CriterionKind<'artifact'> = {
  kinds: ['artifact'],
  asks: (check, _context, asked) => askPatterns(asked, check.paths),
  judge: judgeArtifact,
  wants: (check) =>
    `${check.paths.join(', ')}${check.minMatches === undefined ? '' : `, ${count(check.minMatches, 'file')} or more`}${check.nonEmpty === false ? '' : ', not empty'}${check.sha256 === undefined ? '' : `, with the digest ${check.sha256.slice(0, 12)}…`}`,
  command: (_check, context) => explainCommand(context),
}
