// What scripts/prove-report.mjs looks at in a page that is open in a browser, and what is wrong with it.

/** How long a page may take until its script has run, in milliseconds: generous, for machines are busy. */
export const readyMs = 20_000

export const faults = []
let checks = 0
let at = ''

/** Names what is looked at from now on. */
export function lookAt(name) {
  at = name
}

/** How many things were looked at. */
export const checked = () => checks

/** Counts one thing that was looked at; `found` is said where it is not as it should be. */
export function check(what, isRight, found) {
  checks += 1
  if (isRight) return true
  const words = `${at}: ${what}${found === undefined ? '' : ` (${typeof found === 'string' ? found : JSON.stringify(found)})`}`
  faults.push(words)
  console.log(`  FAULT ${words.slice(0, 600)}`)
  return false
}
export const equal = (what, found, expected) => check(what, found === expected, `${found} instead of ${expected}`)

/** Opens a page of the file and listens to all that goes wrong in it. */
export async function openPage(context, url, { hash = '', quiet = false } = {}) {
  const page = await context.newPage()
  const seen = { console: [], errors: [], requests: [] }
  page.on('console', (message) => seen.console.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => seen.errors.push(String(error)))
  page.on('dialog', (dialog) => {
    seen.errors.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.route('**/*', (route) => {
    seen.requests.push(route.request().url())
    return route.request().url().split('#')[0] === url ? route.continue() : route.abort()
  })
  const began = Date.now()
  await page.goto(url + hash)
  if (!quiet) await page.waitForSelector('html[data-ready=true]', { timeout: readyMs })
  return { page, seen, ms: Date.now() - began }
}

export function quietly({ seen }, url, times = 1) {
  check('nothing is said on the console', seen.console.length === 0, seen.console)
  check('no error in the page', seen.errors.length === 0, seen.errors)
  check(
    'only the file itself is asked for',
    seen.requests.length === times && seen.requests.every((one) => one.split('#')[0] === url),
    seen.requests,
  )
}

export async function accessible({ page }, axe, what) {
  await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const found = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
    return found.violations.map(
      ({ id, nodes }) =>
        `${id} ×${nodes.length}: ${nodes[0].target.join(' ')} ${nodes[0].failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`,
    )
  })
  check(`accessible ${what}`, violations.length === 0, violations)
}

/** Pictures that the data has something for, and what each of them shows. */
export async function pictures({ page }, report) {
  const { schedule, risks, history, matrices } = report
  const expected = ['gantt']
  if (schedule.links.length > 0) expected.push('graph')
  if (risks.some(({ impact, likelihood }) => impact !== undefined || likelihood !== undefined)) expected.push('risks')
  if (history.length > 1) expected.push('burn-up')
  if (history.filter(({ finish }) => finish !== undefined).length > 1) expected.push('slip')
  if (matrices.length > 0) expected.push('matrix')
  const found = await page.evaluate(() =>
    [...document.querySelectorAll('svg.pic')].map((svg) => {
      const box = svg.getBoundingClientRect()
      const figure = svg.closest('figure')
      return {
        kind: [...svg.classList].find((name) => name.startsWith('pic-'))?.slice(4),
        shapes: svg.querySelectorAll('path,rect,circle,line,polyline').length,
        words: svg.querySelectorAll('text').length,
        named: ['title', 'desc'].every((name) => (svg.querySelector(name)?.textContent ?? '').trim() !== ''),
        broken: /NaN|undefined|Infinity/.test(svg.outerHTML),
        seen: box.width > 200 && box.height > 40,
        // Rows of the table behind it, or of that beneath: risks and activities have one in any case.
        rows:
          (figure?.querySelectorAll('table tbody tr').length ||
            figure?.closest('section').querySelectorAll('table tbody tr, .tree [role=row]').length) ??
          0,
      }
    }),
  )
  for (const kind of expected)
    check(
      `there is a picture: ${kind}`,
      found.some((one) => one.kind === kind),
      found.map((one) => one.kind),
    )
  for (const one of found) {
    check(`picture ${one.kind} shows something`, one.seen && one.shapes > 1 && one.words > 1, one)
    check(`picture ${one.kind} has a name and a description`, one.named, one)
    check(`picture ${one.kind} has no number that is none`, !one.broken, one)
    check(`picture ${one.kind} has a table behind it`, one.rows > 0, one)
  }
}

