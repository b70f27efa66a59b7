/** A closed set: a file under src/ that stands in none of these rooms is itself a violation. */
export type Room =
  | 'doors'
  | 'hosts'
  | 'workbench'
  | 'engine'
  | 'rentals'
  | 'images'
  | 'reports'
  | 'providers'
  | 'simulators'
  | 'store'
  | 'vault'
  | 'shared'
  | 'renderer'

/** Height of each room; an import may stay level or go down. The renderer stands apart: it meets main over the contract only. */
export const FLOORS: Record<Exclude<Room, 'renderer'>, number> = {
  doors: 5,
  hosts: 4,
  workbench: 3,
  engine: 2,
  rentals: 2,
  images: 2,
  reports: 2,
  providers: 1,
  simulators: 1,
  store: 1,
  vault: 1,
  shared: 0,
}

const MAIN_ROOMS: readonly Room[] = [
  'hosts',
  'workbench',
  'engine',
  'rentals',
  'images',
  'reports',
  'providers',
  'simulators',
  'store',
  'vault',
]

/**
 * The room of a file, by its place.
 * @param path from the repository's root, with forward slashes: `src/main/engine/run-trial.ts`
 * @returns null for a place that is no room
 */
export function roomOf(path: string): Room | null {
  const [top, second, third, ...deeper] = path.split('/')
  if (top !== 'src' || second === undefined || third === undefined) return null
  if (second === 'shared') return 'shared'
  if (second === 'renderer') return 'renderer'
  if (second !== 'main') return null
  if (deeper.length === 0) return 'doors'
  return MAIN_ROOMS.find((room) => room === third) ?? null
}

/** The adapter a file belongs to: `novita` for `src/main/providers/novita/request.ts`; null outside an adapter's folder. */
export function adapterOf(path: string): string | null {
  const match = /^src\/main\/providers\/([^/]+)\/./.exec(path)
  return match === null || match[1] === 'kit' ? null : (match[1] ?? null)
}
