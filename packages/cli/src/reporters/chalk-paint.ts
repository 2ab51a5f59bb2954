import { Chalk } from 'chalk'
import type { Paint } from './paint.ts'

// The level is given, not detected: whether there is colour was decided from the flags and the environment before.
const chalk = new Chalk({ level: 1 })

// One argument only: chalk joins all that it gets, and `lines.map(paint.good)` gives more.
const one =
  (colour: (text: string) => string) =>
  (text: string): string =>
    colour(text)

export const chalkPaint: Paint = {
  good: one(chalk.green),
  bad: one(chalk.red),
  warn: one(chalk.yellow),
  faint: one(chalk.dim),
  strong: one(chalk.bold),
  command: one(chalk.cyan),
}
