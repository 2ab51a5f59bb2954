// Required by a process that is measured: says at its end how much memory it held at most, in KiB.
const { appendFileSync } = require('node:fs')

process.on('exit', () => {
  appendFileSync(process.env.REFRACTOR_PEAK_FILE, `${process.resourceUsage().maxRSS}\n`)
})
