import { transactionStamp } from '@refractor/workspace'

/** Which state the workspace is in now. Loaded after the answer: only commands that read a workspace ask. */
export const presentStamp = (root: string): string => transactionStamp(root)
