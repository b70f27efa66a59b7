import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeThumbnail } from '#main/images/make-thumbnail.ts'
import { writeGalleryFile } from '#main/reports/gallery/write-gallery-file.ts'
import { writeGalleryFolder, type FolderEvidence } from '#main/reports/gallery/write-gallery-folder.ts'
import { AssayError } from '#shared/errors.ts'
import type { GalleryContent } from '#shared/domain/gallery.ts'
import { noMark } from '#shared/domain/mark.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { makeContender, makeRow, makeTrial } from './make-trial.ts'

const PAGE = '<html><!--gallery--></html>'
const pictures = new Map<string, Uint8Array>()

async function drawPicture(background: string): Promise<{ sha256: string; sizeBytes: number }> {
  const bytes = await sharp({ create: { width: 600, height: 400, channels: 3, background } })
    .png()
    .toBuffer()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  pictures.set(sha256, bytes)
  return { sha256, sizeBytes: bytes.byteLength }
}

async function image(background: string) {
  return {
    ...(await drawPicture(background)),
    format: 'png' as const,
    width: 600,
    height: 400,
  }
}

/** Two contenders with secrets of a kind, two repeats; one picture is in both, and one can't be read. */
async function evidence(changes: Partial<FolderEvidence> = {}): Promise<FolderEvidence> {
  const trial = makeTrial([
    makeContender(0, { baseUrl: 'https://gpu-7.internal.example:8188', account: 'account-of-ada' }),
    makeContender(1, { name: 'Second </script>' }),
  ])
  const grey = await image('#777')
  const rows = [
    makeRow('contender-0', 0, { image: grey }),
    makeRow('contender-1', 0, { image: await image('#a00') }),
    makeRow('contender-0', 1, { image: grey }),
    makeRow('contender-1', 1, { image: { ...grey, sha256: 'f'.repeat(64) } }),
    makeRow('contender-1', 2, { role: 'warm-up', image: await image('#0a0') }),
  ].map((row, index) => ({ ...row, repeat: index > 1 ? 1 : 0, caseIndex: 0 }))
  return {
    trial: { ...trial, plan: { ...trial.plan, repeats: 2 } },
    rows,
    marks: [
      { ...noMark(rows[0]?.sampleId ?? ''), stars: 4 },
      { ...noMark('sample-of-another'), stars: 1 },
    ],
    repeats: 2,
    makeThumbnail,
    readPicture: async (sha256) => {
      const bytes = pictures.get(sha256)
      if (bytes === undefined) throw new Error('ENOENT')
      return bytes
    },
    ...changes,
  }
}

function readContent(html: string): GalleryContent {
  const json = /<script type="application\/json" id="gallery">(.*?)<\/script>/s.exec(html)?.[1]
  return JSON.parse(json ?? '') as GalleryContent
}

test('a gallery tells an account or an address, shows what is not on the table, or counts a picture twice', async () => {
  const { file, ...counts } = await writeGalleryFile(await evidence(), PAGE)
  const html = Buffer.from(file).toString()
  expect(counts).toEqual({ pictureCount: 2, missingCount: 1 })
  for (const secret of ['gpu-7', 'account-of-ada', 'baseUrl', 'account']) expect(html).not.toContain(secret)
  const content = readContent(html)
  expect(content.rows).toHaveLength(4)
  expect(content.marks).toHaveLength(1)
  expect(content.plan.contenders[1]?.name).toBe('Second </script>')
  for (const { whole } of Object.values(content.pictures)) expect(whole).toMatch(/^data:image\/jpeg;base64,/)
})

