import { adapterOf, FLOORS, roomOf } from './rooms.ts'
import type { Target } from './resolve-import.ts'

/** One import as a wall judges it. `from` is the importing file's path from the repository's root. */
export interface Passage {
  from: string
  to: Target
  specifier: string
  typeOnly: boolean
}

/** A rule on imports. It catches a passage where `from` and `to` both hold; `reason` is what the author reads. */
export interface Wall {
  name: string
  from: (path: string) => boolean
  to: (target: Target, passage: Passage) => boolean
  reason: string
}

const inFolder = (folder: string) => (path: string) => path.startsWith(`${folder}/`)
const outside =
  (...places: string[]) =>
  (path: string) =>
    !places.some((place) => path === place || path.startsWith(`${place}/`))
const isPackage =
  (...names: string[]) =>
  (target: Target) =>
    target.kind === 'package' && names.includes(target.name)
const isRoom =
  (...rooms: string[]) =>
  (target: Target) =>
    target.kind === 'file' && rooms.includes(roomOf(target.path) ?? '')

/** The contract, or the part of it that belongs to one noun. */
const isContract = (path: string): boolean =>
  path === 'src/shared/contract.ts' || path.startsWith('src/shared/contract/')

const SIDE_BY_SIDE = ['engine', 'rentals', 'images', 'reports']
const PAGE_PACKAGES = [
  'react',
  'react-dom',
  'radix-ui',
  'recharts',
  '@tanstack/react-query',
  '@tanstack/react-router',
  '@tanstack/react-virtual',
  '@orpc/tanstack-query',
]

