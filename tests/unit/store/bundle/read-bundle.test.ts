import { mkdir, readFile, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ARCHIVE_LIMITS } from '#main/store/bundle/archive.ts'
import { bundleStore, sweepBundles, takeInBundle } from '#main/store/bundle/bundle-store.ts'
import { readBundle } from '#main/store/bundle/read-bundle.ts'
import type { BundleManifest } from '#shared/domain/bundle.ts'
import type { Results } from '#shared/domain/results.ts'
import { rawZip, type RawEntry } from '#tests/support/raw-zip.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { editJson, forgeBundle, sha256Of, unzipped, writeExampleBundle } from './example-bundle.ts'

const MANIFEST = 'manifest.json'
const RESULTS = 'results.json'

/** Why a file is refused: by the check alone and, the same, when it is opened; nothing is left of it then. */
async function refusalOf(path: string, limits = ARCHIVE_LIMITS): Promise<string> {
  const refused = await readBundle(path, { limits }).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'BUNDLE_REFUSED' })
  const { message } = refused as Error
  if (limits !== ARCHIVE_LIMITS) return message
  const dataDirectory = await temporaryDirectory()
  await expect(takeInBundle(path, dataDirectory)).rejects.toMatchObject({ code: 'BUNDLE_REFUSED', message })
  expect(await readdir(dataDirectory, { recursive: true })).toEqual(['bundles'])
  return message
}

test('a good bundle is refused, or something else is kept of it than it holds', async () => {
  const path = await writeExampleBundle()
  const files = await unzipped(path)
  const checked = await readBundle(path)
  expect(checked).toMatchObject({ trialId: 'trial-1', trialName: 'Storefront heroes', pictureCount: 4, fileCount: 18 })
  expect(checked.manifestSha256).toBe(sha256Of(files.get(MANIFEST) as Buffer))

  const dataDirectory = await temporaryDirectory()
  const { id } = await takeInBundle(path, dataDirectory)
  // A second time changes nothing.
  expect((await takeInBundle(path, dataDirectory)).id).toBe(id)
  const bundles = bundleStore(dataDirectory)
  expect(bundles.list()).toEqual([{ id, ...checked }])
  for (const [name, bytes] of files) {
    const sha256 = /pictures\/(.{64})\./.exec(name)?.[1]
    const place = sha256 === undefined ? join(bundles.directoryOf(id), name) : bundles.filesOf(id).imagePath(sha256)
    expect((await readFile(place)).equals(bytes), name).toBe(true)
  }
  expect(bundles.remove(id)).toBe(true)
  expect([bundles.remove(id), bundles.list(), await readdir(join(dataDirectory, 'bundles'))]).toEqual([false, [], []])
})

test('what a kill left half unpacked, or half removed, stays after the next start, or what is being unpacked beside it goes', async () => {
  const dataDirectory = await temporaryDirectory()
  const { manifestSha256 } = await takeInBundle(await writeExampleBundle(), dataDirectory)
  const root = join(dataDirectory, 'bundles')
  const [gone, living, removed] = ['.unfinished-1000001-a', '.unfinished-1000002-b', 'c'.repeat(64)]
  for (const folder of [gone, living, removed]) {
    await mkdir(join(root, folder), { recursive: true })
    await writeFile(join(root, folder, 'results.json'), '{')
  }
  expect(bundleStore(dataDirectory).list()).toHaveLength(1)
  sweepBundles(dataDirectory, (processId) => processId === 1_000_002)
  expect((await readdir(root)).toSorted()).toEqual([living, manifestSha256].toSorted())
  sweepBundles(await temporaryDirectory(), () => false)
})

test('a bundle that another version of Assay opened hides all others, or can’t be opened again', async () => {
  const dataDirectory = await temporaryDirectory()
  const path = await writeExampleBundle()
  const { id } = await takeInBundle(path, dataDirectory)
  const bundles = bundleStore(dataDirectory)
  await writeFile(join(bundles.directoryOf(id), 'opened.json'), JSON.stringify({ trialName: 'of an older layout' }))
  expect(bundles.list()).toEqual([])
  await takeInBundle(path, dataDirectory)
  expect(bundles.list().map((each) => each.id)).toEqual([id])
})

