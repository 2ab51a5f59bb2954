import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Scenario } from '../../packages/cli/test/transcripts/scenario.ts'

/** Who takes part. The outsider is in no roster. */
export const people = ['lead', 'security', 'reviewer', 'developer', 'build', 'outsider'] as const
export type Who = (typeof people)[number]

const nameOf = (who: Who): string => `${who[0]?.toUpperCase()}${who.slice(1)}`

/** Real keys, made once for all repositories. */
export class Keys {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-keys-')))

  constructor() {
    for (const who of [...people, 'second'])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', who, '-f', join(this.folder, who)])
  }

  file(who: Who | 'second'): string {
    return join(this.folder, who)
  }

  /** The public key, without its remark. */
  public(who: Who | 'second'): string {
    return readFileSync(`${this.file(who)}.pub`, 'utf8')
      .trim()
      .split(' ')
      .slice(0, 2)
      .join(' ')
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** What a workspace of the lab may have instead of the ordinary. */
export interface Setting {
  /** Lines of policy.yaml after format and version; the roster is always there. `null`: no policy at all. */
  readonly policy?: string | null
  readonly version?: number
  /** The exit criteria of P1, as YAML under `criteria:`. */
  readonly criteria?: string
  /** When the base was made; default: now. */
  readonly begun?: string
  /** Extra files of the base. */
  readonly files?: Readonly<Record<string, string>>
}

export const route = '    - { id: "P1.1", statement: "The route is written down.", check: { kind: artifact, paths: ["docs/route.md"] } }\n'
export const approval =
  '    - { id: "P1.2", statement: "The threats are reviewed.", check: { kind: approval, roles: ["security"], subjects: ["docs/threats.md"] } }\n'
export const weighed =
  '    - { id: "P1.3", statement: "No box breaks the scales.", inputs: ["scripts/**", "boxes.csv"], check: { kind: command, argv: ["node", "scripts/weigh.mjs"] } }\n'
export const ordinary = route + approval + weighed

const phase = (id: string, criteria: string, more = ''): string =>
  `format: 1\nid: "${id}"\ntitle: "Phase ${id}"\n${more}tasks:\n  - { id: "${id}.T1", title: "Begin", state: in-progress }\nexit:\n  criteria:\n${criteria}`

/** What a judgement said, as far as a script would look at it. */
export interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Codes of diagnostics, outcomes and reasons of criteria: what was found. */
  readonly found: ReadonlySet<string>
  readonly verdicts: Readonly<Record<string, string>>
}

interface Answer {
  readonly diagnostics?: readonly { readonly code: string }[]
  readonly gates?: readonly {
    readonly id: string
    readonly verdict: string
    readonly criteria: readonly { outcome: string; reason?: string }[]
  }[]
}

/** A repository with a program, a policy, a roster with keys, and a base that an attack starts from. */
export class Lab extends Scenario {
  readonly keys: Keys
  base = ''

  constructor(keys: Keys, setting: Setting = {}) {
    super()
    this.keys = keys
    if (setting.begun !== undefined) this.at(setting.begun)
    this.begin(setting)
  }

  /** The roster; `more` are lines of further people. */
  roster(more = ''): string {
    const person = (who: Who, roles: string, rest = ''): string =>
      `  - { id: ${who}, name: ${nameOf(who)}, emails: ["${who}@example.org"], keys: ["${this.keys.public(who)}"], roles: [${roles}]${rest} }\n`
    return `people:\n${person('lead', 'lead, governance')}${person('security', 'security')}${person('reviewer', 'security')}${person('developer', 'developer')}${person('build', 'security', ', kind: bot')}${more}`
  }

  policy(more = 'governance: { roles: [governance] }\n', version = 1, morePeople = ''): string {
    return `format: 1\nversion: ${version}\n${more}${this.roster(morePeople)}`
  }

  phase(criteria: string, id = 'P1'): string {
    return phase(id, criteria)
  }

