// Reads a workspace with its cache and prints what it found.
import { readCase } from '../../src/read-case.ts'
import { readSnapshot } from '../../src/read-snapshot.ts'

async function main(): Promise<void> {
  const options = { build: 'test' }
  const snapshot = await readSnapshot(process.argv[2] as string, options)
  const cases = []
  for (const { program } of snapshot.programs) if (program !== undefined) cases.push(await readCase(snapshot, program, options))
  process.stdout.write(JSON.stringify({ phases: snapshot.programs.map((one) => [...(one.program?.phases.keys() ?? [])]), cases }))
}

void main()
