import type { Authority, PolicyFile } from '../schema/policy.ts'

/** A rule of policy that names who may do something. */
interface NamedAuthority {
  readonly authority: Authority
  /** JSON pointer below the policy, without leading slash: "approve/0". */
  readonly path: string
  /** What it is called: "approve", "waive.breakGlass". */
  readonly name: string
}

/** Everything in a policy that names roles or people, in order of the file format. */
export function authoritiesOf(policy: PolicyFile): NamedAuthority[] {
  const { approve = [], accept = [], review = [], restore, waive, clear, governance } = policy
  const listed = (name: string, rules: readonly Authority[]): NamedAuthority[] =>
    rules.map((authority, index) => ({ authority, path: `${name}/${index}`, name }))
  const single = (name: string, path: string, authority: Authority | undefined): NamedAuthority[] =>
    authority === undefined ? [] : [{ authority, path, name }]
  return [
    ...listed('approve', approve),
    ...listed('accept', accept),
    ...listed('review', review),
    ...single('restore', 'restore', restore),
    ...single('waive', 'waive', waive),
    ...single('waive.breakGlass', 'waive/breakGlass', waive?.breakGlass),
    ...single('clear', 'clear', clear),
    ...single('governance', 'governance', governance),
  ]
}
