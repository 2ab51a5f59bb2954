import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  customConditions: ['development'],
  skipLibCheck: true,
  types: ['node'],
}
const entries = {
  '@refractor/core': `${root}packages/core/src/index.ts`,
  '@refractor/core/load': `${root}packages/core/src/load/index.ts`,
  '@refractor/core/schema': `${root}packages/core/src/schema/registry.ts`,
  '@refractor/core/import': `${root}packages/core/src/import/index.ts`,
  '@refractor/core/export': `${root}packages/core/src/export/index.ts`,
  '@refractor/workspace': `${root}packages/workspace/src/index.ts`,
}

/** What people script against: every exported name with its declaration, without comments and bodies. */
function surface(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const module = source && checker.getSymbolAtLocation(source)
  if (!source || !module) throw new Error(`${file} is not a module`)
  return checker.getExportsOfModule(module).map((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    if (symbol.flags & ts.SymbolFlags.Value) {
      const type = checker.getTypeOfSymbolAtLocation(symbol, source)
      const [signature] = type.getCallSignatures()
      if (signature) return `function ${exported.name}${checker.signatureToString(signature, undefined, ts.TypeFormatFlags.NoTruncation)}`
      return `const ${exported.name}`
    }
    const members = checker
      .getDeclaredTypeOfSymbol(symbol)
      .getProperties()
      .map((one) => one.name)
    return `type ${exported.name}${members.length > 0 && symbol.flags & ts.SymbolFlags.Interface ? ` { ${members.join(', ')} }` : ''}`
  })
}

describe('the public API', () => {
  const program = ts.createProgram(Object.values(entries), options)
  test.each(Object.entries(entries))('of %s changes only on purpose', async (name, file) => {
    const lines = surface(program, file).sort()
    expect(lines.length).toBeGreaterThan(0)
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`api/${name.replace(/^@refractor\//, '').replace('/', '-')}.txt`)
  })
})
