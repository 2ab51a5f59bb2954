/** What colour means here; a reporter names the meaning, never the colour. */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warn: (text: string) => string
  readonly faint: (text: string) => string
  readonly strong: (text: string) => string
  /** A command to type. */
  readonly command: (text: string) => string
}

const same = (text: string): string => text

export const plainPaint: Paint = { good: same, bad: same, warn: same, faint: same, strong: same, command: same }
