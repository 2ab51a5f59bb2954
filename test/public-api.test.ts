import * as core from '@refractor/core'
import * as load from '@refractor/core/load'
import * as schema from '@refractor/core/schema'
import * as workspace from '@refractor/workspace'
import { expect, test } from 'vitest'

// People build on these names. A change here is a change for them: renaming or removing one needs a new major version.
test('the public API is what it was', async () => {
  const entries = {
    '@refractor/core': core,
    '@refractor/core/load': load,
    '@refractor/core/schema': schema,
    '@refractor/workspace': workspace,
  }
  const text = Object.entries(entries).map(([name, exported]) =>
    [
      name,
      ...Object.keys(exported)
        .sort()
        .map((one) => `  ${one}`),
      '',
    ].join('\n'),
  )
  await expect(text.join('\n')).toMatchFileSnapshot('golden/public-api.txt')
})