/** What must be left of the activities, and of these with all that holds them. */
export function expectedRows({ schedule: { activities } }, test) {
  const places = new Map(activities.map(({ key }, index) => [key, index]))
  const kept = activities.map(test)
  const fit = kept.filter(Boolean).length
  for (let index = activities.length - 1; index >= 0; index -= 1) {
    const parent = places.get(activities[index].parent)
    if (kept[index] && parent !== undefined) kept[parent] = true
  }
  return { fit, rows: kept.filter(Boolean).length }
}

export async function filters({ page }, report) {
  const { activities } = report.schedule
  const settle = () => page.waitForTimeout(activities.length > 3000 ? 400 : 60)
  const rowCount = () => page.evaluate(() => Number(document.querySelector('.tree').getAttribute('aria-rowcount')) - 1)
  const shown = () => page.locator('#shown').textContent()
  const phase = report.phases[1].id
  const owner = activities.find((one) => one.owner !== undefined).owner
  const state = activities.find((one) => one.type === 'task' && one.progress !== 'done').state
  const cases = [
    ['phase', phase, (one) => one.phase === phase],
    ['owner', owner, (one) => one.owner === owner],
    ['state', state, (one) => one.state === state],
    ['critical', true, (one) => one.critical],
    [
      'q',
      activities.find((one) => one.type === 'task').id,
      (one) =>
        `${one.id} ${one.title} ${one.owner ?? ''}`
          .toLowerCase()
          .includes(activities.find((each) => each.type === 'task').id.toLowerCase()),
    ],
  ]
  for (const [name, value, test] of cases) {
    const field = page.locator(`#filters [name=${name}]`)
    if (name === 'critical') await field.check()
    else if (name === 'q') await field.fill(value)
    else await field.selectOption(value)
    await settle()
    const expected = expectedRows(report, test)
    check(`filter ${name} finds something, and not all`, expected.fit > 0 && expected.fit < activities.length, expected)
    equal(`filter ${name}: what fits`, await shown(), `${expected.fit} of ${activities.length} activities`)
    equal(`filter ${name}: rows`, await rowCount(), expected.rows)
    check(`filter ${name} stands in the address`, page.url().includes(`${name}=`), page.url())
    if (name === 'phase') {
      const cards = await page.evaluate(() =>
        [...document.querySelectorAll('article.phase[data-phase]')].filter((one) => !one.hidden).map((one) => one.dataset.phase),
      )
      equal('filter phase: cards', cards.join(), phase)
    }
    await page.locator('#filters button[type=reset]').click()
    await settle()
    equal(`filter ${name} is taken back`, await shown(), '')
  }
  await page.locator('#filters [name=phase]').selectOption(phase)
  await page.locator('#filters [name=state]').selectOption(state)
  await settle()
  const both = expectedRows(report, (one) => one.phase === phase && one.state === state)
  equal('two filters at once', await shown(), `${both.fit} of ${activities.length} activities`)
  // The address leads to the same again.
  const address = page.url()
  await page.locator('#filters button[type=reset]').click()
  await settle()
  return { address, fit: both.fit }
}

export async function deepLinks(context, url, report, filtered) {
  const inView = (page, selector) =>
    page.evaluate((name) => {
      const one = document.querySelector(name)
      if (one === null) return 'not there'
      const { top, bottom, height } = one.getBoundingClientRect()
      return height > 0 && bottom > 0 && top < innerHeight ? true : `at ${Math.round(top)} to ${Math.round(bottom)}`
    }, selector)
  const gate = report.gates.findLast((one) => one.criteria.length > 0)
  const criterion = gate.criteria[0].id
  const task = report.schedule.activities.findLast((one) => one.type === 'task').id
  const phase = report.phases.at(-1).id
  for (const [name, hash, selector] of [
    ['phase', `#${phase}`, `article.phase[data-phase="${phase}"]`],
    ['criterion', `#${criterion}`, `[id="${criterion}"]`],
    ['risk', `#${report.risks.at(-1).id}`, `[id="${report.risks.at(-1).id}"]`],
    ['task', `#${task}`, '.rows .row.active'],
  ]) {
    const opened = await openPage(context, url, { hash })
    await opened.page.waitForTimeout(700)
    const found = await inView(opened.page, selector)
    check(`#${name} is in view`, found === true, found)
    if (name === 'task') {
      equal('#task marks the row', await opened.page.locator('.rows .row.active code.id').textContent(), task)
      check('#task says what it is', (await opened.page.locator('.detail').textContent()).includes(task))
    }
    quietly(opened, url)
    await opened.page.close()
  }
  const again = await openPage(context, url, { hash: filtered.address.slice(filtered.address.indexOf('#')) })
  equal(
    'a filter in the address',
    await again.page.locator('#shown').textContent(),
    `${filtered.fit} of ${report.schedule.activities.length} activities`,
  )
  await again.page.close()
}

