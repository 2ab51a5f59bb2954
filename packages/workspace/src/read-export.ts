import { readFileSync, statSync } from 'node:fs'
import { fileProblem } from './find-path.ts'
import { decodeText } from './read-file.ts'

/** What a forge exported as JSON, or why it cannot be read. */
export type ExportRead = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string }

/** The largest export that is read, in bytes. */
export const largestExport = 16 << 20

const failed = (problem: string): ExportRead => ({ ok: false, problem })

/** JSON in which no key stands twice. `name` is what it is called in findings. */
export async function parseExport(name: string, text: string): Promise<ExportRead> {
  const { parseJson } = await import('@refractor/core/load')
  const { value, diagnostics } = parseJson({ path: name, text })
  const broken = diagnostics.find((one) => one.severity === 'error')
  return broken === undefined ? { ok: true, value } : failed(broken.message)
}

/** Reads a file that a forge exported. `path` is absolute, `name` what it is called in findings. */
export async function readExport(path: string, name: string): Promise<ExportRead> {
  let bytes: Buffer
  try {
    const facts = statSync(path)
    if (!facts.isFile()) return failed('it is no file')
    if (facts.size > largestExport) return failed(`it is larger than ${largestExport >> 20} MiB`)
    bytes = readFileSync(path)
  } catch (error) {
    return failed(fileProblem(error))
  }
  const text = decodeText(bytes)
  return text === undefined ? failed('it is not UTF-8 text') : parseExport(name, text)
}
