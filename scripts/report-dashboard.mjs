// What scripts/prove-report.mjs looks at in the page of a dashboard while files change.
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, equal, lookAt } from './report-checks.mjs'
import { now, writeReportPlan } from './report-plans.mjs'

/** How soon the page has to say what a file says, in milliseconds. */
const followMs = 15_000

/** The page of the dashboard follows the files. */
export async function proveDashboard(browser, refractor, folder) {
  lookAt('dashboard')
  writeReportPlan(folder, { tasks: 60, phases: 3, commands: false }, refractor, [0, 300])
  const child = spawn(refractor[0], [...refractor.slice(1), 'dashboard', '--now', now], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', (part) => {
    said += part
  })
  child.stdout.on('data', (part) => {
    said += part
  })
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)))
  const until = async (test, ms) => {
    for (const end = Date.now() + ms; Date.now() < end; await new Promise((next) => setTimeout(next, 50))) if (await test()) return true
    return false
  }
  try {
    if (!check('it says its address', await until(() => /http:\/\/\S+/.test(said), 30_000), said)) return
    const url = /http:\/\/\S+/.exec(said)[0]
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const seen = { console: [], requests: [] }
    page.on('console', (message) => seen.console.push(message.text()))
    page.on('pageerror', (error) => seen.console.push(String(error)))
    page.on('request', (request) => seen.requests.push(new URL(request.url())))
    await page.goto(url)
    await page.waitForSelector('html[data-ready=true]')
    await page.locator('#filters [name=phase]').selectOption('P1')
    await page.waitForTimeout(200)
    const path = join(folder, 'specification/phases/P0.yaml')
    const text = readFileSync(path, 'utf8')
    const began = Date.now()
    writeFileSync(path, text.replace('Phase 0 of the depot', 'Phase 0 has another name'))
    const heads = () =>
      page
        .locator('article.phase h3')
        .allTextContents()
        .catch(() => [])
    check('the page follows a file', await until(async () => (await heads()).some((one) => one.includes('another name')), followMs))
    const followed = Date.now() - began
    check(
      'and keeps its filter',
      page.url().includes('phase=P1') && (await page.locator('#filters [name=phase]').inputValue()) === 'P1',
      page.url(),
    )
    writeFileSync(path, 'format: 1\nid: [')
    check(
      'it says what is wrong',
      await until(async () => ((await page.textContent('body').catch(() => '')) ?? '').includes('P0.yaml'), followMs),
    )
    writeFileSync(path, text)
    check('and comes back', await until(async () => (await heads()).some((one) => one.includes('Phase 0 of the depot')), followMs))
    const others = seen.requests.filter(
      ({ origin, pathname }) => origin !== new URL(url).origin || (pathname !== '/' && pathname !== '/events'),
    )
    check('only / and /events are asked for', others.length === 0 && seen.requests.length > 1, others.map(String))
    check('nothing is said on the console', seen.console.length === 0, seen.console)
    child.kill('SIGINT')
    equal('Ctrl-C ends it', await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000, 'no end'))]), 0)
    check(
      'a page without its server says so',
      await until(async () => /ended|lost|no longer|gone|not running/i.test((await page.textContent('body')) ?? ''), 10_000),
    )
    await context.close()
    console.log(`dashboard: the page follows after ${followed} ms`)
  } finally {
    child.kill('SIGKILL')
  }
}
