import type { Section } from '../scan/block.ts'
import { containerHeading } from './container-heading.ts'
import type { Reading, Scope } from './reading.ts'
import { readBlocks, readSection } from './walk.ts'

/** Reads a whole document. The heading of the first level is its title, unless it opens a phase itself ("# Phase 0 — Setup"). */
export function readDocument(root: Section, scope: Scope, reading: Reading): void {
  readBlocks(root.blocks, scope, reading)
  const titles = root.sections.filter((section) => section.level === 1)
  for (const section of root.sections) {
    const isTitle = section === root.sections[0] && titles.length === 1 && section.level === 1
    if (isTitle && section.heading && containerHeading(section.heading.text, reading.words) === undefined) {
      readBlocks(section.blocks, scope, reading)
      for (const part of section.sections) readSection(part, scope, reading)
    } else readSection(section, scope, reading)
  }
}
