// Proves that the page of a report works in a real browser: writes programs of 100, 1,000 and 10,000 tasks and awkward ones, makes their
// pages with ./refractor report --html, and drives them in a headless Chromium, installed playwright-core and axe-core into a temporary
// folder before. Screenshots go to reports/report-*.png. Usage: node scripts/prove-report.mjs [--only <name>] [--keep]. Needs Node, git,
// the package registry, and a Chromium: /usr/bin/chromium, or the one that $CHROMIUM names.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import {
  accessible,
  check,
  checked,
  deepLinks,
  equal,
  evidence,
  faults,
  filters,
  keyboard,
  lookAt,
  openPage,
  pictures,
  quietly,
  readyMs,
} from './report-checks.mjs'
import { proveDashboard } from './report-dashboard.mjs'
import { hostileTitles, now, writeReportPlan } from './report-plans.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values: options } = parseArgs({ options: { only: { type: 'string' }, keep: { type: 'boolean' } } })
const packages = ['playwright-core@1.65.1', 'axe-core@4.14.1']
const limits = { bytes1000: 409_600, screenshot: 500_000 }
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
const refractor = [process.execPath, join(root, 'refractor')]

if (!existsSync(chromium)) {
  console.error(`there is no browser at ${chromium}: install one (apt-get install chromium), or name it in $CHROMIUM`)
  process.exit(1)
}

const scratch = mkdtempSync(join(tmpdir(), 'refractor-report-'))
const reports = join(root, 'reports')
mkdirSync(reports, { recursive: true })

function install() {
  writeFileSync(join(scratch, 'package.json'), '{ "private": true }\n')
  const argv = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', '--save-exact']
  const result = spawnSync('npm', [...argv, ...packages], { cwd: scratch, encoding: 'utf8', timeout: 180_000 })
  if (result.status !== 0) {
    // Of what npm says only the code, for the rest names places.
    console.error(
      `${packages.join(' and ')} cannot be installed: ${/npm (?:error|ERR!) code (\S+)/.exec(result.stderr)?.[1] ?? result.error?.message ?? result.status}`,
    )
    process.exit(1)
  }
  const load = createRequire(join(scratch, 'package.json'))
  return { playwright: load('playwright-core'), axe: readFileSync(load.resolve('axe-core/axe.min.js'), 'utf8') }
}

function run(folder, ...args) {
  const result = spawnSync(refractor[0], [...refractor.slice(1), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    timeout: 180_000,
  })
  if (result.status !== 0) throw new Error(`refractor ${args.join(' ')} ends with ${result.status}: ${result.stderr.slice(-1000)}`)
  return result.stdout
}

const plans = [
  { name: '100', tasks: 100, phases: 5 },
  { name: '1000', tasks: 1000, phases: 10 },
  { name: '10000', tasks: 10_000, phases: 20, past: [0, 320] },
  { name: 'order', tasks: 60, phases: 4, kind: 'order' },
  { name: 'relative', tasks: 60, phases: 4, kind: 'relative' },
  { name: 'hostile', tasks: 100, phases: 5, titles: hostileTitles },
]

async function screenshot(page, name, height = 1500, extra = {}) {
  const path = join(reports, `report-${name}.png`)
  const width = page.viewportSize().width
  await page.screenshot({ path, clip: { x: 0, y: 0, width, height }, fullPage: true, animations: 'disabled', ...extra })
  check(`screenshot ${name} is small`, statSync(path).size < limits.screenshot, statSync(path).size)
}

const count = (html, what) => html.split(what).length - 1

