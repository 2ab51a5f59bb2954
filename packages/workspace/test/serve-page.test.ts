// tested-for: P5.R5
import { get, type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PageServer, servePage } from '../src/serve-page.ts'

let page = { html: '<!doctype html><p>first', version: 'v1' }
let server: PageServer
beforeEach(async () => {
  page = { html: '<!doctype html><p>first', version: 'v1' }
  const served = await servePage({ port: 0, page: () => page, mostWaiting: 2 })
  if (!served.ok) throw new Error(served.code)
  server = served.server
})
afterEach(() => server.close())

interface Answered {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

function ask(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += String(chunk)
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** Bytes as they are, for what no client would send. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answered = ''
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => {
      answered += String(chunk)
      if (answered.includes('\r\n\r\n')) socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answered))
  })
}

/** A browser that waits: what it was told so far, and a way to wait for more. */
function wait(): Promise<{ readonly told: () => string; until(words: string): Promise<void>; close(): void }> {
  return new Promise((resolve) => {
    const asked = get({ host: '127.0.0.1', port: server.port, path: '/events', agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += String(chunk)
      })
      response.on('error', () => undefined)
      const until = async (words: string): Promise<void> => {
        while (!text.includes(words)) await new Promise((next) => response.once('data', next))
      }
      resolve({ told: () => text, until, close: () => asked.destroy() })
    })
    asked.on('error', () => undefined)
  })
}

describe('addresses', () => {
  it('is the page, as it is now', async () => {
    expect(await ask('/')).toMatchObject({
      status: 200,
      text: '<!doctype html><p>first',
      headers: { 'content-type': 'text/html; charset=utf-8' },
    })
    page = { html: '<p>second', version: 'v2' }
    expect((await ask('/?any=thing')).text).toBe('<p>second')
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '', headers: { 'content-length': '9' } })
    expect(await ask('/healthz')).toMatchObject({ status: 200, text: 'ok\n' })
  })

  it.each([
    '/index.html',
    '/../../etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/.git/config',
    '//',
    '/events/',
    '/%00',
    '/refractor.yaml',
    'http://127.0.0.1/',
    '*',
  ])('is nothing at %s', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('is not there for %s', async (method) => {
    expect(await ask('/', { method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })
})

describe('who may ask', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1.evil.example', '0.0.0.0', '[::1]', 'localhost.'])(
    'not for the host %j',
    async (host) => {
      const named = host.includes(':') ? host : `${host}:${host === '127.0.0.1' ? server.port + 1 : server.port}`
      expect((await ask('/', { headers: { Host: named } })).status).toBe(421)
    },
  )

  it('for this machine by name and by number', async () => {
    for (const host of ['127.0.0.1', 'localhost', 'LocalHost'])
      expect((await ask('/', { headers: { Host: `${host}:${server.port}` } })).status).toBe(200)
  })

  it('not without a host, nor twice named, nor in something else than HTTP', async () => {
    expect(await raw('GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 421/)
    expect(await raw(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nHost: evil.example\r\n\r\n`)).not.toMatch(/^HTTP\/1.1 200/)
    expect(await raw('\u0016\u0003\u0001 hello\r\n\r\n')).toBe('')
  })

  it.each([
    ['cross-site', 'no-cors', 403],
    ['same-site', 'cors', 403],
    ['cross-site', 'navigate', 200],
    ['same-origin', 'cors', 200],
    ['none', 'navigate', 200],
  ])('a browser whose page is %s (%s) gets %s', async (site, mode, status) => {
    expect((await ask('/', { headers: { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode } })).status).toBe(status)
  })

  it('lets no other page embed or keep it, and allows nobody to read it from elsewhere', async () => {
    const { headers } = await ask('/', { headers: { Origin: 'http://evil.example' } })
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('changes', () => {
  it('are told to every browser that waits, and to no more of them than there may be', async () => {
    const [one, other] = [await wait(), await wait()]
    await one.until('data: v1')
    await other.until('data: v1')
    expect((await ask('/events')).status).toBe(503)
    page = { html: '', version: 'v2' }
    server.changed()
    await Promise.all([one.until('data: v2'), other.until('data: v2')])
    one.close()
    while ((await ask('/events', { method: 'HEAD' })).status === 503) await new Promise((next) => setTimeout(next, 5))
    expect((await ask('/events', { method: 'HEAD' })).status).toBe(200)
    other.close()
  })
})

describe('the port', () => {
  it('is told apart from one that is taken', async () => {
    expect(await servePage({ port: server.port, page: () => page })).toMatchObject({ ok: false, problem: 'in-use', code: 'EADDRINUSE' })
  })

  it('is free at once after the end, whoever was connected', async () => {
    const waiting = await wait()
    await waiting.until('v1')
    await server.close()
    const again = await servePage({ port: server.port, page: () => page })
    expect(again.ok).toBe(true)
    if (again.ok) server = again.server
  })
})
