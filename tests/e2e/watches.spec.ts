import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

test('a watch can’t be made from a plan, its first run never begins, or it can’t be stopped', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)
  expect(workbench.url).toContain('127.0.0.1')

  await test.step('no watch yet says how to get one', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await expect(page.getByRole('heading', { name: 'Nothing is watched yet' })).toBeVisible()
    await lookAt('watches-empty')
  })

  await test.step('a small plan is repeated every 6 hours', async () => {
    await page.getByRole('link', { name: 'Design a trial' }).click()
    await page.getByLabel('Of each prompt').fill('1')
    await page.getByRole('button', { name: 'Watch…' }).click()
    await expect(page.getByText('57 runs, the first one now.')).toBeVisible()
    await lookAt('watches-dialog')
    await page.getByRole('button', { name: 'Start watching' }).click()
  })

  await test.step('the first run begins by itself, and ends', async () => {
    await expect(page.getByRole('link', { name: 'running' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'finished' })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('The next run will be held against run 1.')).toBeVisible()
    await lookAt('watches-first-run')
  })

  await test.step('it is paused, outlives a restart, goes on, and is removed; its trial stays', async () => {
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible()
    await workbench.restart()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('button', { name: 'Resume' }).click()
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
    await page.getByRole('button', { name: 'Remove…' }).click()
    await page.getByRole('button', { name: 'Remove watch' }).click()
    await expect(page.getByRole('heading', { name: 'Nothing is watched yet' })).toBeVisible()
    await page.getByRole('link', { name: 'Trials' }).click()
    await expect(page.getByRole('heading', { name: 'Practice: storefront heroes' })).toBeVisible()
  })
})
