import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { z } from 'zod'
import { openStore } from '#main/store/open-store.ts'
import { TrialAnalysis } from '#shared/domain/analysis.ts'
import { KeptDecision } from '#shared/domain/decision-settings.ts'
import { Trial } from '#shared/domain/trial.ts'
import { compareCosts, type CostComparison } from '#shared/economics/compare-costs.ts'
import { costBasisOf } from '#shared/economics/cost-basis-of.ts'
import { describeCosts } from '#shared/economics/describe-costs.ts'
import { formatUsd } from '#shared/units/format-usd.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { exampleTrial } from '../support/example-trial.ts'
import { exampleSample } from '../unit/store/examples.ts'
import { chartsOf, expectSameNumbers, expectStandsAlone } from './chart-frames.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

/** What lies below the first screenful, by its headings. */
const SHOWN_BELOW: [string, string | RegExp][] = [
  ['surface', 'Break-even by utilisation and volume'],
  ['items', /are made of$/],
  ['ownership', 'All that comes with it'],
  ['claims', 'Claims beside measurements'],
]

/** What a procedure answers to the page. */
async function ask<Answer>(page: Page, path: string, trialId: string, schema: z.ZodType<Answer>): Promise<Answer> {
  const answer: unknown = await page.evaluate(
    async ([where, id]) => {
      const body = JSON.stringify({ json: { trialId: id } })
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`/rpc/${where}`, { method: 'POST', headers, body })).json()
    },
    [path, trialId] as const,
  )
  return schema.parse(z.object({ json: z.unknown() }).parse(answer).json)
}

/** The comparison and its sentences, computed here from what the trial measured. */
async function reckon(page: Page, trialId: string, changes: Partial<Parameters<typeof compareCosts>[1]>) {
  const [trial, analysis, { settings }] = await Promise.all([
    ask(page, 'trial/get', trialId, Trial),
    ask(page, 'analysis/get', trialId, TrialAnalysis),
    ask(page, 'decision/get', trialId, KeptDecision),
  ])
  const bases = trial.plan.contenders.flatMap((contender) => {
    const own = analysis.contenders.find(({ contenderId }) => contenderId === contender.id)
    return own === undefined ? [] : [costBasisOf(contender, own)]
  })
  const assumptions = { ...settings.costs, imagesPerMonth: settings.imagesPerMonth, ...changes }
  const comparison = compareCosts(bases, assumptions)
  return { comparison, answer: describeCosts(comparison, assumptions) }
}

async function expectToShow(page: Page, { comparison, answer }: Awaited<ReturnType<typeof reckon>>): Promise<void> {
  for (const sentence of answer.sentences)
    await expect(page.getByText(unbroken(sentence), { exact: true }).first()).toBeVisible()
  const items = page.getByRole('region', { name: /are made of$/ })
  for (const { name, total } of totals(comparison)) {
    await expect(items.getByRole('row', { name })).toContainText(formatUsd(total, 2))
  }
}

function totals({ contenders }: CostComparison): { name: string; total: number }[] {
  return contenders.flatMap(({ basis, own }) =>
    own.state === 'known' ? [{ name: basis.name, total: own.total.value }] : [],
  )
}

