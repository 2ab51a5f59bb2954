import type { IncomingMessage, ServerResponse } from 'node:http'

/** What is served: one page, and what tells it from an earlier one. */
export interface ServedPage {
  readonly html: string
  readonly version: string
}

export interface ServeOptions {
  /** 0 takes one that is free. */
  readonly port: number
  /** The page as it is now. */
  readonly page: () => ServedPage
  /** Most browsers that wait for changes at once; default 32. */
  readonly mostWaiting?: number
}

export interface PageServer {
  readonly url: string
  readonly port: number
  /** Tells every browser that waits. */
  changed(): void
  /** Ends at once, whoever is connected. */
  close(): Promise<void>
}

export type Served =
  | { readonly ok: true; readonly server: PageServer }
  | { readonly ok: false; readonly problem: 'in-use' | 'refused'; readonly code: string }

/** The only address that is listened on: other machines cannot reach it, and no option changes that. */
const host = '127.0.0.1'

/** Nothing may be embedded, loaded from elsewhere, kept, or guessed. Which script and style may stand in the page, it names in a policy of its own. */
const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const

const heartbeatMs = 25_000

function answer(request: IncomingMessage, response: ServerResponse, status: number, type: string, text: string): void {
  const body = Buffer.from(text)
  response.writeHead(status, { ...headers, 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

const lineOf = ({ version }: ServedPage): string => `event: version\ndata: ${version}\n\n`

/**
 * A page on this machine alone. There are three addresses, compared as text: `/`, `/events` (a line whenever the page changes) and
 * `/healthz`. No path is ever looked for on a disk. A request that names another host is refused, for a site that has its own name point
 * at this machine (DNS rebinding) could read the page otherwise; so is a request that another site makes a browser send.
 */
export async function servePage({ port, page, mostWaiting = 32 }: ServeOptions): Promise<Served> {
  const { createServer } = await import('node:http')
  const waiting = new Set<ServerResponse>()
  let names: ReadonlySet<string> = new Set()

  const events = (request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8' })
    if (request.method === 'HEAD') {
      response.end()
      return
    }
    response.write(`retry: 1000\n${lineOf(page())}`)
    waiting.add(response)
    response.on('close', () => waiting.delete(response))
  }

  /** Why a request gets nothing, if it does not. */
  const refusal = (
    { method, headers: sent, rawHeaders }: IncomingMessage,
    path: string,
  ): readonly [status: number, words: string] | undefined => {
    const site = sent['sec-fetch-site']
    const isForeign = site !== undefined && site !== 'none' && site !== 'same-origin' && sent['sec-fetch-mode'] !== 'navigate'
    const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length
    if (hosts !== 1 || !names.has((sent.host ?? '').toLowerCase())) return [421, 'this page has another address']
    if (isForeign) return [403, 'this page is not for other sites']
    if (method !== 'GET' && method !== 'HEAD') return [405, 'this page can only be read']
    if (path !== '/' && path !== '/events' && path !== '/healthz') return [404, 'there is only one page: /']
    if (path === '/events' && waiting.size >= mostWaiting) return [503, 'too many pages are open']
    return undefined
  }

  const respond = (request: IncomingMessage, response: ServerResponse): void => {
    // Whatever somebody sends along is not kept.
    request.resume()
    const [path = ''] = (request.url ?? '').split('?')
    const refused = refusal(request, path)
    if (refused !== undefined) {
      if (refused[0] === 405) response.setHeader('Allow', 'GET, HEAD')
      answer(request, response, refused[0], 'text/plain', `${refused[1]}\n`)
    } else if (path === '/events') events(request, response)
    else if (path === '/healthz') answer(request, response, 200, 'text/plain', 'ok\n')
    else answer(request, response, 200, 'text/html', page().html)
  }

  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 }, respond)
  server.maxConnections = mostWaiting * 4
  server.maxHeadersCount = 100
  // What is no HTTP gets no answer.
  server.on('clientError', (_error, socket) => socket.destroy())
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    server.once('error', resolve)
    server.listen({ port, host, exclusive: true }, () => resolve(undefined))
  })
  if (problem !== undefined)
    return { ok: false, problem: problem.code === 'EADDRINUSE' ? 'in-use' : 'refused', code: problem.code ?? problem.message }
  const address = server.address()
  const own = typeof address === 'object' && address !== null ? address.port : port
  names = new Set([host, 'localhost'].flatMap((name) => [`${name}:${own}`, ...(own === 80 ? [name] : [])]))
  const heartbeat = setInterval(() => {
    for (const one of waiting) one.write(': here\n\n')
  }, heartbeatMs)
  return {
    ok: true,
    server: {
      url: `http://${host}:${own}/`,
      port: own,
      changed: () => {
        const line = lineOf(page())
        for (const one of waiting) one.write(line)
      },
      close: () =>
        new Promise((resolve) => {
          clearInterval(heartbeat)
          for (const one of waiting) one.end()
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    },
  }
}
