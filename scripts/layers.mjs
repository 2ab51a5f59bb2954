// `npm run layers`: prints each import that crosses a boundary, with the reason for the boundary.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkLayers } from './cruise.mjs'

const { violations, unseen, modules } = await checkLayers(dirname(dirname(fileURLToPath(import.meta.url))))
for (const { rule, from, to, comment } of violations) console.log(`${from} -> ${to}\n  ${rule}: ${comment}`)
for (const file of unseen) console.log(`${file}\n  was not looked at: no import of it, or into it, was found`)
console.log(`${violations.length} violations, ${modules} modules`)
process.exitCode = violations.length > 0 || unseen.length > 0 || modules === 0 ? 1 : 0