test('the page tells other costs than the trial gives, forgets what is assumed, or takes a broken traffic curve', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  test.slow()
  await page.goto(`${new URL('/', workbench.url).href}#/trials/new`)
  await page.getByLabel('Of each prompt').fill('2')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  const trialId = /trials\/([^/]+)\//.exec(page.url())?.[1] ?? ''
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Economics' }).click()
  await expect(page.getByRole('heading', { name: 'Economics' })).toBeVisible()
  await expect(page.getByText('Practice data: simulated providers, nothing was charged')).toBeVisible()

  await test.step('as everybody begins', async () => {
    await expectToShow(page, await reckon(page, trialId, {}))
    await lookAtScreen(page, keepScreenshot, 'economics')
    for (const [name, heading] of SHOWN_BELOW) {
      await page.getByRole('heading', { name: heading }).evaluate((element) => element.scrollIntoView())
      await keepScreenshot(`economics-${name}`)
    }
  })

  const volume = page.getByLabel('Pictures a month', { exact: true })
  await test.step('another volume, typed: sentence, table and chart follow', async () => {
    const before = await reckon(page, trialId, {})
    const after = await reckon(page, trialId, { imagesPerMonth: 1_200_000 })
    expect(totals(after.comparison)).not.toEqual(totals(before.comparison))
    await volume.fill('1,200,000')
    await expectToShow(page, after)
    await expect(page.getByText('your volume, 1.2M')).toBeVisible()
    await volume.fill('12 of them')
    await expect(page.getByText('Type a whole number from 1 to 1,000,000,000.')).toBeVisible()
    await volume.fill('1200000')
  })

  await test.step('by keyboard: a slider moves by a step, utilisation is typed in and follows from traffic again', async () => {
    const slider = page.getByRole('slider', { name: 'Pictures a month, slider' })
    await slider.press('ArrowRight')
    await expect(volume).toHaveValue('1,300,000')
    await expectToShow(page, await reckon(page, trialId, { imagesPerMonth: 1_300_000 }))
    await page.getByLabel('Utilisation of rented hours', { exact: true }).fill('45')
    await expectToShow(page, await reckon(page, trialId, { imagesPerMonth: 1_300_000, utilisation: 0.45 }))
    await expect(page.getByText('yours, 45 %')).toBeVisible()
    await page.getByRole('button', { name: 'From traffic' }).click()
    await page.getByLabel('Usable share', { exact: true }).fill('80')
    await expect(page.getByText('typed in, of all alike')).toBeVisible()
    await page.getByRole('button', { name: 'As measured' }).click()
    await expect(page.getByText(/^measured of each/)).toBeVisible()
  })

  await test.step('a traffic curve that does not fit is refused with its line, one that fits is used', async () => {
    await page.getByLabel('Traffic', { exact: true }).selectOption('own')
    const weights: string[] = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? '0' : '3'))
    const upload = (lines: string[]) =>
      page
        .locator('input[type="file"]')
        .setInputFiles({ name: 'traffic.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
    await upload(weights.with(6, 'many'))
    await expect(page.getByRole('alert')).toContainText('traffic.csv was not taken. Line 7: a weight is a number')
    await upload(weights)
    await expect(page.getByRole('alert')).toHaveCount(0)
    await expect(page.getByText(/^24 weights are in use/)).toBeVisible()
    const traffic = { kind: 'own' as const, weights: weights.map(Number) }
    await expectToShow(page, await reckon(page, trialId, { imagesPerMonth: 1_300_000, traffic }))
  })

  await test.step('a reload keeps it; with people counted and as rows', async () => {
    await page.getByLabel('count people').check()
    await expect(page.getByText(/^Saved/)).toBeVisible()
    await page.reload()
    // Its numbers are worked out anew, on a thread that gives way to all others.
    await expect(volume).toHaveValue('1,300,000', { timeout: 60_000 })
    await expect(page.getByText(/^24 weights are in use/)).toBeVisible()
    const kept = await reckon(page, trialId, {})
    expect(kept.comparison.volumes).toContain(1_300_000)
    await expectToShow(page, kept)
    await page.getByText('All other assumptions').click()
    await expect(page.getByRole('row', { name: /^Share of an engineer, machines/ })).toContainText('claimed')
    await page.getByLabel('Share of an engineer, machines, %, most').fill('40')
    await expect(page.getByRole('row', { name: /^Share of an engineer, machines/ })).toContainText('typed in')
    await page.getByRole('heading', { name: 'Economics' }).click()
    await page.keyboard.press('s')
    await expect(page.getByRole('button', { name: 'Show all charts' })).toBeVisible()
    await lookAtScreen(page, keepScreenshot, 'economics-rows')
  })

  await test.step('every chart has its rows, a file of the same numbers, and a picture that stands alone', async () => {
    await page.keyboard.press('s')
    await page.emulateMedia({ colorScheme: 'dark' })
    for (const chart of await chartsOf(page)) {
      await expectSameNumbers(page, chart)
      await expectStandsAlone(page, chart)
    }
  })

  await test.step('the analysis tells the same months', async () => {
    const kept = await reckon(page, trialId, {})
    const months = page.getByRole('region', { name: 'Months by volume' })
    await expect(months.getByRole('columnheader', { name: '1,300,000, yours' })).toBeVisible()
    const economics = await months.getByRole('row').allInnerTexts()
    const trial = page.getByRole('navigation', { name: 'This trial' })
    await trial.getByRole('link', { name: 'Analysis' }).click()
    await page.getByRole('navigation', { name: 'Analysis' }).getByRole('link', { name: 'Cost' }).click()
    await expect(months.getByRole('columnheader', { name: '1,300,000, yours' })).toBeVisible()
    expect(await months.getByRole('row').allInnerTexts()).toEqual(economics)
    expect(economics.length).toBe(kept.comparison.contenders.length + 1)
    await lookAtScreen(page, keepScreenshot, 'analysis-months')
    await page.getByRole('link', { name: 'Change what is assumed' }).click()
    await expect(volume).toHaveValue('1,300,000')
  })

  await test.step('back to the defaults', async () => {
    await page.getByRole('button', { name: 'Reset to defaults' }).click()
    await expect(volume).toHaveValue('50,000')
    await expect(page.getByLabel('Traffic', { exact: true })).toHaveValue('flat')
    await expect(page.getByText(/^Saved/)).toBeVisible()
    await expectToShow(page, await reckon(page, trialId, {}))
  })
})

