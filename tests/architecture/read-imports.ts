import { parseSync, Visitor } from 'vite'

/** One place where a file names another module: import, re-export, `import()` or a type's `import('…')`. */
export interface ImportRecord {
  specifier: string
  /** True where nothing of it is left at run time. */
  typeOnly: boolean
  line: number
}

export interface SourceFacts {
  imports: ImportRecord[]
  /** Names of object properties that are written out, for the walls that forbid a setting by name. */
  propertyKeys: { name: string; line: number }[]
  /** What could not be read: syntax errors, and `import()` of something that is no plain text. */
  problems: { message: string; line: number }[]
}

/** Reads what a TypeScript or JavaScript file imports, from its syntax tree. */
export function readSource(path: string, source: string): SourceFacts {
  const lineOf = (offset: number) => source.slice(0, offset).split('\n').length
  const { module, program, errors } = parseSync(path, source)
  const facts: SourceFacts = {
    imports: [],
    propertyKeys: [],
    problems: errors.map((error) => ({ message: error.message, line: lineOf(error.labels[0]?.start ?? 0) })),
  }

  for (const found of module.staticImports) {
    // `import 'x'` has no entries and is wanted for its effect; `import { type A }` leaves nothing with verbatimModuleSyntax
    // but the module's own evaluation, so only a wholly typed import counts as typed.
    const typeOnly = found.entries.length > 0 && found.entries.every((entry) => entry.isType)
    facts.imports.push({ specifier: found.moduleRequest.value, typeOnly, line: lineOf(found.start) })
  }
  for (const found of module.staticExports) {
    const requests = found.entries.filter((entry) => entry.moduleRequest !== null)
    const first = requests[0]?.moduleRequest
    if (!first) continue
    const typeOnly = requests.every((entry) => entry.isType)
    facts.imports.push({ specifier: first.value, typeOnly, line: lineOf(found.start) })
  }

  new Visitor({
    ImportExpression(node) {
      const line = lineOf(node.start)
      const asked = node.source
      if (asked.type === 'Literal' && typeof asked.value === 'string')
        facts.imports.push({ specifier: asked.value, typeOnly: false, line })
      else facts.problems.push({ message: 'import() of an address that is only known at run time', line })
    },
    TSImportType(node) {
      facts.imports.push({ specifier: node.source.value, typeOnly: true, line: lineOf(node.start) })
    },
    Property(node) {
      const key = node.key
      if (key.type === 'Identifier') facts.propertyKeys.push({ name: key.name, line: lineOf(node.start) })
      if (key.type === 'Literal') facts.propertyKeys.push({ name: String(key.value), line: lineOf(node.start) })
    },
  }).visit(program)
  return facts
}
