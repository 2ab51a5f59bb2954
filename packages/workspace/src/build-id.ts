/** Put in by the bundler: a digest of the code that was bundled. */
declare const REFRACTOR_BUILD: string | undefined

/** What made the records of the cache. Code that runs from its sources has no id, and then nothing is cached. */
export const buildId: string | undefined = typeof REFRACTOR_BUILD === 'string' ? REFRACTOR_BUILD : undefined
