import { type Diagnostic, diagnostic } from '@refractor/core'
import { compareStates, discover, type StatesAsked } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { type DiffData, diffData } from '../diff-data.ts'

/** "BASE..HEAD", "BASE...HEAD" (since HEAD left BASE), or "BASE" (the work tree against it); nothing: the work tree against HEAD. */
function statesIn(range = 'HEAD'): StatesAsked | Diagnostic {
  const dots = /\.\.\.?/.exec(range)
  if (dots === null) return { base: range }
  const [base, head] = [range.slice(0, dots.index), range.slice(dots.index + dots[0].length)]
  if (base === '' || head.includes('..') || head.startsWith('.'))
    return diagnostic('cli/usage', `${range} is no range of revisions`, { help: 'write it as BASE..HEAD, e.g. origin/main..HEAD' })
  return { base, head: head === '' ? 'HEAD' : head, sinceParting: dots[0] === '...' }
}

/** What a change means. The list is the answer: a difference in it is not a "no". */
export async function run(context: CommandContext, [range]: readonly string[]): Promise<Answer> {
  const { command, cwd, now, common } = context
  const asked = statesIn(range)
  if ('code' in asked) return refused(command, [asked])
  // A bare clone, or one without a checkout, holds no refractor.yaml; then both states must be revisions.
  const discovery = discover(cwd)
  if (!discovery.ok && asked.head === undefined) return refused(command, [discovery.diagnostic])
  const root = discovery.ok ? discovery.root : cwd
  const compared = await compareStates(root, asked, { now, program: common.program })
  if (!compared.ok) return { ...refused(command, compared.diagnostics), revisions: { root } }
  const { diagnostics, programs, others } = compared.value
  if (programs.length + others.length === 0 && diagnostics.some(({ severity }) => severity === 'error'))
    return { ...refused(command, diagnostics), revisions: { root } }
  const data: DiffData = diffData(compared.value, asked.sinceParting === true)
  return { command, diagnostics, data: { ...data }, revisions: { root } }
}
