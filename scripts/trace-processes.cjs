'use strict'

// Loaded into every Node process of a traced run (NODE_OPTIONS=--require): writes down each process that it starts and each connection
// that it opens, as a line of JSON in the file that TRACE_FILE names. It changes nothing else.
const fs = require('fs')

const file = process.env.TRACE_FILE
const note = (entry) => fs.appendFileSync(file, `${JSON.stringify(entry)}\n`)

/** Calls `before` with the arguments of each call of a function. */
function watch(owner, name, before) {
  const original = owner[name]
  owner[name] = function watched(...args) {
    before(args)
    return original.apply(this, args)
  }
}

const children = require('child_process')
for (const name of ['spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork']) {
  watch(children, name, ([program, second, third]) => {
    const argv = Array.isArray(second) ? second : []
    const options = (Array.isArray(second) ? third : second) || {}
    note({ kind: 'process', via: name, program: String(program), argv: argv.map(String), shell: Boolean(options.shell) })
  })
}
for (const name of ['exec', 'execSync'])
  watch(children, name, ([line]) => note({ kind: 'process', via: name, program: String(line), argv: [], shell: true }))

const { Socket } = require('net')
watch(Socket.prototype, 'connect', () => note({ kind: 'connection', via: 'net' }))
watch(require('net').Server.prototype, 'listen', () => note({ kind: 'connection', via: 'listen' }))
const dns = require('dns')
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6'])
  watch(dns, name, ([host]) => note({ kind: 'connection', via: `dns ${host}` }))
for (const name of ['lookup', 'resolve']) watch(dns.promises, name, ([host]) => note({ kind: 'connection', via: `dns ${host}` }))
watch(require('dgram'), 'createSocket', () => note({ kind: 'connection', via: 'dgram' }))
if (typeof globalThis.fetch === 'function') watch(globalThis, 'fetch', ([url]) => note({ kind: 'connection', via: `fetch ${url}` }))
