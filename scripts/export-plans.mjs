// Plans for prove-exports.mjs: a large one, some small ones with every kind of link, and one whose titles try to break out.

const program = (id, more = []) => ['format: 1', `id: ${id}`, `name: The plan ${id}`, 'start: "2026-01-05"', ...more, ''].join('\n')

/** The same numbers for the same seed (a linear congruence), below 1. */
function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const holidays = [
  'calendar:',
  '  holidays: ["2026-01-06", "2026-04-03", "2026-04-06", "2026-05-01", { from: "2026-12-24", to: "2027-01-01", name: "Year\'s end" }]',
]

/** Phases of milestones of tasks, with durations in half days, links within and across them, waits and holidays. */
export function generatedPlan(tasks) {
  const next = numbers(11)
  const files = { 'specification/program.yaml': program('large', holidays), 'refractor.yaml': 'format: 1\n' }
  const earlier = []
  for (let phase = 0; phase < 10; phase++) {
    const lines = ['format: 1', `id: P${phase}`, `title: "Phase ${phase}"`]
    if (phase > 0) lines.push(`dependencies: [P${phase - 1}]`)
    lines.push('milestones:')
    for (let milestone = 0; milestone < 10; milestone++) {
      const id = `P${phase}.M${milestone}`
      lines.push(`  - id: ${id}`, `    title: "Part ${milestone} of phase ${phase}"`, '    owner: Lead')
      if (milestone > 0 && next() < 0.4) lines.push(`    relations: [{ type: parallel, milestone: P${phase}.M${milestone - 1} }]`)
      lines.push('    tasks:')
      for (let count = 0; count < tasks / 100; count++) {
        const task = `${id}.T${count}`
        lines.push(
          `      - id: ${task}`,
          `        title: "Build part ${task} (100 %)"`,
          `        estimate: "${(1 + Math.floor(next() * 12)) / 2} days"`,
        )
        const own = earlier.filter((one) => one.startsWith(`${id}.`))
        const before = own.length > 0 && next() < 0.7 ? [own[Math.floor(next() * own.length)]] : []
        if (before.length > 0 && next() < 0.5) lines.push(`        prerequisites: [${before[0]}]`)
        else if (before.length > 0) {
          const [type, lag] = [
            ['FS', '1.5 days'],
            ['SS', '1 day'],
            ['FS', '3 calendar days'],
            ['FS', '2 hours'],
          ][Math.floor(next() * 4)]
          lines.push(`        depends: [{ on: ${before[0]}, type: ${type}, lag: "${lag}" }]`)
        }
        if (next() < 0.02) lines.push(`        notBefore: "2026-0${2 + Math.floor(next() * 7)}-15"`)
        earlier.push(task)
      }
    }
    lines.push('exit:', '  criteria:', `    - { id: P${phase}.1, statement: "It is built." }`, '')
    files[`specification/phases/P${phase}.yaml`] = lines.join('\n')
  }
  return { name: 'large', files }
}

const phase = (id, ...lines) => ['format: 1', `id: ${id}`, `title: "Phase ${id}"`, ...lines, ''].join('\n')
const task = (id, rest) => `  - { id: ${id}, title: "Task ${id}", ${rest} }`

