// Merging of branches. Heavy: it loads the YAML parser, and only `refractor merge-driver` needs it.
export { type MergedYaml, type MergeMarks, type MergeTexts, mergeYaml } from './merge-yaml.ts'
