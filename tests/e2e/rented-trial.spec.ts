import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { lookAtScreen } from './look-at-screen.ts'
import { addAccount, goTo, setUpVault } from './set-up-account.ts'
import { expect, test } from './workbench-fixture.ts'

const GRAPH = resolve(import.meta.dirname, '../../resources/workflows/sdxl-text-to-image.json')

test('a trial can’t be run on a rented machine, costs nothing there, or leaves the machine running', async ({
  page,
  workbench,
  simulate,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const lambda = await simulate('lambda')
  const machine = page.getByRole('article')
  await page.goto(`${new URL('/', workbench.url).href}#/accounts`)
  await setUpVault(page)
  await addAccount(page, 'Lambda', 'research', lambda)

  await test.step('a machine that runs ComfyUI is rented', async () => {
    await goTo(page, 'Rentals')
    await page.getByLabel('Account', { exact: true }).selectOption({ label: 'Lambda, research' })
    await page
      .getByRole('button', { name: /^Rent gpu_1x_a10 / })
      .first()
      .click()
    await expect(page.getByLabel('End it with the trial that uses it')).toBeChecked()
    await page.getByRole('button', { name: /^Rent it for/ }).click()
    await expect(page.getByRole('form')).toHaveCount(0)
  })

  await test.step('meanwhile, a workflow for it is imported', async () => {
    const { graph } = z
      .object({ graph: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(await readFile(GRAPH, 'utf8')))
    await goTo(page, 'Workflows')
    await page.getByLabel('Choose a file, or drop one here').setInputFiles({
      name: 'storefront.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(graph)),
    })
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'storefront', level: 1 })).toBeVisible()
    await goTo(page, 'Rentals')
    await expect(machine).toContainText('ready, its worker answers', { timeout: 30_000 })
  })

  await test.step('a contender runs on the machine, at its price', async () => {
    await page.goto(`${new URL('/', workbench.url).href}#/trials/new`)
    for (const name of ['Novita AI, practice', 'Modal A100, practice', 'Lambda A10, practice', 'Segmind, practice']) {
      await page.getByRole('checkbox', { name }).uncheck()
    }
    await page.getByRole('button', { name: 'Remove all' }).click()
    await page.getByRole('button', { name: 'Add one' }).click()
    await page.getByLabel('Prompt 1', { exact: true }).fill('a celadon vase with a cotton branch')
    await page.getByLabel('Of each prompt').fill('2')
    await page.getByLabel('One more contender').selectOption({ label: 'ComfyUI, your server' })
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('Workflow', { exact: true }).selectOption({ label: 'storefront' })
    await page.getByLabel('Runs on').selectOption({ label: 'rented gpu_1x_a10' })
    await expect(page.getByRole('row', { name: /rented gpu_1x_a10 \$1\.29 an hour/ })).toBeVisible()
    await expect(page.getByRole('complementary', { name: 'What this plan comes to' })).toContainText('Pictures, 2')
    await lookAt('rented-trial-design')
  })

  await test.step('it runs there', async () => {
    await page.getByRole('button', { name: 'Freeze plan and start' }).click()
    await expect(page.getByRole('region', { name: 'Progress' })).toContainText('2 of 2 samples', { timeout: 60_000 })
    await lookAt('rented-trial-run')
  })

  await test.step('and with the trial, the machine is told to end', async () => {
    await goTo(page, 'Rentals')
    await expect(machine).toContainText('told to end, not confirmed yet')
    await lookAt('rented-trial-ending')
  })
})
