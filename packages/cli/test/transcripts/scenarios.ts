import { afterEach } from 'vitest'
import { Scenario } from './scenario.ts'

/** Makes the scenarios of a test file, each removed after its test. `usual`: the workspace of those that name none. */
export function scenarios(usual?: string): (fixture?: string) => Scenario {
  const open: Scenario[] = []
  afterEach(() => {
    for (const one of open.splice(0)) one.remove()
  })
  return (fixture = usual) => {
    const made = new Scenario(fixture)
    open.push(made)
    return made
  }
}

/** Where the transcript of this name is kept, from a test file beside `golden/`. */
export const golden = (name: string): string => `golden/transcripts/${name}.txt`