/** A trial without a sample, and one of one contender whose picture cost nobody knows what. */
/** So that the page finds a picture wherever it shows one. */
function drawGrey({ width, height }: { width: number; height: number }): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#777' } })
    .png()
    .toBuffer()
}

async function fillUntold(directory: string): Promise<void> {
  const store = openStore({ directory, clock: { now: () => new Date() } })
  try {
    const empty = exampleTrial({ contenders: ['a', 'b'], cases: 1, repeats: 1 })
    store.trials.create({ ...empty, id: 'trial-empty', status: 'finished' }, [], 1)
    const untold = exampleTrial({ contenders: ['a'], cases: 1, repeats: 1 })
    store.trials.create({ ...untold, id: 'trial-untold', status: 'finished' }, [], 1)
    const charge = { amountMicros: null, basis: 'reported' as const, priceId: null, evidence: 'not reported' }
    const place = { trialId: 'trial-untold', contenderId: 'a', caseIndex: 0, repeat: 0, position: 0 }
    const sample = exampleSample(0, { id: 'sample-untold', ...place, charge })
    store.samples.recordTogether([sample])
    for (const { image } of sample.images) {
      const path = store.files.imagePath(image.sha256)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, await drawGrey(image))
    }
  } finally {
    store.close()
  }
}

test('a trial without pictures, or with a charge that nobody told, shows a cost or hides why there is none', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  await fillUntold(workbench.dataDirectory)
  const open = (trialId: string) => page.goto(`${new URL('/', workbench.url).href}#/trials/${trialId}/economics`)
  await open('trial-empty')
  await expect(page.getByRole('heading', { name: 'No picture has come yet' })).toBeVisible()
  await expect(page.getByText('there is nothing to reckon a month from')).toBeVisible()
  await lookAtScreen(page, keepScreenshot, 'economics-empty')
  await open('trial-untold')
  await expect(page.getByText('At 50,000 pictures a month no contender’s cost is known.')).toBeVisible()
  await expect(page.getByText('A is left out: what a picture costs is not known.')).toBeVisible()
  await expect(page.getByRole('region', { name: /are made of$/ })).not.toContainText('$0')
  await expect(page.getByText('There is nothing to draw: no contender’s cost is known.')).toBeVisible()
  // Not known, or 0 where the flat picture was looked into by now: neither is a slip of the pen.
  await expect(page.getByLabel('Usable share', { exact: true })).toHaveAttribute('aria-invalid', 'false')
  await lookAtScreen(page, keepScreenshot, 'economics-untold')
})
