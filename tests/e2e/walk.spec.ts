import { openStore } from '#main/store/open-store.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

test('from the design of a sweep to what it cost, a station has nothing on it, or hides a pause, a sleep or a cold start', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  test.setTimeout(240_000)
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, `walk-${name}`)
  const progress = page.getByRole('region', { name: 'Progress' })
  const ofThisTrial = page.getByRole('navigation', { name: 'This trial' })

  await test.step('design: a sweep and probes, and what they come to', async () => {
    await page.getByRole('link', { name: 'New trial' }).first().click()
    await page.getByLabel('Of each prompt').fill('1')
    // It draws one at a time, and says so to a sweep.
    await page.getByRole('checkbox', { name: /^Lambda A10/ }).uncheck()
    await page.getByRole('radio', { name: 'Sweep' }).click()
    await page.getByLabel('In flight, stage by stage').fill('1, 2')
    await page.getByLabel('Idle, then probe, at the end').check()
    await page.getByLabel('After', { exact: true }).fill('0.01, 0.02')
    await page.getByLabel('Probes a gap').fill('1')
    const estimate = page.getByRole('complementary', { name: 'What this plan comes to' })
    await expect(estimate).toContainText('Pictures, 54')
    await expect(estimate).toContainText('Cold probes, 6')
    await lookAt('design')
  })

  await test.step('run, and pause', async () => {
    await page.getByRole('button', { name: 'Freeze plan and start' }).click()
    await expect(progress).toContainText(/[1-9]\d* ?of 60 samples/, { timeout: 60_000 })
    await page.keyboard.press('p')
    await expect(page.getByText('Paused by you.')).toBeVisible({ timeout: 60_000 })
  })

  const trialId = /trials\/([^/]+)\/run/.exec(page.url())?.[1] ?? ''
  await test.step('a sleep of the machine is told', async () => {
    const store = openStore({ directory: workbench.dataDirectory, clock: { now: () => new Date() } })
    store.sittings.slept(trialId, { atMs: 900, lengthMs: 2_520_000 })
    store.close()
    await page.reload()
    await expect(page.getByText('This machine stood still for 42 min', { exact: false })).toBeVisible()
    await lookAt('paused')
  })

  await test.step('resume from the list of trials', async () => {
    await page
      .getByRole('link', { name: /^Trials/ })
      .first()
      .click()
    const resume = page.getByRole('button', { name: 'Resume' })
    await expect(resume).toBeVisible()
    await lookAt('trials')
    await resume.click()
    await page.goto(`${new URL('/', page.url()).href}#/trials/${trialId}/run`)
    await expect(progress).toContainText('60 of 60 samples', { timeout: 90_000 })
    await lookAt('finished')
  })

  await test.step('the charts of a sweep and of cold starts have data', async () => {
    await ofThisTrial.getByRole('link', { name: 'Analysis' }).click()
    const stages = page.getByRole('region', { name: 'Latency by requests in flight' })
    await expect(stages.getByRole('figure')).toBeVisible()
    await lookAt('charts')
    await stages.getByRole('button', { name: /^Show rows/ }).click()
    await expect(stages.getByRole('row')).toHaveCount(1 + 3 * 2)
    await stages.getByRole('button', { name: /^Chart/ }).click()
    await stages.scrollIntoViewIfNeeded()
    await lookAt('sweep')
    await page.getByRole('navigation', { name: 'Analysis' }).getByRole('link', { name: 'Cold start' }).click()
    const cold = page.getByRole('region', { name: 'Cold after idling' })
    await cold.scrollIntoViewIfNeeded()
    await expect(cold.getByRole('figure', { name: 'Share of cold starts by idle time, per contender' })).toBeVisible()
    await lookAt('cold-starts')
  })

  await test.step('an extension is designed', async () => {
    await ofThisTrial.getByRole('link', { name: 'Run' }).first().click()
    await page.getByRole('link', { name: 'Extend' }).click()
    await expect(page.getByLabel('Of each prompt')).toHaveValue('1')
    await page.getByLabel('Of each prompt').fill('2')
    await lookAt('extend')
  })

  await test.step('spend: practice is told apart from money', async () => {
    await page.getByRole('link', { name: /^Spend/ }).click()
    await expect(page.getByText(/[Pp]ractice/).first()).toBeVisible()
    await lookAt('spend')
  })
})
