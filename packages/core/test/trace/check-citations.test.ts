import { describe, expect, it } from 'vitest'
import type { LinkReview } from '../../src/schema/trace.ts'
import { buildGraph } from '../../src/trace/build-graph.ts'
import { checkCitations } from '../../src/trace/check-citations.ts'
import { indexDocument } from '../../src/trace/document-index.ts'
import { cite } from '../../src/trace/document-section.ts'
import { lineDigests } from '../../src/trace/moved-lines.ts'
import { referenceReader } from '../../src/trace/source-reference.ts'
import { buildProgram } from '../build-program.ts'

const program = (...refs: string[]) =>
  buildProgram({
    'specification/program.yaml': 'format: 1\nid: demo\nname: Demo\nsources: { SR: docs/SR.md, AP: { title: Plan } }\n',
    'specification/tasks.yaml': `format: 1\ntasks:\n${refs.map((ref, at) => `  - { id: T-${at}, title: T, sourceRefs: [${JSON.stringify(ref)}] }\n`).join('')}`,
  })
const document = (text: string) => ({ alias: 'SR', path: 'docs/SR.md', text })
const text = '# 1. Summary\nAll is well.\n# 2. Findings\n- B-001 is open\n'

const check = (refs: readonly string[], now = text, reviews: readonly LinkReview[] = []) => {
  const one = program(...refs)
  return checkCitations(one, buildGraph(one), [document(now)], reviews)
}
const codes = (...refs: string[]) => check(refs).map(({ code, location }) => `${code} ${location?.line}`)

/** A review of the citation as it was in a text. */
function review(id: string, then: string, at = '2026-03-01T00:00:00Z'): LinkReview {
  const [reference] = referenceReader(['SR'])(id)
  const index = indexDocument(document(then))
  const cited = reference && cite(index, reference)
  if (cited?.state !== 'found') throw new Error(`${id} is not there`)
  const { digests, ...span } = lineDigests(index, cited.span)
  const target = {
    type: 'source' as const,
    id,
    fingerprint: cited.fingerprint,
    lines: { ...span, digests: [...digests] },
    from: ['cites task:T-0'],
  }
  const other = { type: 'task' as const, id: 'T-0', fingerprint: cited.fingerprint, from: ['needs task:T-1'] }
  return {
    format: 1,
    kind: 'link-review',
    program: 'demo',
    reason: 'read',
    by: 'ada@example.org',
    at,
    trust: 'self',
    targets: [target, other],
  }
}

describe('citations', () => {
  it('that are right are not told of', () => {
    expect(codes('SR', 'SR §1', 'SR §2 B-001', 'SR L1-L4', 'SR §"Findings"')).toEqual([])
  })

  it('into documents that nobody has are another finding', () => {
    expect(codes('AP §9', 'RFC 2119', 'XY L99')).toEqual([])
    const one = program('SR §9')
    expect(checkCitations(one, buildGraph(one))).toEqual([])
  })

  it('of sections, ids and lines that are not there are told', () => {
    expect(codes('SR §3', 'SR §2 B-002', 'SR L4-L5')).toEqual([
      'trace/section-absent 3',
      'trace/section-absent 4',
      'trace/lines-beyond-end 5',
    ])
  })

  it('say what there is', () => {
    expect(check(['SR §9'])[0]?.help).toContain('1, 2')
    expect(check(['SR §"Finding"'])[0]?.help).toBeDefined()
    expect(check(['SR §"Fundings"'])[0]).toMatchObject({ expected: ['Findings'], help: 'did you mean Findings?' })
    expect(check(['SR §1'], 'plain')[0]?.help).toContain('no headings')
    const many = Array.from({ length: 20 }, (_, at) => `# ${at + 10}. H\n`).join('')
    expect(check(['SR §1'], many)[0]?.help).toContain(', …')
  })

  it('of one place are told once', () => {
    const [one, ...others] = check(['SR §3', 'SR section 3', 'SR L1'])
    expect([one?.location?.line, one?.related?.map(({ location }) => location.line), others]).toEqual([3, [4], []])
  })
})

describe('lines', () => {
  const moved = `new\nlines\n${text}`
  it('that have moved are told with what to write', () => {
    const [one, ...others] = check(['SR L2-L3'], moved, [review('SR L2-L3', text)])
    expect(others).toEqual([])
    expect(one).toMatchObject({
      code: 'trace/lines-moved',
      severity: 'info',
      location: { line: 3 },
      help: 'write SR L4-L5 instead of SR L2-L3',
    })
  })

  it('that have moved from behind the end are told as moved', () => {
    expect(check(['SR L3-L4'], '# 2. Findings\n- B-001 is open\n', [review('SR L3-L4', text)])).toMatchObject([
      { code: 'trace/lines-moved' },
    ])
  })

  it('that changed, that were read again, or that nobody read are not', () => {
    expect(check(['SR L2-L3'], moved.replace('well', 'ill'), [review('SR L2-L3', text)])).toEqual([])
    const again = review('SR L2-L3', moved, '2026-04-01T00:00:00Z')
    expect(check(['SR L2-L3'], moved, [again, review('SR L2-L3', text)])).toEqual([])
    expect(check(['SR L2-L3'], moved)).toEqual([])
    expect(check(['SR L2-L3'], text, [review('SR L2-L3', text)])).toEqual([])
    const { lines: _, ...bare } = review('SR L2-L3', text).targets[0] as LinkReview['targets'][number]
    expect(check(['SR L2-L3'], moved, [{ ...review('SR L2-L3', text), targets: [bare] }])).toEqual([])
  })
})

it('a source stands where its document has it, and else where it is cited', () => {
  const one = program('SR §2 B-001', 'SR §9', 'AP L1', 'SR')
  const graph = buildGraph(one, { documents: [document(text)] })
  const placeIn = (of: typeof graph, id: string) => {
    const { file, line, column, endLine, endColumn } = of.nodes.get(`source:${id}`)?.place() ?? { file: '', line: 0, column: 0 }
    return [file, line, column, endLine, endColumn]
  }
  expect(placeIn(graph, 'SR §2 B-001')).toEqual(['docs/SR.md', 4, 1, 4, 16])
  expect(placeIn(graph, 'SR')).toEqual(['docs/SR.md', 1, 1, 4, 16])
  expect(placeIn(graph, 'SR §9')[0]).toBe('specification/tasks.yaml')
  expect(placeIn(graph, 'AP L1')[0]).toBe('specification/tasks.yaml')
  expect(placeIn(buildGraph(one), 'SR')[0]).toBe('specification/tasks.yaml')
  const digest = buildGraph(one, { documents: [{ ...document('ab'), isDigest: true }] })
  expect(placeIn(digest, 'SR §9')).toEqual(['docs/SR.md', 1, 1, undefined, undefined])
})