async function provePage(browser, axe, plan) {
  const { name, past, ...size } = plan
  lookAt(name)
  const began = Date.now()
  const folder = join(scratch, 'plans', name)
  writeReportPlan(folder, size, refractor, past)
  const file = join(folder, 'report.html')
  const asked = ['--baseline', 'v1', '--now', now]
  const madeAt = Date.now()
  const report = JSON.parse(run(folder, 'report', '--html', 'report.html', '--json', ...asked))
  const made = Date.now() - madeAt
  const html = readFileSync(file, 'utf8')
  const bytes = Buffer.byteLength(html)
  if (name === '1000') check('a page of 1,000 tasks is small', bytes <= limits.bytes1000, bytes)
  check('people are named without their addresses', !html.includes('ada@example.org'))
  if (plan.tasks <= 1000) {
    run(folder, 'report', '--html', 'again.html', ...asked)
    check('the same input, the same bytes', readFileSync(join(folder, 'again.html'), 'utf8') === html)
  }
  equal('all tasks are in the report', report.schedule.activities.filter(({ type }) => type === 'task').length, plan.tasks)
  check(
    'a policy allows nothing but what it names',
    /<meta http-equiv="Content-Security-Policy" content="default-src 'none';[^"]*script-src 'sha256-[^']+'">/.test(html) &&
      !html.includes('unsafe-'),
  )
  equal('scripts that run', count(html.replaceAll('<script type="application/json"', ''), '<script'), 1)

  const url = pathToFileURL(file).href
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' })
  const opened = await openPage(context, url)
  const { page } = opened
  check('the page is ready soon', opened.ms < readyMs, opened.ms)
  equal('title', await page.title(), `${report.program.name}: report`.replace(/\s+/g, ' ').trim())
  equal('head', (await page.locator('h1').textContent()).trim(), report.program.name.trim())
  await pictures(opened, report)
  await screenshot(page, name, 1900)
  if (name === '1000') {
    // The bar at the top would stand in the way of what is higher than the window.
    const bar = (position) => page.locator('#bar').evaluate((one, value) => Object.assign(one.style, { position: value }), position)
    await bar('static')
    await page
      .locator('#schedule figure')
      .first()
      .screenshot({ path: join(reports, 'report-gantt.png') })
    await page.locator('#explorer').screenshot({ path: join(reports, 'report-activities.png') })
    await bar('')
  }
  await evidence(opened, report)
  const filtered = await filters(opened, report)
  await keyboard(opened, report)
  if (plan.tasks <= 1000) {
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('main details')) one.open = true
    })
  }
  await accessible(opened, axe, 'in light')
  await page.emulateMedia({ colorScheme: 'dark' })
  if (plan.tasks <= 1000) await accessible(opened, axe, 'in dark')
  if (name === '100') {
    await page.evaluate(() => {
      for (const one of document.querySelectorAll('main details')) one.open = false
      scrollTo(0, 0)
    })
    await screenshot(page, 'dark', 1900)
    await page.emulateMedia({ colorScheme: 'light' })
  }
  quietly(opened, url)
  check('nothing of the plan ran', (await page.evaluate(() => globalThis.intruder)) === undefined)
  await deepLinks(context, url, report, filtered)

  // On paper.
  const paper = await openPage(context, url)
  const pdf = await paper.page.pdf({ format: 'A4' })
  const pages = (pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length
  check('printing gives pages, and not too many', pages >= 3 && pages < 20 + plan.tasks / 15, pages)
  if (options.keep) writeFileSync(join(scratch, `${name}.pdf`), pdf)
  if (name === '100') {
    await paper.page.setViewportSize({ width: 794, height: 1123 })
    await paper.page.emulateMedia({ media: 'print' })
    await paper.page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await screenshot(paper.page, 'print', 2246)
  }
  quietly(paper, url)

  // The policy holds whatever comes into the page.
  const attacked = await openPage(context, url)
  await attacked.page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.intruder = 6'
    document.body.append(script)
    const image = document.createElement('div')
    image.innerHTML = '<img src="data:," onerror="globalThis.intruder = 7">'
    document.body.append(image)
    return fetch('http://127.0.0.1:9/').catch(() => undefined)
  })
  await attacked.page.waitForTimeout(200)
  check('a script that comes into the page does not run', (await attacked.page.evaluate(() => globalThis.intruder)) === undefined)
  equal('and asks for nothing', attacked.seen.requests.length, 1)
  await context.close()

  // On a telephone.
  const small = await browser.newContext({ viewport: { width: 400, height: 800 }, colorScheme: 'light', reducedMotion: 'reduce' })
  const narrow = await openPage(small, url)
  const wide = await narrow.page.evaluate(() => ({ page: document.scrollingElement.scrollWidth, body: document.body.scrollWidth }))
  check('a narrow page does not scroll sideways', wide.page <= 400 && wide.body <= 400, wide)
  if (plan.tasks <= 100) await accessible(narrow, axe, 'on a narrow page')
  if (name === '100') await screenshot(narrow.page, 'narrow', 2400)
  quietly(narrow, url)
  await small.close()

  // Without a script.
  const bare = await browser.newContext({ viewport: { width: 1440, height: 900 }, javaScriptEnabled: false })
  const plain = await openPage(bare, url, { quiet: true })
  equal(
    'without a script every activity is in a table',
    await plain.page.locator('#rows tbody tr').count(),
    report.schedule.activities.length,
  )
  check('without a script the table is seen', await plain.page.locator('#rows tbody tr').first().isVisible())
  check('without a script there is no filter that does nothing', !(await plain.page.locator('#filters').isVisible()))
  for (const { id } of report.phases)
    check(`without a script phase ${id} is there`, await plain.page.locator(`article[data-phase="${id}"]`).isVisible())
  quietly(plain, url)
  await bare.close()
  console.log(
    `${name}: ${(bytes / 1024).toFixed(0)} KiB, made in ${made} ms, ready in ${opened.ms} ms, ${pages} printed pages (${((Date.now() - began) / 1000).toFixed(0)} s)`,
  )
  return bytes
}

const sizes = {}
const began = Date.now()
try {
  const { playwright, axe } = install()
  const browser = await playwright.chromium.launch({ executablePath: chromium, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  console.log(`Chromium ${browser.version()}, ${packages.join(', ')}`)
  try {
    for (const plan of plans.filter(({ name }) => options.only === undefined || options.only === name)) {
      try {
        sizes[plan.name] = await provePage(browser, axe, plan)
      } catch (error) {
        check('comes to its end', false, String(error?.stack ?? error))
      }
    }
    if (options.only === undefined || options.only === 'dashboard') {
      try {
        await proveDashboard(browser, refractor, join(scratch, 'plans', 'dashboard'))
      } catch (error) {
        check('comes to its end', false, String(error?.stack ?? error))
      }
    }
  } finally {
    await browser.close()
  }
} finally {
  if (options.keep) console.log(`kept in ${scratch}`)
  else rmSync(scratch, { recursive: true, force: true })
}

if (options.only === undefined) {
  const metrics = [
    { name: 'report.faults', value: faults.length, unit: 'faults' },
    { name: 'report.bytes-1000', value: sizes['1000'] ?? -1, unit: 'bytes' },
    { name: 'report.bytes-10000', value: sizes['10000'] ?? -1, unit: 'bytes' },
    { name: 'report.checks', value: checked(), unit: 'checks' },
  ]
  writeFileSync(join(reports, 'report.json'), `${JSON.stringify({ metrics }, null, 2)}\n`)
}
console.log(`${checked()} checks, ${faults.length} faults (${((Date.now() - began) / 1000).toFixed(0)} s)`)
process.exitCode = faults.length === 0 && checked() > 0 ? 0 : 1
