import { describe, expect, it } from 'vitest'
import { type Invocation, parseCommandLine } from '../src/command-line.ts'
import { commandTable } from '../src/command-table/index.ts'
import { helpFor } from '../src/help.ts'

const words = (invocation: Invocation): string => (invocation.kind === 'command' ? invocation.spec.words.join(' ') : invocation.kind)

/** Every command of the contract (design, section 9), one verb each. */
const contract = `init; template list|show; import; validate; status; next; show; phase list; milestone list; task list; risk list;
milestone start|submit|accept|reopen; task start|done|reopen; gate list|check|explain|accept-check|simulate;
evidence add|run|verify|list|export; approve; reject; revoke; waive; waiver list; checklist new|list|check|archive;
review run|pack|reopen; trace; trace show|matrix|graph|order|clear; why; diff; history; schedule; snapshot create|list|show|verify|restore; drill;
playbook list|show; recover; merge-driver; commit check; audit log|verify; report; report history; dashboard; export; schema; explain;
config show; doctor; completion`
  .split(/;\s*/)
  .flatMap((one) => {
    const [noun = '', verbs] = one.split(' ')
    return verbs === undefined ? [noun] : verbs.split('|').map((verb) => `${noun} ${verb}`)
  })

describe('the table of commands', () => {
  it('has every command of the contract and no other', () => {
    expect(commandTable.map((one) => one.words.join(' ')).sort()).toEqual([...contract].sort())
  })

  it.each(commandTable.map((spec) => [spec.words.join(' '), spec] as const))('%s: its examples parse', (name, spec) => {
    for (const example of spec.examples ?? []) {
      const argv = (example.split(' > ')[0] as string).match(/"[^"]*"|\S+/g)?.map((word) => word.replace(/^"|"$/g, '')) ?? []
      expect(words(parseCommandLine(argv))).toBe(name)
    }
    expect(spec.examples?.length).toBeGreaterThan(0)
  })
})

describe('parseCommandLine', () => {
  it.each([
    [['gate', 'check', 'P2', '--json'], 'gate check'],
    [['--json', 'gate', 'check', 'P2'], 'gate check'],
    [['gate', '--json', 'check', 'P2'], 'gate check'],
    [['review', 'P2'], 'review run'],
    [['review', 'run', 'P2'], 'review run'],
    [['trace'], 'trace'],
    [['trace', 'T-014', '--rule', 'risks'], 'trace'],
    [['trace', '--json', 'show', 'T-014'], 'trace show'],
    [[], 'bare'],
    [['--json'], 'bare'],
    [['report'], 'report'],
    [['report', 'history', '--by', 'day'], 'report history'],
    [['review', 'pack', 'P2'], 'review pack'],
  ])('%j is %s', (argv, expected) => expect(words(parseCommandLine(argv))).toBe(expected))

  it('takes common options before and after the command, the later one winning', () => {
    const invocation = parseCommandLine(['--format', 'json', '-C', 'a', 'gate', 'check', '--format', 'github', '-n', 'P2'])
    expect(invocation).toMatchObject({ kind: 'command', args: ['P2'], common: { format: 'github', C: 'a', dryRun: true } })
  })

  it('takes the value of an option as it is, whatever it looks like', () => {
    expect(parseCommandLine(['evidence', 'add', 'P2', '--note', '--json'])).toMatchObject({ options: { note: '--json' }, args: ['P2'] })
  })

  it('collects what may be given several times', () => {
    expect(parseCommandLine(['evidence', 'add', 'P2', '--metric', 'a=1', '--metric', 'b=2'])).toMatchObject({
      options: { metric: ['a=1', 'b=2'] },
    })
  })

  it.each<[string[], string, string[]]>([
    [['gate'], 'refractor', ['check', 'list', 'explain', 'accept-check', 'simulate']],
    [['gate', 'chek'], 'refractor', ['check']],
    [['staus'], 'refractor', ['status']],
    [['staus', '--help'], 'refractor', ['status']],
    [['gate', 'check', '--stict'], 'gate check', ['--strict']],
    [['gate', 'check', '--level', 'high'], 'gate check', []],
    [['show'], 'show', []],
    [['status', 'a', 'b'], 'status', []],
    [['status', '--format'], 'status', []],
  ])('%j is refused, and the nearest words are named', (argv, command, expected) => {
    const invocation = parseCommandLine(argv)
    expect(invocation).toMatchObject({ kind: 'usage', command, diagnostic: { code: 'cli/usage' } })
    if (invocation.kind === 'usage') expect(invocation.diagnostic.expected ?? []).toEqual(expected)
  })
})

describe('helpFor', () => {
  it.each([
    [['--help'], 'Start here:'],
    [['help'], 'Start here:'],
    [['help', 'nonsense'], 'Start here:'],
    [['-C', 'somewhere', '--help'], 'Start here:'],
    [['gate', '--help'], 'Usage: refractor gate <command>'],
    [['help', 'gate'], 'Usage: refractor gate <command>'],
    [['gate', 'check', '-h'], 'Usage: refractor gate check [ids...]'],
    [['-C', 'somewhere', 'gate', 'check', '-h'], 'Usage: refractor gate check [ids...]'],
    [['help', 'review'], 'review pack <phase>'],
    [['status', '--help'], 'Usage: refractor status [id]'],
    [['trace', '--help'], 'trace show <id>'],
    [['help', 'trace'], 'Usage: refractor trace [ids...] [options]'],
    [['trace', 'order', '-h'], 'Usage: refractor trace order [type]'],
  ])('%j', (argv, expected) => expect(helpFor(argv)).toContain(expected))

  it.each([[['gate', 'check']], [['--', '--help']], [['chek', '--help']], [['-C', 'x', 'chek', '-h']], [[]]])('%j asks for none', (argv) =>
    expect(helpFor(argv)).toBeUndefined(),
  )

  it('keeps every line within 100 columns', () => {
    const pages = [helpFor(['--help']), ...commandTable.map((spec) => helpFor([...spec.words, '--help']))]
    for (const line of pages.join('\n').split('\n')) expect(line.length, line).toBeLessThanOrEqual(100)
  })
})
