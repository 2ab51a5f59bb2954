/**
 * The largest number of roles that can each have a person of their own (augmenting paths). `holders[i]` are the persons, by number,
 * who can stand for role `i`.
 */
export function rolesWithOwnPerson(holders: readonly (readonly number[])[]): number {
  const roleOf = new Map<number, number>()
  const place = (role: number, tried: Set<number>): boolean => {
    for (const person of holders[role] as readonly number[]) {
      if (tried.has(person)) continue
      tried.add(person)
      const other = roleOf.get(person)
      if (other === undefined || place(other, tried)) {
        roleOf.set(person, role)
        return true
      }
    }
    return false
  }
  return holders.filter((_, role) => place(role, new Set())).length
}
