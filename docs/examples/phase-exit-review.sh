#!/bin/sh
# A phase exit review from beginning to end, without anybody at the keyboard: plan, evidence, approval, snapshot, rehearsal, review
# pack, review, reopening, review again. Run it in an empty folder; it needs git, node and refractor.
#
#   export REFRACTOR=/path/to/refractor; sh phase-exit-review.sh
set -eu

refractor=${REFRACTOR:-refractor}
now=2026-12-01T09:00:00Z

# Prints a command and runs it. An exit code that is not the expected one ends the script, as it would end a job of a CI server.
expect() {
  wanted=$1
  shift
  printf '\n$ refractor'
  for word in "$@"; do
    case $word in
    *' '*) printf ' "%s"' "$word" ;;
    *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  code=0
  "$refractor" "$@" --now "$now" 2>&1 || code=$?
  [ "$code" -eq 0 ] || echo "[exit $code]"
  [ "$code" -eq "$wanted" ] || { echo "expected exit $wanted" >&2; exit 1; }
}
run() { expect 0 "$@"; }
say() { printf '\n# %s\n' "$*"; }
as() { git config user.name "$1"; git config user.email "$2"; }
commit() {
  git add -A
  GIT_AUTHOR_DATE=$now GIT_COMMITTER_DATE=$now git commit -q -m "$1"
}

say 'A repository with a plan, a parser, its test and its runbook'
git init -q -b main .
as Lead lead@example.org
mkdir -p build docs src test
echo build/ > .gitignore
cat > plan.md <<'PLAN'
# Harbour tide tables

## Roles

| Role      | Owner     |
| --------- | --------- |
| architect | Architect |

## Phase P0: Foundations

**Goals:** a parser that every harbour can use

### Milestone P0.M1: Parser

Owner: Lead

- [ ] P0.M1.T1 Write the parser
- [ ] P0.M1.T2 Write the runbook

**Acceptance criteria:**

- All tests pass

### Exit criteria

- All tests pass
- The architect approves docs/runbook.md
- The checklist of the phase is archived
- The rollback was rehearsed

## Phase P1: Pilot

Depends on P0.

### Milestone P1.M1: Two harbours

- [ ] P1.M1.T1 Run the pilot

### Exit criteria

- The architect approves the pilot
PLAN
echo 'exports.parse = (line) => line.split(" ").map(Number)' > src/tides.cjs
cat > test/tides.test.cjs <<'TEST'
const { equal } = require('node:assert')
const { test } = require('node:test')
const { parse } = require('../src/tides.cjs')
test('a line of tides', () => equal(parse('12 34').length, 2))
TEST
printf '# Runbook\n\nTo go back: restore the last snapshot.\n' > docs/runbook.md

say 'The plan becomes a program; the checks that it proposes are put in force'

run import plan.md --id tides
run gate accept-check --all --yes
commit 'the plan'

say 'The work'
run milestone start P0.M1
run task done P0.M1.T1
run task done P0.M1.T2
run milestone submit P0.M1
run checklist new P0.M1
commit 'the work'

say 'The evidence: what the tests say'
now=2026-12-01T10:00:00Z
node --test --test-reporter=junit test/ > build/junit.xml
run evidence add P0.M1.1 --report build/junit.xml
run evidence add P0.1 --report build/junit.xml
sed 's/^- \[ \]/- [x]/' inbox/P0/P0.M1.md > build/ticked.md
cp build/ticked.md inbox/P0/P0.M1.md
run checklist check
commit 'the evidence'

say 'The review is not possible yet, and says why; that it was tried is kept'
now=2026-12-01T11:00:00Z
expect 1 review P0 --record-failed --yes
commit 'a review that closed nothing'

say 'The architect approves'
now=2026-12-02T09:00:00Z
as Architect architect@example.org
run approve P0.2 --role architect --subject docs/runbook.md --comment "restored it myself"
as Lead lead@example.org
commit 'the approval'

say 'A snapshot, and a rehearsal of the way back'
now=2026-12-02T10:00:00Z
run snapshot create --gate P0 --reason "before the review"
run drill --for P0.4
commit 'the rehearsal'

say 'What the meeting needs, on one page'
now=2026-12-03T09:00:00Z
run review pack P0 --output build/pack.md
run review pack P0 --output build/pack.html

say 'The meeting, and its minutes'
now=2026-12-03T14:00:00Z
cat > build/minutes.md <<'MINUTES'
# Steering review, 2026-12-03

Participants: Lead, Architect

## Decisions

- P0 is closed.

## Action items

- Ask both harbours for a contact (owner: Lead, due: 2026-12-10)
- Architect: write down the limits of the parser by 2026-12-17
MINUTES
run review P0 --minutes build/minutes.md --dry-run
run review P0 --minutes build/minutes.md --commit --tag --yes

say 'A second time changes nothing'
run review P0 --commit --tag --yes
run gate check P0

say 'Something was wrong: the phase is opened again, and nothing of the first review is lost'
now=2026-12-08T09:00:00Z
run review reopen P0 --reason "the runbook names the wrong harbour" --yes
commit 'P0 is open again'
now=2026-12-12T09:00:00Z
run next

say 'It is mended, approved and reviewed again'
printf '# Runbook\n\nTo go back: restore the last snapshot of your own harbour.\n' > docs/runbook.md
commit 'the runbook is right'
expect 1 gate check P0
node --test --test-reporter=junit test/ > build/junit.xml
run evidence add P0.1 --report build/junit.xml
as Architect architect@example.org
run approve P0.2 --role architect --subject docs/runbook.md
as Lead lead@example.org
commit 'approved again'
now=2026-12-12T15:00:00Z
run review P0 --commit --tag tides/P0-again --yes

say 'Both reviews can be read, and the log is whole'
run show P0
run history P0 --all
run audit verify
