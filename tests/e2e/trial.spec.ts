import { readFile } from 'node:fs/promises'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// Playwright puts a script into every frame to take a picture of it; the report's frame refuses, as it shall.
test.use({ provokedComplaints: [/Blocked script execution .*frame is sandboxed/] })

test('a newcomer gets lost between a new trial, the live run, the pictures side by side and the report', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)

  await test.step('first run says what to do', async () => {
    await expect(page.getByRole('heading', { name: 'Which provider should draw your pictures?' })).toBeVisible()
    await lookAt('first-run')
  })

  await test.step('new trial: the estimate follows the plan', async () => {
    await page.getByRole('link', { name: 'New trial' }).first().click()
    const estimate = page.getByRole('complementary', { name: 'What this plan comes to' })
    await expect(estimate).toContainText('Pictures, 144')
    await page.getByLabel('Of each prompt').fill('1')
    await expect(estimate).toContainText('Pictures, 36')
    await expect(estimate).toContainText('no, needs n 36')
    await lookAt('new-trial')
  })

  await test.step('live run: samples land and the trial ends', async () => {
    await page.getByRole('button', { name: 'Freeze plan and start' }).click()
    await expect(page).toHaveURL(/\/run$/)
    await expect(page.getByRole('region', { name: 'Progress' })).toContainText('of 36 samples')
    await expect(page.getByRole('button', { name: 'Cancel…' })).toBeVisible()
    await lookAt('live-run')
    await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('region', { name: 'Progress' })).toContainText('36 of 36 samples')
  })

  await test.step('compare: prompts down, contenders across, then side by side by keyboard', async () => {
    await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Light table' }).click()
    const grid = page.getByRole('grid', { name: 'Prompts by contenders' })
    await expect(grid).toBeVisible()
    for (const name of ['Novita AI', 'Segmind', 'Modal A100', 'Lambda A10']) {
      await expect(grid.getByRole('columnheader', { name })).toBeVisible()
    }
    await lookAt('light-table')
    await grid.getByRole('gridcell').first().focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('toolbar', { name: 'Side by side' })).toBeVisible()
    await expect(page.getByRole('figure', { name: 'Lambda A10' })).toBeVisible()
    await lookAt('compare')
    await page.keyboard.press('Escape')
    await expect(grid).toBeVisible()
  })

  await test.step('charts: a percentile that n does not support is refused in words', async () => {
    await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Analysis' }).click()
    await expect(page.getByRole('heading', { name: 'Latency', exact: true })).toBeVisible()
    await expect(page.getByText('p95 needs n 72').first()).toBeVisible()
    await lookAt('charts')
  })

  await test.step('report: shown in its frame, with pictures inside and no script', async () => {
    await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Report' }).click()
    const report = page.frameLocator('iframe')
    await expect(report.getByText('Practice data: simulated providers, nothing was charged.').first()).toBeVisible()
    await expect(report.locator('img').first()).toBeVisible()
    expect(await report.locator('script').count()).toBe(0)
    await lookAt('report')
  })

  await test.step('report: what is chosen is shown, and saved as it is shown', async () => {
    await page.getByRole('button', { name: 'Full report' }).click()
    await page.getByRole('menuitemradio', { name: 'One page' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Prompts' }).click()
    await lookAt('report-choices')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'One page, without prompts' })).toBeVisible()
    const report = page.frameLocator('iframe')
    await expect(report.getByRole('heading', { name: 'What this does not show' })).toBeVisible()
    await expect(report.getByRole('heading', { name: 'How long it takes' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Save as' }).click()
    await lookAt('report-save-as')
    const html = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'HTML' }).click()
    expect(await readFile(await (await html).path(), 'utf8')).not.toContain('How long it takes')
    const pdf = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save PDF' }).click()
    const saved = await pdf
    expect(saved.suggestedFilename()).toMatch(/\.pdf$/)
    expect((await readFile(await saved.path(), 'latin1')).slice(0, 5)).toBe('%PDF-')
  })

  await test.step('home remembers the trial after a reload', async () => {
    await page.goto(new URL('/', page.url()).href)
    await expect(page.getByRole('heading', { name: 'Recent trials' })).toBeVisible()
    await expect(page.getByText('practice, not charged').first()).toBeVisible()
    await lookAt('home')
  })
  expect(workbench.dataDirectory).not.toBe('')
})

test('cancelling loses what had landed, or goes on spending', async ({ page, workbench, keepScreenshot }) => {
  await page.goto(`${new URL('/', workbench.url).href}#/trials/new`)
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('button', { name: 'Cancel…' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Landing now' })).toBeVisible()
  await expect(page.locator('figure img').first()).toBeVisible()
  await page.getByRole('button', { name: 'Cancel…' }).click()
  await keepScreenshot('cancel')
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: /^(Cancel|Stop)/ })
    .first()
    .click()
  await expect(page.getByText('Cancelled', { exact: false }).first()).toBeVisible()
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Light table' }).click()
  await expect(page.getByRole('grid', { name: 'Prompts by contenders' }).locator('img').first()).toBeVisible()
})

test.describe('a trial that is not there', () => {
  test.use({ provokedComplaints: [/status of 404/] })

  test('shows a blank page or a stack', async ({ page, workbench }) => {
    await page.goto(`${new URL('/', workbench.url).href}#/trials/trial-nobody/run`)
    await expect(page.getByText('No trial in this data folder has the id trial-nobody.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'All trials' })).toBeVisible()
  })
})
