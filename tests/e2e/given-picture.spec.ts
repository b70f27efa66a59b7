import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { childEnvironment } from '../support/child-environment.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// A file that is looked at without Assay lets nothing in, and says so.
test.use({ provokedComplaints: [/Content Security Policy|frame is sandboxed/] })

const repository = resolve(import.meta.dirname, '../..')
const VASE = join(repository, 'resources/practice/vase-0.webp')
const LAKE = join(repository, 'resources/practice/lake-0.webp')

async function assay(...words: string[]): Promise<string> {
  const cli = join(repository, 'src/main/cli.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...words], { env: childEnvironment() })
  return stdout
}

/** Two models that change a picture and one that draws from the words alone, on two prompts: one picture is square, one broad. */
async function changePictures(dataDirectory: string): Promise<void> {
  const broad = join(dataDirectory, 'broad.png')
  await sharp(LAKE).resize(960, 540, { fit: 'cover' }).png().toFile(broad)
  const kept = JSON.parse(await assay('pictures', 'add', VASE, broad, '--data', dataDirectory, '--json')) as {
    sha256: string
  }[]
  const changed = { account: 'practice', parameters: { width: 768, height: 768, strength: 0.6 } }
  const plan = {
    name: 'Given pictures',
    calibrate: false,
    prompts: [
      { name: 'Vase at night', text: 'The same vase at night, lit by a single candle', picture: kept[0]?.sha256 },
      { name: 'Lake in autumn', text: 'The lake in autumn, larches in gold', picture: kept[1]?.sha256 },
    ],
    contenders: [
      { id: 'novita', provider: 'novita', model: 'sdxl-image-to-image', ...changed },
      { id: 'fal', provider: 'fal', model: 'fal-ai/flux/dev/image-to-image', ...changed },
      { id: 'segmind', provider: 'segmind', model: 'sdxl1.0-txt2img', account: 'practice' },
    ],
  }
  const path = join(dataDirectory, 'plan.json')
  await writeFile(path, JSON.stringify(plan))
  await assay('run', path, '--data', dataDirectory)
}

test('whoever judges what a model made of a picture is not shown that picture', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await changePictures(workbench.dataDirectory)
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const trials = await assay('trials', '--data', workbench.dataDirectory, '--json')
  const trialId = /trial-[0-9a-z]+/.exec(trials)?.[0] ?? ''
  const address = (screen: string): string => `${new URL('/', workbench.url).href}#/trials/${trialId}/${screen}`
  const grid = page.getByRole('grid')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const enlarged = page.getByRole('dialog', { name: 'Given picture' })
  const vase = page.getByRole('rowheader', { name: 'Vase at night' })
  const widthOf = (): Promise<number> =>
    enlarged.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth)

  await test.step('beside its prompt on the light table, small, and whole when it is pressed', async () => {
    await page.goto(address('light-table'))
    const small = page.getByRole('rowheader', { name: 'Lake in autumn' }).getByRole('button')
    await expect(small).toHaveAccessibleName('Given picture, 960 × 540: enlarge')
    await expect(small.locator('img')).toHaveAttribute('src', /^\/thumbnails\/[0-9a-f]{64}\?side=128$/)
    await lookAt('given-picture-table')
    await small.click()
    await expect.poll(widthOf).toBe(960)
    await lookAt('given-picture-enlarged')
    // Its keys are its own: Esc closes it and no more, and an arrow moves nothing behind it.
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Escape')
    await expect(enlarged).toHaveCount(0)
    await expect(small).toBeFocused()
  })

  await test.step('in the inspector, with a word where a contender was not given it', async () => {
    await page.setViewportSize({ width: 1920, height: 1080 })
    await grid.getByRole('gridcell').first().focus()
    if (!(await inspector.isVisible())) await page.keyboard.press('i')
    await expect(inspector.getByText('Given picture')).toBeVisible()
    await expect(inspector.getByText('Not given to this contender')).toHaveCount(0)
    await lookAt('given-picture-inspector')
    await page.keyboard.press('End')
    await expect(inspector.getByText('Not given to this contender')).toBeVisible()
    await page.keyboard.press('i')
  })

  await test.step('prompts across, and on a contact sheet', async () => {
    await grid.getByRole('gridcell').first().focus()
    await page.keyboard.press('t')
    await expect(page.getByRole('columnheader', { name: 'Vase at night' }).getByRole('button')).toBeVisible()
    await lookAt('given-picture-columns')
    for (let step = 0; step < 20; step += 1) await page.keyboard.press('-')
    await expect(page.getByRole('columnheader', { name: 'Vase at night' }).getByRole('button')).toBeVisible()
    await lookAt('given-picture-columns-sheet')
    await page.keyboard.press('t')
    await expect(vase.getByRole('button')).toBeVisible()
    await lookAt('given-picture-sheet')
  })

  await test.step('beside what is compared', async () => {
    await grid.getByRole('gridcell').first().focus()
    await page.keyboard.press('Enter')
    const given = page.getByRole('main').getByRole('button', { name: /^Given picture/ })
    await expect(given).toHaveCount(1)
    await lookAt('given-picture-compare')
    await given.click()
    await expect.poll(widthOf).toBeGreaterThan(512)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: /side by side$/ })).toBeAttached()
  })

  await test.step('on a ballot, by keyboard too', async () => {
    await page.goto(address('votes'))
    await page.getByRole('button', { name: 'Judge blind…' }).click()
    await page.getByLabel('Reviewer, by name or pseudonym').fill('Ada')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main').locator('[data-pane] img')).toHaveCount(2)
    const given = page.getByRole('main').getByRole('button', { name: /^Given picture/ })
    await expect(given).toBeVisible()
    await lookAt('given-picture-vote')
    await given.focus()
    await page.keyboard.press('Enter')
    await expect.poll(widthOf).toBeGreaterThan(500)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Escape')
    await expect(enlarged).toHaveCount(0)
    await expect(page.getByText(/^0 votes by Ada/)).toBeVisible()
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByText(/^1 vote by Ada/)).toBeVisible()
  })

  await test.step('in a voting file, opened from a disk', async () => {
    const file = join(workbench.dataDirectory, 'ballots.html')
    await assay('votes', 'export', 'latest', '--out', file, '--data', workbench.dataDirectory)
    await page.goto(pathToFileURL(file).href)
    await page.getByLabel('Your name, or a pseudonym').fill('Grace')
    await page.keyboard.press('Enter')
    const given = page.getByRole('main').getByRole('button', { name: /^Given picture, (1024²|768²|512²|960 × 540)/ })
    await expect(given).toBeVisible()
    await lookAt('given-picture-voting-file')
    await given.click()
    await expect.poll(widthOf).toBeGreaterThan(500)
    await page.getByRole('button', { name: 'Close' }).click()
    await expect(enlarged).toHaveCount(0)
  })

  await test.step('in a gallery: a folder, and one file', async () => {
    const folder = join(workbench.dataDirectory, 'gallery')
    const one = join(workbench.dataDirectory, 'gallery.html')
    for (const place of [folder, one])
      await assay('gallery', 'latest', '--out', place, '--data', workbench.dataDirectory)
    for (const [name, place] of [
      ['folder', join(folder, 'index.html')],
      ['file', one],
    ] as const) {
      await page.setViewportSize({ width: 1920, height: 1080 })
      await page.goto(pathToFileURL(place).href)
      await expect(inspector.getByText('Given picture')).toBeVisible()
      await lookAt(`given-picture-gallery-${name}`)
      await vase.getByRole('button').click()
      await expect.poll(widthOf).toBeGreaterThan(500)
      await page.keyboard.press('Escape')
      await expect(enlarged).toHaveCount(0)
    }
  })

  await test.step('in the report, beneath its prompt', async () => {
    const out = join(workbench.dataDirectory, 'report')
    await assay('report', 'latest', '--out', out, '--data', workbench.dataDirectory)
    await page.goto(pathToFileURL(join(out, 'report.html')).href)
    const given = page.getByRole('img', { name: 'Given with Lake in autumn' })
    await given.scrollIntoViewIfNeeded()
    await expect.poll(() => given.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(200)
    await expect(page.getByText('Given picture, 960 × 540')).toBeVisible()
    await lookAt('given-picture-report')
  })
})
