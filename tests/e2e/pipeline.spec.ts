import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

const PICTURE = resolve(import.meta.dirname, '../../resources/practice/vase-0.webp')

test('a pipeline loses a step, its cost or its pictures between the form and the inspector', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  await page.goto(`${new URL('/', workbench.url).href}#/trials/new`)
  const estimate = page.getByRole('complementary', { name: 'What this plan comes to' })
  await expect(estimate).toContainText('144')

  await test.step('two contenders are left out, and the prompts are one', async () => {
    for (const name of ['Modal A100, practice', 'Lambda A10, practice'])
      await page.getByRole('checkbox', { name }).uncheck()
    await page.getByRole('button', { name: 'Remove all' }).click()
    await page.getByRole('button', { name: 'Add one' }).click()
    await page.getByLabel('Prompt 1', { exact: true }).fill('a celadon vase with a cotton branch')
    await page.getByLabel('Of each prompt').fill('2')
    await expect(estimate).toContainText('Pictures, 4')
  })

  await test.step('a pipeline of three steps, with what each costs', async () => {
    await page.getByRole('button', { name: 'Settings of Novita AI' }).click()
    await page.getByRole('button', { name: 'Upscale' }).click()
    await page.getByRole('button', { name: 'Remove background' }).click()
    await expect(page.getByRole('list', { name: 'Further steps' }).getByRole('listitem')).toHaveCount(2)
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Step 3' })
      .getByLabel('Provider')
      .selectOption({ label: 'Segmind' })
    await expect(estimate).toContainText('1. ')
    await expect(estimate).toContainText('3. ')
    await lookAt('pipeline-design')
  })

  await test.step('it runs, and every step is kept with its time, cost and picture', async () => {
    await page.getByRole('button', { name: 'Freeze plan and start' }).click()
    await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
    await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Light table' }).click()
    await page.getByRole('grid', { name: 'Prompts by contenders' }).getByRole('gridcell').first().focus()
    await page.setViewportSize({ width: 1920, height: 1080 })
    const inspector = page.getByRole('complementary', { name: 'Inspector' })
    if (!(await inspector.isVisible())) await page.keyboard.press('i')
    await expect(inspector.getByRole('heading', { name: 'Steps', exact: true })).toBeVisible()
    await expect(inspector.getByRole('img', { name: 'After step 3' })).toBeVisible()
    await lookAt('pipeline-inspector')
  })
})

test('a model that changes a picture is not given the one that was dropped on its prompt', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await page.goto(`${new URL('/', workbench.url).href}#/trials/new`)
  for (const name of ['Novita AI, practice', 'Modal A100, practice', 'Lambda A10, practice', 'Segmind, practice']) {
    await page.getByRole('checkbox', { name }).uncheck()
  }
  await page.getByRole('button', { name: 'Remove all' }).click()
  await page.getByRole('button', { name: 'Add one' }).click()
  await page.getByLabel('Prompt 1', { exact: true }).fill('a celadon vase, in the rain')
  await page.getByLabel('One more contender').selectOption({ label: 'Novita AI, practice, not charged' })
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByLabel('Model', { exact: true }).selectOption('sdxl-image-to-image')
  await expect(page.getByText('prompt 1 brings none').first()).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'pipeline-refused')
  await page.getByLabel('Picture of prompt 1').setInputFiles({
    name: 'vase.webp',
    mimeType: 'image/webp',
    buffer: await readFile(PICTURE),
  })
  await expect(page.getByRole('img', { name: 'Picture of prompt 1' })).toBeVisible()
  await expect(page.getByText('prompt 1 brings none')).toHaveCount(0)
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('1 of 1 sample', { timeout: 60_000 })
})
