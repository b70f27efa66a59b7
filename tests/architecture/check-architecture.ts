import { findCircles } from './find-circles.ts'
import { readSource } from './read-imports.ts'
import { resolveImport } from './resolve-import.ts'
import { adapterOf, roomOf } from './rooms.ts'
import { walls } from './walls.ts'

export interface Violation {
  wall: string
  /** `src/main/engine/run-trial.ts:3` */
  place: string
  what: string
  reason: string
}

/** Every adapter folder holds these; what grows too large is divided into further files beside them. */
const ADAPTER_FILES = [
  'descriptor.ts',
  'index.ts',
  'pricing.ts',
  'request.ts',
  'response.ts',
  'schemas.ts',
  'simulator.ts',
]
const DESKTOP_DOOR = { path: 'src/main/index.ts', lines: 40 }
const FORBIDDEN_KEYS = ['webSecurity', 'allowRunningInsecureContent', 'enableBlinkFeatures']

/**
 * Judges a tree of source files by the walls.
 * @param files text by path from the repository's root: every file under src/ (and no other)
 */
export function checkArchitecture(files: ReadonlyMap<string, string>): Violation[] {
  const violations: Violation[] = []
  const graph = new Map<string, string[]>()
  for (const [path, source] of files) {
    if (!/\.(ts|tsx|mjs)$/.test(path)) continue
    const facts = readSource(path, source)
    const neighbours: string[] = []
    graph.set(path, neighbours)
    const report = (wall: string, line: number, what: string, reason: string) =>
      violations.push({ wall, place: `${path}:${line}`, what, reason })

    if (roomOf(path) === null)
      report(
        'rooms are a closed set',
        1,
        'stands in no room',
        'A new top-level folder is a decision; see tests/architecture/rooms.ts.',
      )
    for (const { message, line } of facts.problems)
      report('imports can be read', line, message, 'What a file imports must be plain to see, or no wall can be kept.')
    for (const { name, line } of facts.propertyKeys)
      if (FORBIDDEN_KEYS.includes(name))
        report(
          'the page stays locked in',
          line,
          `sets ${name}`,
          'It would open the window to other origins or unfinished features.',
        )

    for (const { specifier, typeOnly, line } of facts.imports) {
      const to = resolveImport(path, specifier)
      const passage = { from: path, to, specifier, typeOnly }
      if (to.kind === 'file' && to.path.startsWith('src/')) {
        neighbours.push(to.path)
        if (!files.has(to.path))
          report(
            'imports lead somewhere',
            line,
            `imports ${specifier}`,
            'There is no such file; imports carry their extension.',
          )
      }
      for (const wall of walls)
        if (wall.from(path) && wall.to(to, passage)) report(wall.name, line, `imports ${specifier}`, wall.reason)
    }
  }
  return [...violations, ...circles(graph), ...adapterFolders(files.keys()), ...desktopDoor(files)]
}

function circles(graph: ReadonlyMap<string, readonly string[]>): Violation[] {
  return findCircles(graph).map((way) => ({
    wall: 'no circles',
    place: way[0] ?? '',
    what: `imports itself by way of ${way.slice(1).join(' → ')}`,
    reason: 'Files in a circle can only be understood, moved and tested together. Move what both need below them.',
  }))
}

function adapterFolders(paths: Iterable<string>): Violation[] {
  const folders = new Map<string, string[]>()
  for (const path of paths) {
    const adapter = adapterOf(path)
    if (adapter === null) continue
    const prefix = `src/main/providers/${adapter}/`
    folders.set(adapter, [...(folders.get(adapter) ?? []), path.slice(prefix.length)])
  }
  return [...folders].flatMap(([adapter, found]) => {
    const missing = ADAPTER_FILES.filter((file) => !found.includes(file))
    if (missing.length === 0) return []
    return {
      wall: 'adapter folders are alike',
      place: `src/main/providers/${adapter}`,
      what: `lacks ${missing.join(', ')}`,
      reason: 'Who knows one provider’s folder knows them all.',
    }
  })
}

function desktopDoor(files: ReadonlyMap<string, string>): Violation[] {
  const lines = files.get(DESKTOP_DOOR.path)?.trimEnd().split('\n').length ?? 0
  if (lines <= DESKTOP_DOOR.lines) return []
  return [
    {
      wall: 'the desktop door is thin',
      place: DESKTOP_DOOR.path,
      what: `has ${lines} lines; ${DESKTOP_DOOR.lines} at most`,
      reason: 'What a door decides belongs into a pure function of hosts/electron, where a test covers it.',
    },
  ]
}
