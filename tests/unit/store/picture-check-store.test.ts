import Sqlite from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '#main/store/migrate.ts'
import { openStore, type Store } from '#main/store/open-store.ts'
import type { Examination } from '#main/store/picture-check-store.ts'
import { EXAMINATION, PictureCheck, PictureCheckName } from '#shared/domain/picture-check.ts'
import type { ImageFlag } from '#shared/domain/sample.ts'
import { SampleRow } from '#shared/domain/sample-row.ts'
import { PictureMeasure } from '#shared/domain/soft-check.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { exampleImage, exampleOrder, exampleSample, exampleTrial, rowOf } from './examples.ts'

async function storeWithTrials(...ids: string[]): Promise<Store> {
  const store = openStore({ directory: await temporaryDirectory(), clock: { now: () => new Date() } })
  onTestFinished(() => store.close())
  for (const id of ids) store.trials.create(exampleTrial({ id }), exampleOrder(), 1)
  return store
}

/** Every check of an examination; the first of them found the flags. */
function examinationOf(sha256: string, flags: ImageFlag[] = []): Examination & { checks: PictureCheck[] } {
  const checks = Object.entries(EXAMINATION).map(([name, version], index) => ({
    name: PictureCheckName.parse(name),
    version,
    parameters: { bound: 2.5 },
    result: { flags: index === 0 ? flags : [], reason: index === 0 && flags.length > 0 ? 'It said so.' : null },
  }))
  return { sha256, checks, measures: [] }
}

const hash = (number: number): string => exampleImage(number).sha256

const measure = (version: number, value: number | null, bound: number): PictureMeasure => ({
  name: 'noise',
  version,
  parameters: { bound },
  value,
  reason: value === null ? 'Too small.' : null,
})

test('what was found in a picture forgotten, given to another picture, or told twice', async () => {
  const store = await storeWithTrials('trial-1')
  store.samples.record(exampleSample(0, { images: [{ image: exampleImage(0), flags: ['other-size'] }] }))
  store.samples.record(exampleSample(1))
  expect(rowOf(store, 'sample-0')).toMatchObject({ flags: ['other-size'], examined: false })
  const examination = examinationOf(hash(0), ['black', 'other-size'])
  store.pictureChecks.record([examination, examinationOf(hash(1))])

  expect(store.pictureChecks.of(hash(0)).toSorted((one, other) => one.name.localeCompare(other.name))).toEqual(
    examination.checks.toSorted((one, other) => one.name.localeCompare(other.name)),
  )
  const row = rowOf(store, 'sample-0')
  expect(SampleRow.parse(row)).toStrictEqual(row)
  expect(row).toMatchObject({ flags: ['black', 'other-size'], examined: true })
  expect(store.samples.get('sample-0')?.images).toEqual([{ image: exampleImage(0), flags: ['black', 'other-size'] }])
  expect(rowOf(store, 'sample-1')).toMatchObject({ flags: [], examined: true })
  expect(store.samples.rows('trial-1')).toEqual([rowOf(store, 'sample-0'), rowOf(store, 'sample-1')])
})

test('what was measured in a picture forgotten, or told with the bounds of another version', async () => {
  const store = await storeWithTrials('trial-1')
  store.samples.record(exampleSample(0))
  const record = (...measures: PictureMeasure[]): void =>
    store.pictureChecks.record([{ sha256: hash(0), checks: [], measures }])
  const sharp = { ...measure(1, 88.5, 4), name: 'sharpness' as const }
  record(measure(1, 2.25, 12), sharp)
  expect(store.pictureChecks.measuresOf(hash(0))).toEqual([sharp, measure(1, 2.25, 12)])
  record(measure(2, null, 15))
  expect(store.pictureChecks.measuresOf(hash(0))).toEqual([sharp, measure(2, null, 15)])
  for (const found of store.pictureChecks.measuresOf(hash(0))) expect(PictureMeasure.parse(found)).toEqual(found)
  expect(store.pictureChecks.measuresOf(hash(1))).toEqual([])
})

test('a sample without a picture that waits for an examination', async () => {
  const store = await storeWithTrials('trial-1')
  store.samples.record(exampleSample(0, { outcome: 'refused', images: [] }))
  expect(rowOf(store, 'sample-0')).toMatchObject({ flags: [], examined: null })
  expect(store.pictureChecks.unexamined('').hashes).toEqual([])
})

test('a picture taken for examined by half an examination, or by one of an older version', async () => {
  const store = await storeWithTrials('trial-1')
  store.samples.record(exampleSample(0))
  const { checks } = examinationOf(hash(0))
  store.pictureChecks.record([{ sha256: hash(0), checks: checks.slice(1), measures: [] }])
  expect(store.pictureChecks.isExamined(hash(0))).toBe(false)
  expect(rowOf(store, 'sample-0').examined).toBe(false)
  store.pictureChecks.record([{ sha256: hash(0), checks: checks.slice(0, 1), measures: [] }])
  expect(store.pictureChecks.isExamined(hash(0))).toBe(true)
  const older = checks.slice(0, 1).map((check) => ({ ...check, version: check.version + 1 }))
  store.pictureChecks.record([{ sha256: hash(0), checks: older, measures: [] }])
  expect(store.pictureChecks.isExamined(hash(0))).toBe(false)
  expect(store.pictureChecks.unexamined('').hashes).toEqual([hash(0)])
})

