// Importing the whole of @refractor/workspace late would keep all of it, and put all of it into one chunk.
export { untilStopped } from '@refractor/workspace'