/** A gate that is due and open says how much is missing, and after one click what, and what to do. */
export async function evidence({ page }, report) {
  const due = report.gates.filter((gate) => gate.due && gate.verdict !== 'met')
  check('some gate is due and open', due.length > 0)
  for (const gate of due) {
    const box = page.locator(`details.gate[data-gate="${gate.id}"]`)
    check(`gate ${gate.id} is seen and folded`, (await box.locator('summary').isVisible()) && !(await box.evaluate((one) => one.open)))
    await box.locator('summary').click()
    for (const one of gate.criteria.filter(({ outcome }) => outcome === 'unmet')) {
      const line = page.locator(`.criterion[id="${one.id}"]`)
      check(
        `${one.id}: what is missing is one click away`,
        (await line.isVisible()) && (await line.locator('.because').textContent()).includes(one.because),
      )
      if (one.fix !== undefined) equal(`${one.id}: the command`, await line.locator('.fix code').textContent(), one.fix)
    }
    await box.locator('summary').click()
  }
}

export async function keyboard({ page }, report) {
  const grid = page.locator('.tree')
  const active = () => grid.getAttribute('aria-activedescendant')
  const rowCount = () => grid.getAttribute('aria-rowcount')
  await page.locator('#activities').scrollIntoViewIfNeeded()
  // By Tab alone the grid is reached from the buttons above it.
  await page.getByRole('button', { name: 'Fit all of the time' }).focus()
  await page.keyboard.press('Tab')
  check('Tab reaches the activities', await grid.evaluate((one) => one === document.activeElement))
  await page.getByRole('button', { name: 'Unfold all' }).click()
  await grid.focus()
  equal('all rows are counted', await rowCount(), String(report.schedule.activities.length + 1))
  const seen = []
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'End', 'PageUp', 'Home']) {
    await page.keyboard.press(key)
    seen.push(await active())
    const isThere = await page.evaluate(() => {
      const one = document.getElementById(document.querySelector('.tree').getAttribute('aria-activedescendant') ?? '')
      if (one === null) return false
      const [row, box] = [one.getBoundingClientRect(), one.closest('.tree').getBoundingClientRect()]
      return row.bottom > box.top && row.top < box.bottom
    })
    check(`${key} leads to a row that is seen`, isThere, seen)
  }
  equal('arrows go row by row', seen.slice(0, 3).join(), 'row-0,row-1,row-2')
  equal('End is the last', seen[3], `row-${report.schedule.activities.length - 1}`)
  check('PageUp goes far', Number(seen[4].slice(4)) < report.schedule.activities.length - 3, seen[4])
  await page.keyboard.press('ArrowLeft')
  equal('ArrowLeft folds', await page.locator('.rows [data-i="0"]').getAttribute('aria-expanded'), 'false')
  check('folded rows are gone', Number(await rowCount()) < report.schedule.activities.length + 1)
  await page.keyboard.press('ArrowRight')
  equal('ArrowRight unfolds', await rowCount(), String(report.schedule.activities.length + 1))
  await page.keyboard.press('Enter')
  check('Enter shows what is known of a row', await page.locator('.detail').isVisible())
  await page.keyboard.press('Escape')
  check('Escape hides it', !(await page.locator('.detail').isVisible()))
  const width = () => page.evaluate(() => document.querySelector('.rows .row').getBoundingClientRect().width)
  const before = await width()
  await page.keyboard.press('+')
  check('+ shows less time', (await width()) > before * 1.1)
  await page.keyboard.press('-')
}
