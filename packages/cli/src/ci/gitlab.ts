import type { CiFile, PinnedTool } from './tool.ts'

const gate = ({
  repository,
  commit,
}: PinnedTool): string => `# The jobs of refractor. "gate" decides the gates that a merge request must meet: gates, policy and roster are those of the branch
# that is merged into; of the change, git objects are read. "evidence" runs code of the change and keeps what it recorded.
#
# A merge request can edit this file, and with it what its own pipeline does. So let the project read it from the protected branch:
# Settings > CI/CD > General pipelines > CI/CD configuration file: .gitlab-ci.yml@GROUP/PROJECT:BRANCH
# and switch on Settings > Merge requests > Pipelines must succeed.
.refractor:
  image: node:22
  variables:
    GIT_DEPTH: 0
    GIT_SUBMODULE_STRATEGY: none
    REFRACTOR_TOOL: ${repository}
    REFRACTOR_COMMIT: ${commit}
  before_script:
    - git clone --quiet --no-checkout "$CI_SERVER_URL/$REFRACTOR_TOOL.git" "$CI_BUILDS_DIR/refractor"
    - git -C "$CI_BUILDS_DIR/refractor" checkout --quiet --detach "$REFRACTOR_COMMIT"

gate:
  extends: .refractor
  stage: .pre
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    # Nothing of the change is checked out: its objects are fetched below.
    GIT_STRATEGY: none
  script:
    - git init --quiet "$CI_BUILDS_DIR/judged"
    - cd "$CI_BUILDS_DIR/judged"
    - git remote add origin "$CI_REPOSITORY_URL"
    - git fetch --quiet --no-tags --no-recurse-submodules origin "+refs/heads/$CI_MERGE_REQUEST_TARGET_BRANCH_NAME:refs/remotes/origin/base"
    - git fetch --quiet --no-tags --no-recurse-submodules origin "$CI_COMMIT_SHA"
    - git checkout --quiet --detach refs/remotes/origin/base
    - git remote set-url origin "$CI_PROJECT_URL.git"
    - mkdir -p "$CI_PROJECT_DIR/verdict"
    - >-
      "$CI_BUILDS_DIR/refractor/refractor" gate check --changed "refs/remotes/origin/base..$CI_COMMIT_SHA"
      --branch "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME" --output "junit=$CI_PROJECT_DIR/verdict/gates.xml"
      --attest "$CI_PROJECT_DIR/verdict/verdict.json"
  artifacts:
    when: always
    paths: [verdict/]
    reports:
      junit: verdict/gates.xml

evidence:
  extends: .refractor
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    # Ids, separated by spaces: P1.1 P1.2
    CRITERIA: ''
  script:
    - '"$CI_BUILDS_DIR/refractor/refractor" validate'
    - git config user.name evidence-job
    - git config user.email evidence-job@users.noreply.example
    - for criterion in $CRITERIA; do "$CI_BUILDS_DIR/refractor/refractor" evidence run "$criterion" --environment ci; done
  artifacts:
    when: always
    paths: [docs/evidence/]
`

/** Where a project that has a pipeline already includes the jobs from. */
export const gitlabInclude = '.gitlab/refractor.yml'

/** The jobs of GitLab: the pipeline itself, or a file to include into the one that there is. */
export function gitlabFiles(tool: PinnedTool, hasPipeline: boolean): CiFile[] {
  const jobs = { path: gitlabInclude, text: gate(tool), why: 'the gate and the evidence of a merge request' }
  if (hasPipeline) return [jobs]
  return [jobs, { path: '.gitlab-ci.yml', text: `include:\n  - local: /${gitlabInclude}\n`, why: 'the pipeline' }]
}
