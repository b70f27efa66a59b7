import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp from 'sharp'
import { openStore } from '#main/store/open-store.ts'
import { exampleTrial } from '../support/example-trial.ts'
import { exampleSample } from '../unit/store/examples.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

const SIDE = 64
const PICTURES = 8

/** Unlike any other, and no even grey. */
function drawNoise(seed: number): Promise<Buffer> {
  const pixels = Buffer.from(
    Array.from(
      { length: SIDE * SIDE * 3 },
      (_, index) => (Math.imul(index + 1, 2_654_435_761 + seed * 7919) >>> 13) % 256,
    ),
  )
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer()
}

/** A finished trial of one contender whose pictures have come and that nobody has looked into. */
async function fillUnexamined(directory: string): Promise<void> {
  const store = openStore({ directory, clock: { now: () => new Date() } })
  try {
    const trial = exampleTrial({ contenders: ['a'], cases: PICTURES, repeats: 1 })
    store.trials.create({ ...trial, id: 'trial-fresh', status: 'finished' }, [], PICTURES)
    const samples = []
    for (let index = 0; index < PICTURES; index += 1) {
      const bytes = await drawNoise(index)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = store.files.imagePath(sha256)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, bytes)
      const image = { sha256, format: 'png' as const, width: SIDE, height: SIDE, sizeBytes: bytes.length }
      const place = { trialId: 'trial-fresh', contenderId: 'a', caseIndex: index, repeat: 0, position: index }
      samples.push(exampleSample(index, { id: `sample-fresh-${index}`, ...place, images: [{ image, flags: [] }] }))
    }
    store.samples.recordTogether(samples)
  } finally {
    store.close()
  }
}

test('costs opened before the pictures are examined call them unusable, draw empty axes, or never hear that it is done', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await fillUnexamined(workbench.dataDirectory)
  // Pictures are examined when somebody follows the trial: it is held back until the page has been looked at.
  const held = Promise.withResolvers<void>()
  await page.route('**/rpc/trial/watch', async (route) => {
    await held.promise
    await route.continue()
  })
  await page.goto(`${new URL('/', workbench.url).href}#/trials/trial-fresh/economics`)
  const waiting = page.getByText(
    '8 pictures are being examined; what a usable picture costs follows here as soon as that is done.',
  )
  await expect(waiting).toBeVisible()
  await expect(page.getByText('not known before all pictures are examined')).toBeVisible()
  const usable = page.getByLabel('Usable share', { exact: true })
  await expect(usable).toHaveValue('')
  const items = page.getByRole('region', { name: /are made of$/ })
  await expect(items.getByRole('row', { name: /^A / })).toContainText('not known')
  await lookAtScreen(page, keepScreenshot, 'economics-unexamined')

  held.resolve()
  await expect(waiting).toHaveCount(0)
  await expect(usable).toHaveValue('100')
  await expect(page.getByText(/^measured of each: 100 %/)).toBeVisible()
  await expect(items.getByRole('row', { name: /^A / })).not.toContainText('not known')
})