test('what models were given is not in a gallery, or one that nobody was given is', async () => {
  const plain = await evidence()
  const [given, other] = [{ ...(await image('#123')), height: 400 }, await image('#456')]
  const drawn = plain.rows[0]?.image ?? given
  const [first, ...rest] = plain.trial.plan.contenders
  if (first === undefined) throw new Error('A contender is needed.')
  const cases = plain.trial.plan.cases.map((asked, index) => ({
    ...asked,
    picture: [given, given, drawn][index] ?? null,
  }))
  const withGiven = (task: 'generate' | 'image-to-image') => ({
    ...plain,
    trial: { ...plain.trial, plan: { ...plain.trial.plan, cases, contenders: [{ ...first, task }, ...rest] } },
  })
  const { file, ...counts } = await writeGalleryFile(withGiven('image-to-image'), PAGE)
  const content = readContent(Buffer.from(file).toString())
  expect(counts).toEqual({ pictureCount: 3, missingCount: 1 })
  expect(content.pictures[given.sha256]?.whole).toMatch(/^data:image\/jpeg;base64,/)
  expect(content.pictures[other.sha256]).toBeUndefined()
  expect(content.plan.cases[0]?.picture).toEqual(given)
  expect(content.pictureNote).toContain('A given picture is reduced by itself.')
  const directory = join(await temporaryDirectory(), 'gallery')
  const written = await writeGalleryFolder({ ...plain, ...withGiven('image-to-image') }, PAGE, directory)
  expect(written).toMatchObject({ pictureCount: 3, missingCount: 1 })
  expect(new Uint8Array(await readFile(join(directory, `pictures/${given.sha256}.png`)))).toEqual(
    new Uint8Array(pictures.get(given.sha256) ?? []),
  )
  const words = await writeGalleryFile(withGiven('generate'), PAGE)
  expect(words.pictureCount).toBe(2)
})

test('fewer repeats are asked for, and all are shown', async () => {
  const { file, pictureCount } = await writeGalleryFile(await evidence({ repeats: 1 }), PAGE)
  const content = readContent(Buffer.from(file).toString())
  expect(content).toMatchObject({ plan: { repeats: 1 } })
  expect(content.rows).toHaveLength(2)
  expect(pictureCount).toBe(2)
})

test('a file grows beyond its limit, or is refused without a way out', async () => {
  const failure = await writeGalleryFile(await evidence(), PAGE, 3000).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(AssayError)
  expect(failure).toMatchObject({ code: 'BAD_USAGE', message: expect.stringContaining('--out <folder>') as string })
})

test('a folder’s pictures are not those that came, or it can’t be read by others', async () => {
  const directory = join(await temporaryDirectory(), 'deeper', 'gallery')
  const written = await writeGalleryFolder(await evidence(), PAGE, directory)
  expect(written).toMatchObject({ path: join(directory, 'index.html'), pictureCount: 2, missingCount: 1 })
  expect((await stat(directory)).mode & 0o777).toBe(0o755)
  expect((await readdir(directory)).toSorted()).toEqual(['index.html', 'pictures', 'reduced'])
  const content = readContent(await readFile(written.path, 'utf8'))
  expect(content.pictureNote).toBeNull()
  for (const [sha256, { whole, reduced }] of Object.entries(content.pictures)) {
    expect(new Uint8Array(await readFile(join(directory, whole)))).toEqual(new Uint8Array(pictures.get(sha256) ?? []))
    expect((await sharp(join(directory, reduced ?? '')).metadata()).width).toBe(384)
  }
})

test('a gallery is written over somebody’s folder, or half of one is left', async () => {
  const parent = await temporaryDirectory()
  const taken = join(parent, 'taken')
  await mkdir(taken)
  await writeFile(join(taken, 'letter.txt'), 'Dear')
  const refused = await writeGalleryFolder(await evidence(), PAGE, taken).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'BAD_USAGE' })
  const onFile = writeGalleryFolder(await evidence(), PAGE, join(taken, 'letter.txt'))
  await expect(onFile).rejects.toMatchObject({ code: 'BAD_USAGE' })
  const broken = writeGalleryFolder(await evidence(), 'a page without a place', join(parent, 'broken'))
  await expect(broken).rejects.toMatchObject({ code: 'DATA_FOLDER_UNWRITABLE' })
  expect(await readdir(parent)).toEqual(['taken'])
  expect(await readdir(taken)).toEqual(['letter.txt'])
})
