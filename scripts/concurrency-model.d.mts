export const phases: readonly string[]
export const tasks: readonly string[]
export const milestones: readonly string[]
export const criteria: readonly string[]
export function sha256(bytes: string | Uint8Array): string
export function phaseText(phase: string): string
export function placeOf(id: string): string
export function entriesOf(file: string): object[]
export function compareLogs(name: string, runs: readonly string[], events: readonly object[]): { told: number; faults: string[] }
export function compareReadings(
  runs: readonly string[],
  history: readonly ReadonlyMap<string, string>[],
): { readings: number; faults: string[] }
export function replay(
  files: Readonly<Record<string, string>>,
  events: readonly object[],
): { faults: string[]; texts: Map<string, string>; made: Map<string, string>; history: Map<string, string>[] }
