import { fillRepeatedTrials } from './fill-repeated-trials.ts'
import { chartsOf, expectSameNumbers, expectStandsAlone } from './chart-frames.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

// The browser tells of the trial that is not there.
test.use({ provokedComplaints: [/404/] })

test('two trials can’t be held against each other, what makes them unlike is not said, or a model is not seen over time', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  const lookAt = (name: string) => lookAtScreen(page, keepScreenshot, name)

  await test.step('before any trial the list of models says what will stand there', async () => {
    await page.goto(`${workbench.url}#/models`)
    await expect(page.getByRole('heading', { name: 'No model was measured yet' })).toBeVisible()
  })

  await fillRepeatedTrials(workbench.dataDirectory)
  await workbench.restart()

  await test.step('two trials are ticked, and no third', async () => {
    await page.getByRole('link', { name: 'Trials' }).click()
    await expect(page.getByText('Tick two trials to compare them.')).toBeVisible()
    await page.getByRole('checkbox', { name: 'Compare Storefront, October' }).check()
    await expect(page.getByText('Tick one more to compare the two.')).toBeVisible()
    await page.getByRole('checkbox', { name: 'Compare Storefront, June' }).check()
    await expect(page.getByRole('checkbox', { name: 'Compare Storefront, August' })).toBeDisabled()
    await lookAt('trials-to-compare')
    await page.getByRole('link', { name: 'Compare the two' }).click()
  })

  await test.step('the older one is the first; what differs, what has moved, and the figures', async () => {
    await expect(page.getByRole('heading', { name: 'Not like for like' })).toBeVisible()
    await expect(
      page.getByText('Only 11 prompts are the same: 1 of the first alone, 1 of the second alone.'),
    ).toBeVisible()
    await expect(page.getByText('Network: Wired in the first, Wireless in the second.')).toBeVisible()
    await expect(
      page.getByText(/^Novita AI: median latency \d\.\d\d s after \d\.\d\d s: \d\.\d\d s longer/),
    ).toBeVisible()
    await expect(page.getByText(/^Novita AI: cost per image \$0\.0035 after \$0\.0030: \$0\.0005 higher/)).toBeVisible()
    await expect(page.getByText(/^Segmind: can’t be told apart by median latency/)).toBeVisible()
    const novita = page.getByRole('region', { name: 'Novita AI' })
    await expect(novita.getByRole('row', { name: /^Median latency .* longer$/ })).toBeVisible()
    await expect(novita.getByRole('row', { name: /^p95 latency needs n 72, has n 36/ })).toBeVisible()
    await lookAt('two-trials')
    await page.getByRole('link', { name: 'Exchange them' }).click()
    await expect(page.getByText(/^Novita AI: median latency .* shorter/)).toBeVisible()
  })

  await test.step('a comparison with a trial that is not there says so', async () => {
    await page.goto(`${workbench.url.replace(/#.*/, '')}#/compare/trial-0/trial-nobody`)
    await expect(page.getByText('There is no trial "trial-nobody" in this data folder.')).toBeVisible()
  })

  await test.step('one model over its trials', async () => {
    await page.getByRole('link', { name: 'Trials' }).click()
    await page.getByRole('link', { name: 'One model over many trials' }).click()
    await page.getByRole('button', { name: /Novita AI/ }).click()
    await expect(page.getByRole('figure', { name: /^Median latency of 3 trials/ })).toBeVisible()
    await expect(page.getByText('All were measured at the same load and settings.')).toHaveCount(2)
    await expect(page.getByRole('row', { name: /^Storefront, October/ })).toContainText('$0.0035')
    await expect(page.locator('.recharts-scatter-symbol')).toHaveCount(6)
    await lookAt('model-history')
    for (const chart of await chartsOf(page)) {
      await expectSameNumbers(page, chart)
      await expectStandsAlone(page, chart, await page.getByRole('heading', { level: 1 }).innerText())
    }
  })
})
