// The layer check as a function, for `npm run layers` and for the test that proves that it bites.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import config from '../.dependency-cruiser.mjs'

/** The source files of the packages below `root`, as POSIX paths relative to it. */
export function sourceFiles(root) {
  const packages = readdirSync(join(root, 'packages'))
  return packages.flatMap((name) => {
    const folder = `packages/${name}/src`
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    return files
      .filter((file) => file.isFile() && file.name.endsWith('.ts'))
      .map((file) => join(file.parentPath, file.name).slice(root.length + 1))
  })
}

const judging = /^packages\/core\/src\/(?:link|rules|gates|report)\//
const parser = /(?:^|node_modules\/)(?:zod|yaml|fast-xml-parser)(?:\/|$)/

/**
 * What "judging is light" means over several steps: no chain of imports that run leads from the judging layers to a
 * parser. The rule of that name sees one step only, and rules about reachability would count types as well.
 */
function chainsToParsers(modules) {
  const edges = new Map(
    modules.map((module) => [
      module.source,
      module.dependencies
        .filter(({ dynamic, dependencyTypes }) => !dynamic && !dependencyTypes.includes('type-only'))
        .map(({ resolved }) => resolved),
    ]),
  )
  return [...edges.keys()]
    .filter((source) => judging.test(source))
    .flatMap((source) => {
      const cameFrom = new Map([[source, undefined]])
      for (const current of cameFrom.keys()) {
        if (parser.test(current)) {
          const chain = []
          for (let step = current; step !== undefined; step = cameFrom.get(step)) chain.unshift(step)
          return [{ rule: { name: 'judging-is-light' }, from: source, to: chain.slice(1).join(' -> ') }]
        }
        for (const next of edges.get(current) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, current)
      }
      return []
    })
}

/**
 * Checks all packages below `root` against the rules.
 * Returns the violations as one line each, and the source files that were *not* looked at: when there are any, the
 * check itself is broken (a parser that does not know the language sees nothing and complains about nothing).
 */
export async function checkLayers(root) {
  const tsConfig = extractTSConfig(fileURLToPath(new URL(`../${config.options.tsConfig.fileName}`, import.meta.url)))
  const folders = readdirSync(join(root, 'packages')).map((name) => `packages/${name}/src`)
  const { output } = await cruise(
    folders,
    { ...config.options, baseDir: root, ruleSet: { forbidden: config.forbidden }, validate: true, outputType: 'json' },
    config.options.enhancedResolveOptions,
    { tsConfig },
  )
  const { modules, summary } = JSON.parse(output)
  const seen = new Set(
    modules.filter((module) => module.dependencies.length > 0 || module.dependents.length > 0).map((module) => module.source),
  )
  return {
    violations: [...summary.violations, ...chainsToParsers(modules)].map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle ? cycle.map((step) => step.name).join(' -> ') : to,
      comment: config.forbidden.find((one) => one.name === rule.name)?.comment ?? '',
    })),
    unseen: sourceFiles(root).filter((file) => !seen.has(file)),
    modules: seen.size,
  }
}
