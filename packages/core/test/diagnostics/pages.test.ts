import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { catalog } from '../../src/diagnostics/catalog.ts'

const folder = fileURLToPath(new URL('../../../../docs/diagnostics/', import.meta.url))
const codes = Object.keys(catalog)

test.each(codes)('%s has a page that says what, shows it, says why and what to do', (code) => {
  const page = readFileSync(join(folder, `${code}.md`), 'utf8')
  expect(page.startsWith(`# ${code}\n`)).toBe(true)
  for (const heading of ['## Example', '## Why it matters', '## What to do']) {
    const [, section] = page.split(`${heading}\n`)
    expect(section?.split('\n## ')[0]?.trim().length, heading).toBeGreaterThan(10)
  }
})

test('no page is left over from a code that no longer exists', () => {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && file.includes('/'))
    .map((file) => file.replace(/\.md$/, ''))
  expect(pages.sort()).toEqual([...codes].sort())
})

test.each(Object.entries(catalog))('%s: the exit class fits the severity', (_, entry) => {
  expect(entry.severity === 'error' || entry.exit === 'none').toBe(true)
  expect(entry.title).toMatch(/^[A-Z].*[^.]$/)
})
