import type { CiFile, PinnedTool } from './tool.ts'

// Pinned by commit: a tag can be moved.
const checkout = 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2'
const setupNode = 'actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0'
const uploadArtifact = 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2'

const toolSteps = ({ repository, commit }: PinnedTool): string => `      - uses: ${checkout}
        with:
          repository: ${repository}
          ref: ${commit}
          path: .refractor/tool
          persist-credentials: false
      - uses: ${setupNode}
        with:
          node-version: 22
`

const judge = (
  tool: PinnedTool,
): string => `# The judge: decides the gates that a change must meet. Make the job "gate" a required check in the rules of the branch.
#
# It runs with the rights of this repository, so it runs nothing that a change brings. This file, the gates, the policy and the
# roster are those of the branch that is merged into; of the change, git objects are fetched and read, and no file is checked out.
# Give the job neither "if" nor "paths": a job that was skipped counts as passed.
name: gate

on:
  # zizmor: ignore[dangerous-triggers] no code and no file of the change is used here
  pull_request_target:
    types: [opened, reopened, synchronize, edited]
  merge_group:

permissions: {}

concurrency:
  group: gate-\${{ github.event.pull_request.number || github.event.merge_group.head_sha }}
  cancel-in-progress: true

jobs:
  gate:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
    env:
      BASE: \${{ github.event.pull_request.base.sha || github.event.merge_group.base_sha }}
      HEAD: \${{ github.event.pull_request.head.sha || github.event.merge_group.head_sha }}
      BRANCH: \${{ github.event.pull_request.base.ref || github.event.merge_group.base_ref }}
    steps:
      - uses: ${checkout}
        with:
          ref: \${{ env.BASE }}
          # The landing of records is read from the history.
          fetch-depth: 0
          persist-credentials: false
${toolSteps(tool)}      - name: Fetch the objects of the change
        env:
          TOKEN: \${{ github.token }}
        # The token is given to this one command, in its environment; it is kept nowhere.
        run: |
          GIT_CONFIG_COUNT=1 \\
          GIT_CONFIG_KEY_0="http.$GITHUB_SERVER_URL/.extraheader" \\
          GIT_CONFIG_VALUE_0="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$TOKEN" | base64 -w0)" \\
            git fetch --no-tags --no-recurse-submodules origin "$HEAD"
      - name: Decide
        run: |
          mkdir "$RUNNER_TEMP/verdict"
          .refractor/tool/refractor gate check --changed "$BASE..$HEAD" --branch "\${BRANCH#refs/heads/}" --format github \\
            --output "junit=$RUNNER_TEMP/verdict/gates.xml" --output "sarif=$RUNNER_TEMP/verdict/gates.sarif" \\
            --attest "$RUNNER_TEMP/verdict/verdict.json"
      - uses: ${uploadArtifact}
        if: always()
        with:
          name: verdict
          path: \${{ runner.temp }}/verdict/
          if-no-files-found: warn
`

const producer = (
  tool: PinnedTool,
): string => `# The producer: runs code of the change, without any right, and keeps what it recorded. Whatever it says proves nothing by itself:
# a record counts once it is committed, and the job "gate" judges it.
#
# Name the criteria whose commands this job runs, commit what it recorded, or let people run them: refractor evidence run ID
name: evidence

on:
  pull_request:

permissions: {}

concurrency:
  group: evidence-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  evidence:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read
    env:
      # Ids, separated by spaces: P1.1 P1.2
      CRITERIA: ''
    steps:
      - uses: ${checkout}
        with:
          ref: \${{ github.event.pull_request.head.sha }}
          fetch-depth: 0
          persist-credentials: false
${toolSteps(tool)}      - name: The program is valid
        run: .refractor/tool/refractor validate --format github
      - name: Record evidence
        run: |
          git config user.name evidence-job
          git config user.email evidence-job@users.noreply.example
          for criterion in $CRITERIA; do .refractor/tool/refractor evidence run "$criterion" --environment ci; done
      - uses: ${uploadArtifact}
        if: always()
        with:
          name: evidence
          path: docs/evidence/
          if-no-files-found: ignore
`

/** The two workflows of GitHub. */
export function githubFiles(tool: PinnedTool): CiFile[] {
  return [
    { path: '.github/workflows/gate.yml', text: judge(tool), why: 'judges a change from the branch that it is merged into' },
    { path: '.github/workflows/evidence.yml', text: producer(tool), why: 'records evidence, without any right' },
  ]
}
