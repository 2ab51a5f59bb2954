/** A small program that loads without a finding. */
export const refractorYaml = 'format: 1\n'
export const programYaml = 'format: 1\nid: demo\nname: Demo\n'
export const phaseYaml = (id: string, extra = ''): string => `format: 1\nid: ${JSON.stringify(id)}\ntitle: Phase ${id}\n${extra}`
export const demo: Readonly<Record<string, string>> = {
  'refractor.yaml': refractorYaml,
  'specification/program.yaml': programYaml,
  'specification/phases/P0.yaml': phaseYaml('P0'),
  'specification/phases/P1.yaml': phaseYaml('P1'),
}
