// What every test gets for fast-check. A merge is not refused by chance: the seed is fixed, and FAST_CHECK_SEED sets another one.
// `npm run fuzz` runs the same properties with fresh seeds.
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_261_121) | 0 })

// biome-ignore lint/performance/noReExportAll: it stands in for the whole package
export * from 'fast-check'
// biome-ignore lint/style/noDefaultExport: the package has one
export default fc
