import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

const GRAPH = resolve(import.meta.dirname, '../../resources/workflows/sdxl-text-to-image.json')

// What can't be imported is refused with 400.
test.use({ provokedComplaints: [/status of 400/] })

test('an imported graph binds the wrong node, can’t be put right, or fails on a server without a word', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  const { graph } = z
    .object({ graph: z.record(z.string(), z.unknown()) })
    .parse(JSON.parse(await readFile(GRAPH, 'utf8')))

  await test.step('no workflow yet says how to get one', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await expect(page.getByRole('heading', { name: 'No workflow yet' })).toBeVisible()
    await lookAt('workflows-empty')
  })

  await test.step('the editor’s own format is refused with a way out', async () => {
    await page.getByLabel('Or paste it').fill('{"nodes": [], "links": [], "version": 0.4}')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(page.getByText('This is the editor’s own format')).toBeVisible()
    await lookAt('workflows-refused')
  })

  await test.step('a file is read, and its inputs are found with reasons', async () => {
    await page.getByLabel('Choose a file, or drop one here').setInputFiles({
      name: 'storefront.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(graph)),
    })
    await expect(page.getByLabel('Name')).toHaveValue('storefront')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'storefront', level: 1 })).toBeVisible()
    await expect(page.getByLabel('Prompt goes to', { exact: true }).locator('option:checked')).toContainText('6 Prompt')
    await lookAt('workflows-graph')
  })

  await test.step('an input is put elsewhere by hand, and stays there', async () => {
    const prompt = page.getByLabel('Prompt goes to', { exact: true })
    const other = await prompt.locator('option', { hasText: '7 Negative prompt' }).getAttribute('value')
    await prompt.selectOption(other ?? '')
    await expect(page.getByRole('row', { name: /^Prompt / })).toContainText('chosen by hand')
    await page.getByRole('button', { name: 'Save the inputs' }).click()
    await expect(page.getByText('Saved.')).toBeVisible()
    await page.reload()
    await expect(prompt.locator('option:checked')).toContainText('7 Negative prompt')
  })

  await test.step('a server is asked whether it can run it', async () => {
    await page.getByLabel('Server', { exact: true }).selectOption({ label: 'ComfyUI, practice' })
    await page.getByRole('button', { name: 'Ask the server' }).click()
    await expect(page.getByText(/has every node|problem/)).toBeVisible()
    await lookAt('workflows-asked')
  })

  await test.step('an HTTP API is described and tried, and the key is not shown', async () => {
    await page.getByRole('button', { name: 'Describe an HTTP API' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Studio box')
    await page.getByLabel('Sent to').selectOption({ label: 'Your HTTP API, practice' })
    await page.getByRole('button', { name: 'Send one request' }).click()
    await expect(page.getByRole('heading', { name: 'As it was sent' })).toBeVisible()
    await expect(page.getByLabel('Request')).toContainText('a celadon vase')
    await expect(page.getByLabel('Reply')).toContainText(/^200/)
    await page.getByLabel('Reply').scrollIntoViewIfNeeded()
    await lookAt('workflows-http')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('navigation', { name: 'Workflows' })).toContainText('Studio box')
  })

  await test.step('a deployed one is named, and needs its reference', async () => {
    await page.getByRole('button', { name: 'Name a deployed one' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Packshots')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Type what the provider calls it')).toBeVisible()
    await page.getByLabel('What the provider calls it').first().fill('dep_123')
    await lookAt('workflows-deployed')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('navigation', { name: 'Workflows' })).toContainText('Packshots')
  })
  expect(workbench.dataDirectory).not.toBe('')
})
