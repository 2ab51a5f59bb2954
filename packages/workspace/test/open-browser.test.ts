import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { openBrowser } from '../src/open-browser.ts'
import { untilStopped } from '../src/until-stopped.ts'

const folder = mkdtempSync(join(tmpdir(), 'refractor-open-'))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

it.runIf(process.platform !== 'win32')(
  'gives the address to the program of the system as one argument, and says when there is none',
  async () => {
    for (const name of ['xdg-open', 'open', 'rundll32']) {
      writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s|' "$0" "$@" > "${folder}/said"\nmv "${folder}/said" "${folder}/done"\n`)
      chmodSync(join(folder, name), 0o755)
    }
    vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`)
    const url = 'http://127.0.0.1:1/?a=$(b)&c'
    for (const [platform, args] of [
      ['linux', ''],
      ['darwin', ''],
      ['win32', 'url.dll,FileProtocolHandler|'],
    ] as const) {
      rmSync(join(folder, 'done'), { force: true })
      expect(await openBrowser(url, platform)).toBe(true)
      await vi.waitFor(() => expect(readFileSync(join(folder, 'done'), 'utf8').split('|').slice(1).join('|')).toBe(`${args}${url}|`), {
        timeout: 5_000,
      })
    }
    vi.stubEnv('PATH', folder)
    rmSync(join(folder, 'xdg-open'))
    expect(await openBrowser(url, 'linux')).toBe(false)
  },
)

it('waits for a signal, and leaves the next one alone', async () => {
  const before = process.listenerCount('SIGINT')
  const stopped = untilStopped()
  expect(process.listenerCount('SIGINT')).toBe(before + 1)
  process.emit('SIGINT', 'SIGINT')
  expect(await stopped).toBe('SIGINT')
  expect(process.listenerCount('SIGINT')).toBe(before)
})
