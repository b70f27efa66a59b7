import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

test('a trial that is paused, left, resumed, stopped and retried can’t be taken up on the page, or loses its history', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  expect(workbench.dataDirectory).not.toBe('')
  const progress = page.getByRole('region', { name: 'Progress' })
  const resume = page.getByRole('button', { name: 'Resume' })

  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('3')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page).toHaveURL(/\/run$/)
  await expect(progress).toContainText(/[1-9]\d* ?of 108 samples/, { timeout: 60_000 })
  await page.keyboard.press('p')
  await expect(page.getByText('Pausing, what is in flight ends…')).toBeVisible()
  await expect(resume).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Paused by you.')).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'paused-run')

  await page.reload()
  const elsewhere = await page.context().newPage()
  await elsewhere.goto(page.url())
  await expect(elsewhere.getByRole('button', { name: 'Resume' })).toBeVisible()
  await resume.click()
  // A page that did not hear of it is refused, and follows the trial from then on.
  await elsewhere.getByRole('button', { name: 'Resume' }).click()
  await expect(elsewhere.getByRole('button', { name: /^Pause/ })).toBeVisible()
  await elsewhere.close()
  // So that something is given up: it is offered to the retry below.
  await expect(progress).toContainText(/[1-9]\d* in flight/, { timeout: 60_000 })
  await page.getByRole('button', { name: 'Cancel…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop the trial' }).click()
  await expect(page.getByText('Cancelled by you.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('Resumed.')).toBeVisible()

  await resume.click()
  // The button to retry stands already while the stopped trial is taken up again: the count tells that it ended.
  await expect(progress).toContainText('108 of 108 samples', { timeout: 90_000 })
  await expect(page.getByRole('button', { name: /^Retry failed/ })).toBeVisible({ timeout: 30_000 })
  await lookAtScreen(page, keepScreenshot, 'finished-in-sittings')
  await page.getByRole('button', { name: /^Retry failed/ }).click()
  await expect(page.getByText('Failed samples are asked again.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Extend' })).toBeVisible({ timeout: 60_000 })
  await expect(progress).toContainText('108 of 108 samples')
})