  begin({ policy, version, criteria = ordinary, files = {} }: Setting): void {
    const written: Record<string, string> = {
      'refractor.yaml': 'format: 1\n',
      '.gitignore': 'reports/\n.refractor/cache/\n.refractor/journal/\n.refractor/lock\n',
      'README.md': '# The move\n',
      'docs/route.md': '# The route\n\nOver the bridge.\n',
      'docs/threats.md': '# Threats\n\nRain.\n',
      'boxes.csv': 'box,kg\nA1,14\n',
      'scripts/weigh.mjs':
        "import { readFileSync } from 'node:fs'\nprocess.exit(/,\\d{3,}/.test(readFileSync('boxes.csv', 'utf8')) ? 1 : 0)\n",
      'specification/program.yaml':
        'format: 1\nid: "move"\nname: "The move"\nroles:\n  - { id: lead, title: Lead }\n  - { id: governance, title: Governance }\n  - { id: security, title: Security }\n  - { id: developer, title: Developer }\n',
      'specification/phases/P1.yaml': phase('P1', criteria),
      ...(policy === null ? {} : { 'specification/policy.yaml': this.policy(policy, version) }),
      ...files,
    }
    for (const [path, text] of Object.entries(written)) this.write(path, text)
    this.be('lead')
    this.commit('The plan')
    this.base = this.head()
    this.git('checkout', '-q', '-b', 'change')
  }

  be(who: Who): this {
    this.as(nameOf(who), `${who}@example.org`)
    return this
  }

  head(revision = 'HEAD'): string {
    return this.git('rev-parse', revision).trim()
  }

  /** Lands what there is on main: the base of the next change holds it. */
  land(): void {
    const head = this.head()
    this.git('checkout', '-q', 'main')
    this.git('merge', '-q', '--no-ff', '-m', 'Merge a change', head)
    this.base = this.head()
    this.git('checkout', '-q', '-B', 'change')
  }

  /** A command that has to work, or the lab itself is broken. */
  async must(line: string, code = 0): Promise<string> {
    const { code: got, stdout, stderr } = await this.refractor(line)
    if (got !== code) throw new Error(`refractor ${line}: exit ${got}, not ${code}\n${stdout}${stderr}`)
    return stdout
  }

  /** Runs what is measured, as the developer, and commits the record. */
  async measured(): Promise<this> {
    this.be('developer')
    await this.must('evidence run P1.3')
    this.commit('Weighed')
    return this
  }

  /** An approval of P1.2, committed by who gives it. */
  async approved(who: Who = 'security', options = ''): Promise<this> {
    this.be(who)
    await this.must(`approve P1.2 ${options}`.trimEnd())
    this.commit(`Approved by ${who}`)
    return this
  }

  /** Everything that the ordinary gate asks for. */
  async done(): Promise<this> {
    await this.measured()
    await this.approved()
    return this
  }

  async said(line: string): Promise<Said> {
    const { code, stdout, stderr } = await this.refractor(`${line} --json`)
    let answer: Answer = {}
    try {
      answer = JSON.parse(stdout) as Answer
    } catch {}
    const gates = answer.gates ?? []
    const found = [
      ...(answer.diagnostics ?? []).map((one) => one.code),
      ...gates.flatMap((gate) => gate.criteria.flatMap(({ outcome, reason }) => [outcome, ...(reason === undefined ? [] : [reason])])),
    ]
    return { code, stdout, stderr, found: new Set(found), verdicts: Object.fromEntries(gates.map((gate) => [gate.id, gate.verdict])) }
  }

  /** The same for words that no line could hold. */
  async saidArgv(argv: readonly string[]): Promise<Said> {
    return this.said(argv.map((word) => (/[\s"'`$;]/.test(word) && !word.includes('"') ? `"${word}"` : word)).join(' '))
  }

  /** The gate as a merge would see it: what is committed, judged by base. */
  judged(more = '', gate = 'P1'): Promise<Said> {
    return this.said(`gate check ${gate} --base ${this.base} --head HEAD ${more}`.trimEnd())
  }

  edit(path: string, change: (text: string) => string): void {
    this.write(path, change(readFileSync(join(this.root, path), 'utf8')))
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  /** Files below a folder that git knows, by the end of their name. */
  files(folder: string, end = ''): string[] {
    return this.git('ls-files', '-z', '--', folder)
      .split('\0')
      .filter((path) => path !== '' && path.endsWith(end))
  }
}
