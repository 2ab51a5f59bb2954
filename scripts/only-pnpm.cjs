'use strict'

// Runs before an installation in this folder. npm and yarn do not read pnpm-workspace.yaml: they would install half of
// what is needed and say that all is well.
const agent = process.env.npm_config_user_agent || ''
if (/^(?:npm|yarn|bun)\//.test(agent)) {
  process.stderr.write(
    'refractor: this repository is a pnpm workspace, which ' +
      agent.split('/')[0] +
      ' cannot install.\nRun ./refractor --version (it installs what is missing), or: npm exec --yes --package=pnpm@10 -- pnpm install\n',
  )
  process.exitCode = 1
}
