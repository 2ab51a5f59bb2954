'use strict'

// Installs the locked dependencies with pnpm: the one on PATH when its major fits, else one that npm brings.
const childProcess = require('child_process')
const fs = require('fs')
const os = require('os')
const path = require('path')

const isWindows = process.platform === 'win32'
const outOfReach =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL|network (?:request|connectivity)|UNABLE_TO_|SELF_SIGNED/

/** The name@version that package.json pins, without a hash. */
function pinnedPnpm(root) {
  return JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).packageManager.split('+')[0]
}

/**
 * Settings of whoever started this (npm run, npm exec, a shell) must not turn this installation into another one, and
 * nothing may ask a question. A folder for the cache is named only where the home folder cannot hold one.
 */
function installEnvironment(root) {
  const env = Object.assign({}, process.env, { CI: 'true', COREPACK_ENABLE_NETWORK: '0', npm_config_update_notifier: 'false' })
  for (const name of [
    'package',
    'call',
    'global',
    'workspace',
    'workspaces',
    'dry_run',
    'production',
    'omit',
    'only',
    'include',
    'offline',
  ]) {
    delete env['npm_config_' + name]
  }
  // One slow registry should not be given up at once, but an absent one is to be told within seconds, not minutes.
  const patience = { npm_config_fetch_retries: '2', npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '5000' }
  for (const name of Object.keys(patience)) if (env[name] === undefined) env[name] = patience[name]
  if (env.HOME === '') delete env.HOME
  let home
  try {
    home = env.HOME || os.userInfo().homedir
    fs.accessSync(home, fs.constants.W_OK)
  } catch (_) {
    env.HOME = path.join(root, 'node_modules', '.home')
    fs.mkdirSync(env.HOME, { recursive: true })
  }
  return env
}

function spawn(command, args, options) {
  // On Windows npm and pnpm are .cmd files, which need a shell; none of the arguments holds a space.
  return childProcess.spawnSync(
    isWindows ? command + '.cmd' : command,
    args,
    Object.assign({ shell: isWindows, encoding: 'utf8' }, options),
  )
}

/** Whether the pnpm on PATH has the pinned major; a shim that would have to download one first does not count. */
function hasPnpm(major, env) {
  const found = spawn('pnpm', ['--version'], { cwd: os.tmpdir(), env, stdio: ['ignore', 'pipe', 'ignore'], timeout: 20000 })
  return !found.error && found.status === 0 && found.stdout.trim().split('.')[0] === major
}

function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n')
}

function install(root, say, giveUp) {
  const pinned = pinnedPnpm(root)
  const env = installEnvironment(root)
  // --prod=false: the build tools are needed even where NODE_ENV says production.
  const args = ['install', '--frozen-lockfile', '--prod=false', '--reporter=append-only', '--config.confirmModulesPurge=false']
  const own = hasPnpm(pinned.split('@')[1].split('.')[0], env)
  const command = own ? ['pnpm'].concat(args) : ['npm', 'exec', '--yes', '--package=' + pinned, '--', 'pnpm'].concat(args)
  say('installing the locked dependencies with ' + pinned + '; this happens once and takes about 20 seconds')
  const result = spawn(command[0], command.slice(1), { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 * 1024 * 1024 })
  if (!result.error && result.status === 0) return
  const output = (result.stdout || '') + (result.stderr || '')
  if (output) fs.writeSync(2, lastLines(output, 30) + '\n')
  if (result.error && result.error.code === 'ENOENT') giveUp('npm was not found; it comes with Node, so put the folder of Node on PATH')
  if (result.error) giveUp('the installation could not be run: ' + result.error.message)
  if (outOfReach.test(output))
    giveUp('the package registry is out of reach; run this once with a connection, or set a mirror with: npm config set registry <url>')
  giveUp('the installation failed; see above. To try by hand: ' + command.join(' '))
}

module.exports = { install }