/** Small plans, each with what is special about it. */
export function smallPlans() {
  const plan = (name, more, ...phases) => ({
    name,
    files: {
      'refractor.yaml': 'format: 1\n',
      'specification/program.yaml': program(name, more),
      ...Object.fromEntries(phases.map((text, index) => [`specification/phases/P${index}.yaml`, text])),
    },
  })
  return [
    plan(
      'links',
      holidays,
      phase(
        'P0',
        'tasks:',
        task('A', 'estimate: "5 days"'),
        task('B', 'estimate: "3 days", depends: [{ on: A, lag: "-2 days" }]'),
        task('C', 'estimate: "2 days", depends: [{ on: A, type: SS, lag: "1 day" }]'),
        task('D', 'estimate: "1 day", depends: [{ on: B, type: FF, lag: "2 days" }]'),
        task('E', 'estimate: "8 days", depends: [{ on: D, type: FF }]'),
        task('F', 'estimate: "4 hours", depends: [{ on: E, type: SF, lag: "12 days" }]'),
        task('G', 'depends: [{ on: F }]'),
        task('H', 'estimate: "1.5 days", prerequisites: [G], notBefore: "2026-02-14"'),
      ),
    ),
    plan(
      'containers',
      ['weeks: inclusive'],
      phase(
        'P0',
        'window: "0-1"',
        'milestones:',
        '  - { id: P0.M1, title: "First", duration: "4 days", owner: Lead }',
        '  - { id: P0.M2, title: "Second", duration: "1 week", owner: Lead, relations: [{ type: overlaps, milestone: P0.M1, amount: "2 days" }] }',
        '  - { id: P0.M3, title: "Third", duration: "2 days", owner: Lead, relations: [{ type: aligned, milestone: P0.M2 }] }',
      ),
      phase(
        'P1',
        'window: "2-5"',
        'dependencies: [P0]',
        'tasks:',
        task('X', 'estimate: "3 days"'),
        task('Y', 'estimate: "9 days", prerequisites: [X]'),
      ),
      phase('P2', 'window: "6-8"', 'dependencies: [P1]'),
      phase('P3', 'window: "9+"', 'dependencies: [P2]'),
    ),
    plan(
      'short-days',
      ['calendar: { hours: 7.5, workingDays: [mon, tue, wed, thu] }'],
      phase(
        'P0',
        'tasks:',
        task('A', 'estimate: "2.5 days"'),
        task('B', 'estimate: "90 minutes", prerequisites: [A]'),
        task('C', 'estimate: "7 days", prerequisites: [B]'),
      ),
    ),
    plan(
      'round-the-clock',
      ['calendar: { hours: 24, workingDays: [mon, tue, wed, thu, fri, sat, sun] }'],
      phase('P0', 'tasks:', task('A', 'estimate: "2 days"'), task('B', 'estimate: "36 hours", prerequisites: [A]')),
    ),
    plan(
      'unsaid',
      [],
      phase(
        'P0',
        'tasks:',
        task('A', 'estimate: "2 days"'),
        task('B', 'estimate: "3 calendar days", prerequisites: [A]'),
        task('C', 'estimate: "1 day", depends: [{ on: A, type: SS, lag: "-1 day" }]'),
      ),
    ),
    plan('order-only', [], phase('P0', 'tasks:', task('A', 'owner: Lead'), task('B', 'prerequisites: [A]'))),
  ]
}

/** Titles that mean something to one of the formats. */
export const hostileTitles = [
  'a: b; c, d # e %% f',
  'section title :crit, 2026-01-01, 1d',
  '2026-01-01 Kick-off',
  'click here href "x" call y()',
  '```\ngantt\n```',
  '%%{init: {"theme": "dark"}}%%',
  '<img src=x onerror=alert(1)> & "quoted" \'single\'',
  'BEGIN:VEVENT\r\nEND:VCALENDAR',
  'back\\slash \\n \\" \\; \\, end\\',
  '"} task evil "evil" {',
  '$' + '{now} $(HOME) $' + '{projectstart} #{x}',
  '-8<- cut ->8-',
  '=HYPERLINK("http://example.org","x")',
  '+1 -1 @SUM(A1) \t tab',
  '_x0041_ ]]> &amp; &#65; #58;',
  'style x:#1; classDef y:#2;',
  'ünïcödé 漢字 עברית العربية 🙂👩‍👩‍👧 é',
  'end',
  'title',
  'accTitle: x',
  'vert',
  'x'.repeat(400),
  '漢'.repeat(200),
  '{ } [ ] ( ) | ~ ^ ` * _',
  '"EOF"\n# EOF',
  '# comment /* a */ // b',
]

/** A plan whose titles, owners and ids try to be part of the format. */
export function hostilePlan() {
  const quoted = (text) => JSON.stringify(text)
  const lines = hostileTitles.flatMap((title, index) => [
    `  - id: ${quoted(`T-${index}`)}`,
    `    title: ${quoted(title)}`,
    `    owner: ${quoted(title.slice(0, 60))}`,
    `    estimate: "${1 + (index % 3)} days"`,
    ...(index > 0 ? [`    prerequisites: ["T-${index - 1}"]`] : []),
  ])
  const text = [
    'format: 1',
    'id: P0',
    `title: ${quoted(hostileTitles[1])}`,
    'tasks:',
    ...lines,
    'exit:',
    '  title: "section: #; %%"',
    '  criteria:',
    '    - { id: P0.1, statement: "a \\"b\\" \\\\ c" }',
    '',
  ].join('\n')
  const head = ['format: 1', 'id: hostile', `name: ${quoted('Evil: "plan" # ; %% \\ $' + '{x} <b>')}`, 'start: "2026-01-05"', ''].join('\n')
  return {
    name: 'hostile',
    files: { 'refractor.yaml': 'format: 1\n', 'specification/program.yaml': head, 'specification/phases/P0.yaml': text },
  }
}
