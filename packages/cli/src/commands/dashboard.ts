import { type Diagnostic, diagnostic } from '@refractor/core'
import {
  discover,
  networkFileSystem,
  openBrowser,
  type PageServer,
  type Served,
  servePage,
  watchedFolders,
  watchFiles,
} from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import { timestamp } from '../common-options.ts'
import type { CommandContext } from '../context.ts'
import { type Drawn, draw } from '../dashboard/draw.ts'
import { type DrawingLoop, drawingLoop } from '../dashboard/drawing-loop.ts'

export interface DashboardOptions {
  readonly port?: string
  readonly open?: boolean
}

const day = (time: string): string => time.slice(0, 10)

/** How often it is asked whether another day has come, in milliseconds: dates and what is late change then. */
const dayCheckMs = 60_000

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return 0
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined
}

const unserved = (port: number, { problem, code }: Extract<Served, { ok: false }>): Diagnostic =>
  diagnostic('cli/usage', `cannot listen on port ${port} of this machine (${code})`, {
    help: problem === 'in-use' ? 'leave --port out to take one that is free, or use another' : 'use another --port',
  })

/**
 * Serves the report of the program on this machine until somebody ends it, and draws it again whenever a file changes. It changes nothing:
 * what is wrong with the files stands in the page, and is told on standard error.
 */
export async function run(context: CommandContext, _args: readonly string[], options: DashboardOptions): Promise<Answer> {
  const { command, io, common } = context
  const port = portOf(options.port)
  if (port === undefined)
    return refused(command, [
      diagnostic('cli/usage', `--port ${options.port} is not a port`, { help: 'use a number from 1 to 65535, or leave it out' }),
    ])
  const discovery = discover(context.cwd)
  if (!discovery.ok) return refused(command, [discovery.diagnostic])
  const { root } = discovery
  // With --now the clock stands still; otherwise each page is about the time at which it is drawn.
  const clock = (): string => (common.now === undefined ? (timestamp(io.now()) ?? context.now) : context.now)
  const say = (words: string): void => io.stderr(`${words}\n`)

  let drawnOn = ''
  const drawNow = (): Promise<Drawn> => {
    drawnOn = day(clock())
    return draw({ ...context, now: clock() })
  }
  let loop: DrawingLoop | undefined
  // The watch begins before the first page is drawn; what changes meanwhile is drawn after it.
  let isMissed = false
  const watch = watchFiles({
    folders: () => watchedFolders(root, loop?.current().folders ?? []),
    onChange: () => {
      isMissed = loop === undefined
      loop?.again()
    },
    poll: networkFileSystem(root) !== undefined,
  })
  try {
    const first = await drawNow()
    if (first.refusal !== undefined) return refused(command, [first.refusal])
    let server: PageServer | undefined
    loop = drawingLoop(first, drawNow, {
      tell: ({ ok, findings }) => {
        say(`drawn again at ${clock()}${ok ? '' : `: no report, ${findings} ${findings === 1 ? 'finding' : 'findings'}`}`)
        server?.changed()
      },
      fail: (error) => say(`cannot draw the page: ${error instanceof Error ? error.message : String(error)}; the last one stays`),
    })
    const served = await servePage({ port, page: loop.current })
    if (!served.ok) return refused(command, [unserved(port, served)])
    server = served.server
    say(`dashboard of ${first.name}: ${server.url} (Ctrl-C ends it)`)
    const { watched, polled, left } = watch.state()
    if (left > 0) say(`${left} folders are more than can be watched: what changes in them is seen with the next change elsewhere`)
    if (options.open && !(await openBrowser(server.url))) say('there is no browser to open: open the address yourself')
    const { again } = loop
    const clockCheck = setInterval(() => day(clock()) !== drawnOn && again(), dayCheckMs)
    if (isMissed) again()
    await io.untilStopped?.()
    clearInterval(clockCheck)
    watch.close()
    await loop.idle()
    await server.close()
    return { command, diagnostics: [], data: { url: server.url, watched, polled, left } }
  } finally {
    watch.close()
  }
}