test('a bundle written again by hand, byte for byte, is refused: then every refusal below could be for another reason', async () => {
  const { pictureCount } = await readBundle(await forgeBundle(() => undefined))
  expect(pictureCount).toBe(4)
})

test.each([RESULTS, 'report.html', 'plan.json', 'votes.json', 'a picture'])(
  'a changed byte of %s is not seen',
  async (which) => {
    const path = await forgeBundle((files) => {
      const name = [...files.keys()].find(
        (each) => each === which || each.startsWith(which === 'a picture' ? 'pict' : '-'),
      )
      const bytes = Buffer.from(files.get(name as string) as Buffer)
      bytes[bytes.length - 2] = (bytes.at(-2) as number) ^ 1
      files.set(name as string, bytes)
    })
    expect(await refusalOf(path)).toMatch(/was changed after the bundle was made/)
  },
)

test('a picture that was changed together with the manifest passes for the one that was drawn', async () => {
  const path = await forgeBundle(
    (files) => {
      const name = [...files.keys()].find((each) => each.startsWith('pictures/')) as string
      files.set(name, Buffer.from('another picture'))
    },
    { sealed: true },
  )
  expect(await refusalOf(path)).toMatch(/was changed after/)
})

test.each<[string, (files: Map<string, Buffer>) => void | RawEntry[], RegExp, boolean]>([
  ['a missing text', (files) => void files.delete('votes.json'), /"votes.json" is missing/, false],
  [
    'a missing text that the manifest does not name',
    (files) => void files.delete('votes.json'),
    /"votes.json" is missing/,
    true,
  ],
  ['a missing manifest', (files) => void files.delete(MANIFEST), /"manifest.json" is missing/, false],
  [
    'a missing picture',
    (files) => void files.delete(pictureIn(files)),
    /"pictures\/[0-9a-f]{64}.jpeg" is missing/,
    false,
  ],
  [
    'a missing picture that only the rows name',
    (files) => void files.delete(pictureIn(files)),
    /the picture [0-9a-f]{64} is missing/,
    true,
  ],
  [
    'an additional file',
    () => [{ name: 'notes.txt', bytes: Buffer.from('x') }],
    /"notes.txt", which no bundle does/,
    false,
  ],
  [
    'an additional picture',
    () => [{ name: `pictures/${'a'.repeat(64)}.png`, bytes: Buffer.from('x') }],
    /its manifest does not name/,
    false,
  ],
  [
    'a folder',
    () => [{ name: 'pictures/', bytes: Buffer.alloc(0), mode: 0o040755 }],
    /"pictures\/" is not a plain file/,
    false,
  ],
  ['a path that climbs out', () => [{ name: 'pictures/../../evil.sh', bytes: Buffer.from('x') }], /climbs out/, false],
  ['an absolute path', () => [{ name: '/etc/cron.d/evil', bytes: Buffer.from('x') }], /absolute/, false],
  ['a backslash', () => [{ name: '..\\evil.exe', bytes: Buffer.from('x') }], /backslash/, false],
  ['a drive letter', () => [{ name: 'C:evil.exe', bytes: Buffer.from('x') }], /names a drive/, false],
  [
    'a symbolic link',
    () => [{ name: `pictures/${'b'.repeat(64)}.png`, bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }],
    /is a symbolic link/,
    false,
  ],
  [
    'an encrypted entry',
    () => [{ name: `pictures/${'b'.repeat(64)}.png`, bytes: Buffer.from('x'), flags: 1 }],
    /is encrypted/,
    false,
  ],
  [
    'the same name twice',
    (files) => [{ name: RESULTS, bytes: files.get(RESULTS) as Buffer }],
    /"results.json" twice/,
    false,
  ],
  [
    'names that differ by case',
    () => [{ name: 'Results.JSON', bytes: Buffer.from('x') }],
    /differ in capital letters alone/,
    false,
  ],
  [
    'a newer version',
    (files) =>
      editJson(files, MANIFEST, (manifest: BundleManifest) => void Object.assign(manifest, { version: 2, added: 1 })),
    /it has version 2, and this Assay knows versions up to 1/,
    false,
  ],
  [
    'a manifest of something else',
    (files) => editJson(files, MANIFEST, (manifest: BundleManifest) => void Object.assign(manifest, { format: 'x' })),
    /not that of an evidence bundle/,
    false,
  ],
  [
    'a manifest that is not JSON',
    (files) => void files.set(MANIFEST, Buffer.from('{')),
    /manifest.json is not JSON/,
    false,
  ],
  [
    'a manifest with more in it',
    (files) => editJson(files, MANIFEST, (manifest: BundleManifest) => void Object.assign(manifest, { added: 1 })),
    /manifest.json does not fit/,
    false,
  ],
  [
    'a manifest that names a file twice',
    (files) =>
      editJson(files, MANIFEST, (manifest: BundleManifest) => void manifest.files.push(manifest.files[0] as never)),
    /names a file twice/,
    false,
  ],
  [
    'results that are no results',
    (files) => void files.set(RESULTS, Buffer.from('[]')),
    /results.json does not fit/,
    true,
  ],
  [
    'results of another trial',
    (files) => editJson(files, RESULTS, (results: Results) => void Object.assign(results.trial, { id: 'trial-2' })),
    /of another trial/,
    true,
  ],
  [
    'a plan unlike the one in the results',
    (files) => editJson(files, 'plan.json', (plan: Results['trial']['plan']) => void Object.assign(plan, { seed: 8 })),
    /plan.json says something else/,
    true,
  ],
  [
    'rows of a contender that the plan lacks',
    (files) =>
      editJson(files, RESULTS, ({ rows: [row] }: Results) => void Object.assign(row as object, { contenderId: 'x' })),
    /contenders or prompts that its plan does not have/,
    true,
  ],
])('%s is let in', async (_, change, reason, sealed) => {
  expect(await refusalOf(await forgeBundle(change, { sealed }))).toMatch(reason)
})