test('a picture left out of what is to be examined, or examined once for each sample that it came for', async () => {
  const store = await storeWithTrials('trial-1', 'trial-2')
  for (const position of [0, 1, 2]) store.samples.record(exampleSample(position))
  const again = [{ image: exampleImage(1), flags: [] }]
  store.samples.record(exampleSample(3, { images: again }))
  store.samples.record(exampleSample(0, { id: 'elsewhere', trialId: 'trial-2', images: again }))
  expect(store.pictureChecks.unexamined('').hashes).toEqual([hash(0), hash(1), hash(2)])
  expect(store.pictureChecks.unexaminedOf('trial-1').sort()).toEqual([hash(0), hash(1), hash(2)])
  expect(store.pictureChecks.unexaminedOf('trial-2')).toEqual([hash(1)])
  store.pictureChecks.record([examinationOf(hash(1), ['blank'])])
  expect(store.pictureChecks.unexamined('').hashes).toEqual([hash(0), hash(2)])
  expect(store.pictureChecks.unexaminedOf('trial-2')).toEqual([])
  expect(store.samples.withPicture(hash(1)).map(({ sampleId }) => sampleId)).toEqual(
    expect.arrayContaining(['sample-1', 'sample-3', 'elsewhere']),
  )
  expect(rowOf(store, 'elsewhere').flags).toEqual(['blank'])
})

test('a picture at the seam of two pages left out, or a search that never ends', async () => {
  const store = await storeWithTrials('trial-1')
  const images = Array.from({ length: 1203 }, (_, index) => ({ image: exampleImage(index), flags: [] }))
  store.samples.record(exampleSample(0, { images }))
  store.pictureChecks.record([examinationOf(hash(3)), examinationOf(hash(700))])
  const found: string[] = []
  for (let after: string | null = '', pages = 0; after !== null && pages < 10; pages += 1) {
    const page: { hashes: string[]; next: string | null } = store.pictureChecks.unexamined(after)
    found.push(...page.hashes)
    after = page.next
  }
  const others = images.map(({ image }) => image.sha256).filter((sha256) => sha256 !== hash(3) && sha256 !== hash(700))
  expect(found).toEqual(others)
})

test('a finding about a picture that is not there, or a group of which half is stored', async () => {
  const store = await storeWithTrials('trial-1')
  store.samples.record(exampleSample(0))
  expect(() => store.pictureChecks.record([examinationOf(hash(0)), examinationOf(hash(77))])).toThrow(/FOREIGN KEY/)
  expect(store.pictureChecks.isExamined(hash(0))).toBe(false)
})

test('a database of version 1 whose flags are lost, told twice, or whose pictures have no looks', async () => {
  const directory = await temporaryDirectory()
  mkdirSync(directory, { recursive: true })
  const database = new Sqlite(join(directory, 'assay.sqlite'))
  database.pragma('foreign_keys = ON')
  migrate(database, 1)
  database.exec(`
    INSERT INTO trials VALUES ('t', 'T', 'finished', NULL, 1, 2, '2026-11-14T09:30:00.000Z', NULL, 1, '{}', '{}');
    INSERT INTO contenders VALUES ('t', 'c', 0, 'C', 'novita', 'm', 1);`)
  const stored: [string, ImageFlag[]][] = [
    [hash(1), ['black', 'other-size']],
    [hash(2), []],
    [hash(2), ['blank']],
    [hash(3), ['other-format']],
  ]
  for (const [index, [sha256, flags]] of stored.entries()) {
    database.exec(`
      INSERT INTO samples VALUES ('s${index}', 't', 'c', 0, 0, ${index}, 1, '2026-11-14T09:30:00.000Z', 0, 0, 1, 1, 1, 0,
        NULL, 1, 'succeeded', NULL, NULL, NULL, NULL, '[]');
      INSERT INTO images VALUES ('${sha256}', 'png', 64, 64, 100) ON CONFLICT DO NOTHING;
      INSERT INTO sample_images VALUES ('s${index}', 0, '${sha256}', '${JSON.stringify(flags)}');
      INSERT INTO charges VALUES ('s${index}', 't', '2026-11-14', 1, 1, 'listed', NULL, '');`)
  }
  database.close()

  const store = openStore({ directory, clock: { now: () => new Date() } })
  onTestFinished(() => store.close())
  // What it knows stays; how its pictures look is still to be found out.
  expect(store.pictureChecks.unexamined('').hashes).toEqual([hash(1), hash(2), hash(3)])
  expect(store.samples.rows('t').map(({ flags, examined }) => [flags, examined])).toEqual([
    [['black', 'other-size'], false],
    [['blank'], false],
    [['blank'], false],
    [['other-format'], false],
  ])
  for (const check of store.pictureChecks.of(hash(1))) expect(PictureCheck.parse(check)).toEqual(check)
  expect(store.pictureChecks.of(hash(2)).map(({ name, result }) => [name, result.flags])).toEqual([
    ['black', []],
    ['blank', ['blank']],
    ['decodes', []],
  ])
})
