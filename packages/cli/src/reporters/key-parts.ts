/** "T-014" of the key "task:T-014" */
export const idIn = (key: string): string => key.slice(key.indexOf(':') + 1)

/** "task" of the key "task:T-014" */
export const typeIn = (key: string): string => key.slice(0, key.indexOf(':'))
