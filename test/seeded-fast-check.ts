// What every test gets for fast-check. A merge is not refused by chance: the seed is fixed, and FAST_CHECK_SEED sets another one.
// `npm run fuzz` runs the same properties with fresh seeds.
import fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_261_121) | 0 })

export * from 'fast-check'
export default fc