test('a name with line ends or marks that turn the line round is written as it is into the reason', async () => {
  const path = await forgeBundle(() => [{ name: 'a\u001B[2J\u202Etxt.exe', bytes: Buffer.from('x') }])
  const error = await readBundle(path).catch((failure: unknown) => failure)
  expect(String(error)).toContain('"a�[2J�txt.exe"')
})

test('a bomb is unpacked: by its ratio, its size, its number of files, or because its headers say that it is small', async () => {
  const bomb = Buffer.alloc(30_000_000, ' ')
  const swollen = (files: Map<string, Buffer>) => void files.set('marks.json', bomb)
  expect(await refusalOf(await forgeBundle(swollen, { sealed: true }))).toMatch(
    /"marks.json" unpacks to more than 200 times its size/,
  )
  const plain = { ...ARCHIVE_LIMITS, ratio: Number.POSITIVE_INFINITY }
  expect(
    await refusalOf(await forgeBundle(swollen, { sealed: true }), {
      ...plain,
      textBytes: 1_000_000,
    }),
  ).toMatch(/larger than a bundle has room for/)
  expect(await refusalOf(await writeExampleBundle(), { ...plain, pictureBytes: 10 })).toMatch(
    /larger than a bundle has room for/,
  )
  expect(await refusalOf(await writeExampleBundle(), { ...plain, files: 10 })).toMatch(/more than 10 files/)
  const files = await unzipped(await writeExampleBundle())
  const lying = await writeExampleBundle()
  const entries = [...files].map(([name, bytes]) =>
    name === 'marks.json' ? { name, bytes: bomb, saidSize: 3 } : { name, bytes },
  )
  await writeFile(lying, rawZip(entries))
  expect(await refusalOf(lying)).toMatch(/"marks.json" can't be unpacked/)
})

test('what is no archive, or half of one, is read all the same', async () => {
  const directory = await temporaryDirectory()
  const text = join(directory, 'text.zip')
  await writeFile(text, 'this is not a zip archive, although it says so')
  expect(await refusalOf(text)).toMatch(/it is not a zip archive/)
  const half = await writeExampleBundle()
  await truncate(half, 5000)
  expect(await refusalOf(half)).toMatch(/it is not a zip archive/)
  await expect(readBundle(join(directory, 'nothing.zip'))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(/^There is no file .*nothing\.zip\.$/) as string,
  })
})

function pictureIn(files: ReadonlyMap<string, Buffer>): string {
  return [...files.keys()].find((name) => name.startsWith('pictures/')) as string
}
