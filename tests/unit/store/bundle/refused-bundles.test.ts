import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { takeInBundle } from '#main/store/bundle/bundle-store.ts'
import { readBundle } from '#main/store/bundle/read-bundle.ts'
import { MANIFEST_FILE, type CheckedBundle } from '#shared/domain/bundle.ts'
import { AssayError } from '#shared/errors.ts'
import { rawZip, type RawEntry } from '#tests/support/raw-zip.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { unzipped, writeExampleBundle } from './example-bundle.ts'

// Each test writes and reads many archives.
vi.setConfig({ testTimeout: 90_000 })

let path: string
let files: Map<string, Buffer>
let data: string
beforeEach(async () => {
  path = await writeExampleBundle()
  files = await unzipped(path)
  data = await temporaryDirectory()
})

/** What comes of a file: why it is refused, with nothing left of it, or what was found in it. */
async function outcomeOf(bytes: Uint8Array): Promise<string | CheckedBundle> {
  await writeFile(path, bytes)
  const read = await readBundle(path).catch(refusalIn)
  if (typeof read !== 'string') return read
  expect(await takeInBundle(path, data).catch(refusalIn)).toBe(read)
  expect(await readdir(data, { recursive: true })).toEqual(['bundles'])
  return read
}

function refusalIn(error: unknown): string {
  if (!(error instanceof AssayError) || error.code !== 'BUNDLE_REFUSED') throw error
  return error.message
}

const entriesOf = (changed: ReadonlyMap<string, Buffer>): RawEntry[] =>
  [...changed].map(([name, bytes]) => ({ name, bytes }))

test('a changed byte, in any file but the manifest, is let in, or another file is blamed for it', async () => {
  const others = [...files].filter(([name]) => name !== MANIFEST_FILE)
  expect(others.length).toBeGreaterThan(12)
  for (const [name, bytes] of others) {
    for (const place of [0, Math.floor(bytes.byteLength / 2), bytes.byteLength - 1]) {
      const changed = Buffer.from(bytes)
      changed[place] = (changed[place] as number) ^ 1
      const refused = await outcomeOf(rawZip(entriesOf(new Map([...files, [name, changed]]))))
      expect(refused, `${name} at ${place}`).toMatch(/was changed after the bundle was made/)
      expect(refused).toContain(JSON.stringify(name))
    }
    const longer = Buffer.concat([bytes, Buffer.from(' ')])
    expect(await outcomeOf(rawZip(entriesOf(new Map([...files, [name, longer]]))))).toMatch(/was changed after/)
    const shorter = bytes.subarray(0, -1)
    expect(await outcomeOf(rawZip(entriesOf(new Map([...files, [name, shorter]]))))).toMatch(/was changed after/)
    const without = new Map([...files].filter(([each]) => each !== name))
    expect(await outcomeOf(rawZip(entriesOf(without)))).toContain(`${JSON.stringify(name)} is missing`)
  }
})

test('a changed byte anywhere in the archive is let in under the hash by which it is known', async () => {
  const [whole, good] = [await readFile(path), await readBundle(path)]
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.byteLength - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
      const bytes = Buffer.from(whole)
      bytes[place] = (bytes[place] as number) ^ change
      await writeFile(path, bytes)
      const read = await readBundle(path).catch(refusalIn)
      // What no file is made of may change, such as a date of the archive; a manifest that still fits is another bundle.
      const isSame = typeof read === 'string' || read.manifestSha256 !== good.manifestSha256 || isEqual(read, good)
      expect(isSame).toBe(true)
    }),
    { numRuns: 300 },
  )
})

function isEqual(one: CheckedBundle, other: CheckedBundle): boolean {
  return JSON.stringify({ ...one, sizeBytes: 0 }) === JSON.stringify({ ...other, sizeBytes: 0 })
}

