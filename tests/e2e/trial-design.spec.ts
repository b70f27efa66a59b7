import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

test('a matrix, a sweep and probes can’t be designed by keyboard, or run as something else than was designed', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  expect(workbench.url).not.toBe('')
  await page.getByRole('link', { name: 'New trial' }).first().click()
  const estimate = page.getByRole('complementary', { name: 'What this plan comes to' })
  await expect(estimate).toContainText('144')

  await test.step('a preset and an axis are multiplied out', async () => {
    await page.getByRole('button', { name: /^Smoke/ }).press('Enter')
    await expect(estimate).toContainText('Pictures, 20')
    await page.getByRole('button', { name: 'Add axis' }).press('Enter')
    await page.getByLabel('Values').fill('4, 8, …, 16')
    await expect(estimate).toContainText('Pictures, 80')
    await page.getByRole('button', { name: 'Leave out combinations' }).press('Enter')
    await page.getByRole('textbox', { name: 'steps', exact: true }).fill('8, 12, 16')
    await expect(estimate).toContainText('Pictures, 20')
  })

  await test.step('load, blocks, probes and stop rules are judged before anything is sent', async () => {
    await page.getByRole('radio', { name: 'Open' }).click()
    await page.getByLabel('Rate').fill('600')
    await page.getByLabel('Warm-ups of each contender').fill('1')
    await page.getByLabel('Idle, then probe, at the end').check()
    await page.getByLabel('Stop a contender above').fill('50')
    await expect(estimate).toContainText('Warm-ups, 4')
    await expect(estimate).toContainText('Cold probes, 48')
    await expect(estimate).toContainText('of idle gaps after it')
    await page.getByLabel('Spread the repeats over times of day').check()
    await expect(estimate).toContainText('3 blocks need at least as many repeats')
    await lookAtScreen(page, keepScreenshot, 'trial-design')
    await page.getByLabel('Spread the repeats over times of day').uncheck()
    await page.getByLabel('Idle, then probe, at the end').uncheck()
  })

  await test.step('what runs says its load, and the charts tell response from service', async () => {
    await page.getByRole('button', { name: 'Freeze plan and start' }).click()
    await expect(page.getByText('open loop, Poisson, 600 a minute').first()).toBeVisible()
    await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 90_000 })
    await lookAtScreen(page, keepScreenshot, 'trial-run-open')
    await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Analysis' }).click()
    await expect(page.getByRole('heading', { name: 'Response and service' })).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'charts-open')
  })
})
