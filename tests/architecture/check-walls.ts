import { checkArchitecture } from './check-architecture.ts'
import { readTree } from './read-tree.ts'

const files = readTree()
const violations = checkArchitecture(files)
for (const { place, what, wall, reason } of violations)
  process.stderr.write(`${place} ${what}\n  wall: ${wall}\n  ${reason}\n`)

if (violations.length > 0) {
  process.stderr.write(`${violations.length} ${violations.length === 1 ? 'wall is' : 'walls are'} breached.\n`)
  process.exitCode = 1
} else process.stdout.write(`Walls: ${files.size} files, none breached.\n`)