test('an archive that is cut off anywhere is let in', async () => {
  const whole = await readFile(path)
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.byteLength - 1), async (length) => {
      expect(typeof (await outcomeOf(whole.subarray(0, length)))).toBe('string')
    }),
    { numRuns: 60 },
  )
})

describe('an entry that no bundle has', () => {
  test.each([
    '../evil.json',
    'pictures/../results.json',
    './results.json',
    'pictures//x.png',
    '/results.json',
    '//host/share/x.json',
    '\\\\host\\share\\x.json',
    'C:\\evil.exe',
    'c:/evil.exe',
    'results.json/../../x',
    'results.json.',
    'results.json ',
    'results.json\u0000.exe',
    'results.json:stream',
    'RESULTS.JSON',
    'results\u200B.json',
    '%2e%2e/evil.json',
    'pictures/CON.png',
    'pictures/more.zip',
    'opened.json',
    '.unfinished-x/results.json',
    'images/aa/x',
    '',
  ])('is let in as %j', async (name) => {
    const refused = await outcomeOf(rawZip([...entriesOf(files), { name, bytes: Buffer.from('{}') }]))
    expect(refused).toMatch(/^.*no evidence bundle that can be relied on/)
  })

  test.each([
    ['a symbolic link under a name that a bundle has', { mode: 0o120777 }, /symbolic link/],
    ['a device', { mode: 0o020666 }, /not a plain file/],
    ['a pipe', { mode: 0o010666 }, /not a plain file/],
    ['one that is encrypted', { flags: 1 }, /is encrypted/],
  ])('is let in: %s', async (_, how, reason) => {
    const forged = entriesOf(files).map((entry) => (entry.name === 'votes.json' ? { ...entry, ...how } : entry))
    expect(await outcomeOf(rawZip(forged))).toMatch(reason)
  })
})

describe('a bomb', () => {
  const SPACES = Buffer.alloc(40_000_000, ' ')
  test.each([
    [
      'a picture that unpacks to 200 times its size',
      { name: 'picture', bytes: SPACES },
      /unpacks to more than 200 times/,
    ],
    ['one that says it is small', { name: 'picture', bytes: SPACES, saidSize: 10 }, /can't be unpacked/],
    [
      'one that says it is larger than it is',
      { name: 'picture', bytes: SPACES.subarray(0, 100), saidSize: 4_000_000_000 },
      /can't be unpacked|was changed/,
    ],
  ])('is unpacked: %s', async (_, { name, ...how }, reason) => {
    const picture = [...files.keys()].find((each) => each.startsWith('pictures/')) ?? name
    const forged = entriesOf(files).map((entry) => (entry.name === picture ? { ...entry, ...how } : entry))
    expect(await outcomeOf(rawZip(forged))).toMatch(reason)
  })

  test('is unpacked that lies in another: an archive in a picture, which nobody opens', async () => {
    const picture = [...files.keys()].find((each) => each.startsWith('pictures/')) ?? ''
    const nested = rawZip([{ name: 'inner.zip', bytes: rawZip([{ name: 'bomb', bytes: SPACES }]) }])
    expect(await outcomeOf(rawZip(entriesOf(new Map([...files, [picture, nested]]))))).toMatch(/was changed after/)
  })

  test('of thousands of entries is let in', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      name: `pictures/${index.toString(16).padStart(64, '0')}.png`,
      bytes: Buffer.alloc(0),
      stored: true,
    }))
    expect(await outcomeOf(rawZip([...entriesOf(files), ...many]))).toMatch(/manifest does not name/)
  })
})

test('nothing is left in memory or on disk of what was refused: the next one is taken in', async () => {
  await outcomeOf(rawZip([...entriesOf(files), { name: '../evil', bytes: Buffer.from('x') }]))
  await writeFile(path, rawZip(entriesOf(files)))
  const { manifestSha256 } = await takeInBundle(path, data)
  expect(await readdir(join(data, 'bundles'))).toEqual([manifestSha256])
})