export const walls: readonly Wall[] = [
  {
    name: 'no import goes upward',
    from: (path) => path.startsWith('src/main/') || path.startsWith('src/shared/'),
    to: (target, { from }) => {
      const here = roomOf(from)
      const there = target.kind === 'file' ? roomOf(target.path) : null
      if (here === null || there === null || here === 'renderer' || there === 'renderer') return false
      return FLOORS[there] > FLOORS[here]
    },
    reason:
      'Floors, from the top: doors, hosts, workbench; engine, rentals, images, reports; providers, simulators, store; shared. ' +
      'A lower floor that knows a higher one can no longer be used, tested or reasoned about alone: pass in what it needs as a port.',
  },
  {
    name: 'rooms of the middle floor do not see each other',
    from: (path) => SIDE_BY_SIDE.includes(roomOf(path) ?? ''),
    to: (target, { from }) =>
      target.kind === 'file' && isRoom(...SIDE_BY_SIDE)(target) && roomOf(target.path) !== roomOf(from),
    reason:
      'Measuring must not depend on looking or telling, nor a report on how samples were taken. The workbench joins these rooms; ' +
      'where shapes must agree, declare the type in your own room and let structural typing fit them.',
  },
  {
    name: 'the engine does not know the store',
    from: inFolder('src/main/engine'),
    to: isRoom('store'),
    reason:
      'The thread that times the network does nothing else. Tell the listener in engine/ports.ts; the workbench writes.',
  },
  {
    name: 'the vault knows nothing of Assay',
    from: inFolder('src/main/vault'),
    to: (target) =>
      target.kind === 'package' ? target.name !== 'zod' : target.kind === 'file' && !isRoom('vault', 'shared')(target),
    reason:
      'What guards the keys must be small enough to be read in one sitting: node:crypto, one file, zod and the names of shared.',
  },
  {
    name: 'only the workbench opens the vault',
    from: outside('src/main/vault', 'src/main/workbench', 'src/main/hosts'),
    to: isRoom('vault'),
    reason:
      'The engine is handed the credentials of the accounts in a trial; store, reports, images and simulators get none. A host only supplies the system keychain.',
  },
  {
    name: 'only the store speaks SQLite',
    from: outside('src/main/store'),
    to: isPackage('better-sqlite3'),
    reason: 'One owner for each table and one place for migrations. Ask the store for a repository method instead.',
  },
  {
    name: 'only the desktop door knows Electron',
    from: outside('src/main/hosts/electron', 'src/main/index.ts'),
    to: isPackage('electron'),
    reason:
      'Everything else must run in the browser door, on the command line and in tests, where there is no Electron.',
  },
  {
    name: 'undici stays in the instrument',
    from: outside('src/main/engine/http'),
    to: isPackage('undici'),
    reason:
      'A provider is reached through engine/http alone, so that every exchange has its phases, its limits and its URL policy.',
  },
  {
    name: 'sharp stays where pictures are worked on',
    from: outside('src/main/images', 'src/main/simulators', 'src/main/reports'),
    to: isPackage('sharp'),
    reason: 'Decoding takes a core for milliseconds; anywhere else it would show up as a provider’s latency.',
  },
  {
    name: 'React stays in the page',
    from: outside('src/renderer'),
    to: isPackage(...PAGE_PACKAGES),
    reason: 'Only the renderer draws. Reports are plain text functions, so that they need no page to be written.',
  },
  {
    name: 'recharts stays where charts are drawn',
    from: (path) => path.startsWith('src/renderer/') && !path.startsWith('src/renderer/charts/'),
    to: isPackage('recharts'),
    reason:
      'A chart is a component of renderer/charts that takes prepared numbers. A screen puts it into a ChartFrame with the rows behind it.',
  },
  {
    name: 'shared runs anywhere',
    from: inFolder('src/shared'),
    to: (target, { from }) => {
      if (target.kind === 'node') return true
      if (target.kind === 'file') return roomOf(target.path) !== 'shared'
      if (target.name === '@orpc/contract') return !isContract(from)
      return target.name !== 'zod' && target.name !== 'simple-statistics'
    },
    reason:
      'Shared holds names and arithmetic for the page and for Node alike: itself, zod and simple-statistics; @orpc/contract in contract.ts and contract/ alone.',
  },
  {
    name: 'adapters do not see each other',
    from: (path) => adapterOf(path) !== null,
    to: (target, { from }) => {
      if (target.kind !== 'file') return false
      const other = adapterOf(target.path)
      return other !== null && other !== adapterOf(from)
    },
    reason: 'Providers change on their own days. What three or more share goes to providers/kit.',
  },
  {
    name: 'adapters have two doors',
    from: (path) => path.startsWith('src/'),
    to: (target, { from }) => {
      if (target.kind !== 'file') return false
      const adapter = adapterOf(target.path)
      return adapter !== null && adapter !== adapterOf(from) && !/\/(index|simulator)\.ts$/.test(target.path)
    },
    reason: 'What is not index.ts or simulator.ts may be divided and renamed as the provider’s wire asks for.',
  },
  {
    name: 'adapters are pure',
    from: (path) => path.startsWith('src/main/providers/') && !path.endsWith('/simulator.ts'),
    to: (target) => target.kind === 'node',
    reason: 'An adapter describes requests and reads replies. Sockets, clocks, files and secrets belong to the engine.',
  },
  {
    name: 'the page meets main over the contract only',
    from: inFolder('src/renderer'),
    to: (target) =>
      target.kind === 'node' ||
      (target.kind === 'file' && !target.path.startsWith('src/renderer/') && !target.path.startsWith('src/shared/')),
    reason:
      'The page is a plain sandboxed web page behind three doors; what it needs from main is a procedure of the contract.',
  },
  {
    name: 'the page imports the contract as a type',
    from: inFolder('src/renderer'),
    to: (target, { typeOnly }) => !typeOnly && target.kind === 'file' && isContract(target.path),
    reason: 'Its values would bring zod and the contract builder into the page’s bundle. Write `import type`.',
  },
  {
    name: 'main does not reach into the page',
    from: inFolder('src/main'),
    to: isRoom('renderer'),
    reason: 'Main serves the built page as files and knows nothing of what is drawn in it.',
  },
  {
    name: 'source does not lean on tests',
    from: inFolder('src'),
    to: (target) => target.kind === 'file' && target.path.startsWith('tests/'),
    reason: 'Tests are not shipped.',
  },
  {
    name: 'rooms are entered by their name',
    from: inFolder('src'),
    to: (target, { from, specifier }) =>
      specifier.startsWith('.') &&
      target.kind === 'file' &&
      target.path.startsWith('src/') &&
      roomOf(target.path) !== roomOf(from),
    reason:
      'Across rooms use #shared/…, #main/… or #resources/…, so that a crossing can be seen; inside a room use relative paths.',
  },
]
