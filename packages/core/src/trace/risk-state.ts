import { bareWords } from './rating-words.ts'

/**
 * Where a risk stands. `closed` and `accepted` only a plan can say; the others follow from its tasks: nothing is planned against it
 * (unmitigated), nothing has begun (open), something has (mitigating), all is done (mitigated).
 */
export type RiskState = 'unmitigated' | 'open' | 'mitigating' | 'mitigated' | 'closed' | 'accepted'

const closed = new Set(
  `closed|close|resolved|mitigated|retired|done|complete|completed|eliminated|avoided|transferred|obsolete|expired|no longer applicable|n/a
  geschlossen|erledigt|behoben|vermieden|fermé|fermée|clos|close|résolu|résolue|cerrado|cerrada|resuelto|resuelta|mitigado|fechado|encerrado
  resolvido|chiuso|risolto|mitigato|关闭|已关闭|已解决|解决|已缓解|關閉|已關閉|クローズ|解決|解決済み|完了|対応済み|종료|해결|완료`.split(
    /\s*[|\n]\s*/,
  ),
)

const accepted = new Set(
  'accepted|accept|akzeptiert|accepté|acceptée|aceptado|aceptada|aceito|aceite|accettato|接受|已接受|受容|許容|수용'.split('|'),
)

/** What the plan's own status of a risk means; undefined for one that does not end it ("open", "monitoring"), or that nobody knows. */
export function statedState(status: string | undefined): 'closed' | 'accepted' | undefined {
  const bare = bareWords(status ?? '').replace(/\s*[(（,;:.–—].*$/su, '')
  if (closed.has(bare)) return 'closed'
  return accepted.has(bare) ? 'accepted' : undefined
}

/**
 * What the tasks against a risk make of it; those that are optional count only where there are no others. `isPlanned`: the plan says in
 * words what is to be done against it.
 */
export function stateFromTasks(
  tasks: readonly { readonly optional: boolean; readonly started: boolean; readonly finished: boolean }[],
  isPlanned: boolean,
): RiskState {
  const required = tasks.filter((task) => !task.optional)
  const counting = required.length > 0 ? required : tasks
  if (counting.length === 0) return isPlanned ? 'open' : 'unmitigated'
  if (counting.every((task) => task.finished)) return 'mitigated'
  return counting.some((task) => task.started) ? 'mitigating' : 'open'
}
