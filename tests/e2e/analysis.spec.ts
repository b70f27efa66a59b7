import { benchSample } from '../bench/bench-sample.ts'
import { chartsOf, expectSameNumbers, expectStandsAlone } from './chart-frames.ts'
import { failedWith, fillAnalysis, reportedBy } from './fill-analysis.ts'
import { fillJudgements } from './fill-judgements.ts'
import { lookAtScreen } from './look-at-screen.ts'
import { expect, test } from './workbench-fixture.ts'

const SECTIONS = ['Latency', 'Reliability', 'Cold start', 'Cost', 'Quality']

test('a chart without rows, a file whose numbers are others than the table’s, or a picture that needs a screen to be seen', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  test.setTimeout(300_000)
  expect(workbench.dataDirectory).not.toBe('')
  await page.getByRole('link', { name: 'New trial' }).first().click()
  await page.getByLabel('Of each prompt').fill('1')
  await page.getByRole('button', { name: 'Freeze plan and start' }).click()
  await expect(page.getByRole('link', { name: 'Open report' })).toBeVisible({ timeout: 60_000 })
  await page.getByRole('navigation', { name: 'This trial' }).getByRole('link', { name: 'Analysis' }).click()
  const sections = page.getByRole('navigation', { name: 'Analysis' })

  for (const section of SECTIONS) {
    await test.step(section, async () => {
      await sections.getByRole('link', { name: section }).click()
      await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible()
      // It stays open over a reload: it stands in the address.
      await page.reload()
      await expect(page.getByRole('heading', { level: 1, name: section })).toBeVisible()
      if (section === 'Cold start') await expect(page.getByText('Nobody was left idle')).toBeVisible()
      else for (const chart of await chartsOf(page)) await expectSameNumbers(page, chart)
      await page.getByRole('main').evaluate((content) => content.scrollTo(0, 0))
      await lookAtScreen(page, keepScreenshot, `analysis-${section.toLowerCase().replace(' ', '-')}`)
    })
  }

  await test.step('pictures stand alone: title, caption, light paper, and nothing that leads outside', async () => {
    await sections.getByRole('link', { name: 'Latency' }).click()
    await page.emulateMedia({ colorScheme: 'dark' })
    for (const chart of await chartsOf(page)) await expectStandsAlone(page, chart)
  })

  await test.step('the keyboard turns all of them', async () => {
    await page.keyboard.press('s')
    await expect(page.getByRole('button', { name: 'Show all charts' })).toBeVisible()
    await expect(page.getByRole('figure')).toHaveCount(0)
    await lookAtScreen(page, keepScreenshot, 'analysis-rows')
  })
})

test('charts break, hide failures or mix loads where there is nothing, where much fails, and in a sweep', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  test.setTimeout(300_000)
  const { dataDirectory } = workbench
  const address = new URL('/', page.url()).href
  const open = async (id: string, section: string) => {
    await page.goto(`${address}#/trials/${id}/charts?section=${section}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
  const show = async (id: string, section: string, name: string) => {
    await open(id, section)
    if (id !== 'none') await chartsOf(page)
    await lookAtScreen(page, keepScreenshot, `analysis-${name}`)
  }

  await test.step('nothing yet', async () => {
    fillAnalysis(dataDirectory, { id: 'none', name: 'Nothing yet', contenders: ['a', 'b'], count: 0 })
    await show('none', 'latency', 'none')
    await expect(page.getByText('Nothing has been answered so far.')).toBeVisible()
  })

  await test.step('much fails, one contender always', async () => {
    const classes = ['timeout', 'server', 'rate-limit', 'content-policy', 'network'] as const
    fillAnalysis(dataDirectory, {
      id: 'failing',
      name: 'Much fails',
      contenders: ['a', 'b', 'c'],
      count: 300,
      change: (position, contender) => {
        const name = classes[Math.floor(position / 3) % classes.length] ?? 'server'
        if (contender === 2 || (contender === 1 && position % 4 === 0)) return failedWith(name, position)
        return position % 6 === 0 ? { heldBackMs: 500 + position } : {}
      },
    })
    await show('failing', 'reliability', 'failing-reliability')
    const ended = page.getByRole('region', { name: 'How samples ended' })
    await ended.getByRole('button', { name: /^Show rows/ }).click()
    const last = ended.getByRole('row', { name: /^C / }).getByRole('cell')
    expect((await last.allInnerTexts()).slice(0, 7)).toEqual(['0', '20', '20', '20', '20', '20', '100'])
    await show('failing', 'latency', 'failing-latency')
    await show('failing', 'cost', 'failing-cost')
  })

  await test.step('a sweep with probes after idling', async () => {
    fillAnalysis(dataDirectory, {
      id: 'sweep',
      name: 'A sweep',
      contenders: ['a', 'b', 'c'],
      count: 936,
      plan: {
        load: { kind: 'sweep', concurrencies: [1, 4, 16] },
        coldProbes: { gapsMinutes: [1, 15], probes: 6 },
      },
      change: (position, contender) => {
        const sample = benchSample({ trialId: 'sweep', position, contenders: ['a', 'b', 'c'], cases: 10 })
        if (position >= 900) {
          const idleMs = position % 2 === 0 ? 60_000 : 900_000
          const isCold = contender > 0 && position % 2 === 1
          const latencyMs = isCold ? 9000 + (position % 7) * 300 : 1000 + (position % 5) * 80
          return { role: 'cold-probe', idleMs, latencyMs, serviceMs: latencyMs, finishedMs: sample.dueMs + latencyMs }
        }
        const stage = Math.floor(position / 300)
        const latencyMs = (700 + 300 * contender + (position % 50) * 12) * (1 + stage * (0.3 + contender * 0.2))
        return { stage, latencyMs, serviceMs: latencyMs, finishedMs: sample.dueMs + latencyMs }
      },
    })
    await open('sweep', 'latency')
    await chartsOf(page)
    const stages = page.getByRole('region', { name: 'Latency by requests in flight' })
    await stages.scrollIntoViewIfNeeded()
    await lookAtScreen(page, keepScreenshot, 'analysis-sweep')
    await expectSameNumbers(page, stages)
    await expectSameNumbers(page, page.getByRole('region', { name: 'Throughput by requests in flight' }))
    await show('sweep', 'cold-start', 'sweep-cold')
    for (const chart of await chartsOf(page)) await expectSameNumbers(page, chart)
  })

  await test.step('ten thousand samples', async () => {
    fillAnalysis(dataDirectory, {
      id: 'large',
      name: 'Ten thousand',
      contenders: ['a', 'b', 'c', 'd'],
      count: 10_000,
      change: (position) => (position % 211 === 0 ? failedWith('timeout', position) : {}),
    })
    await show('large', 'latency', 'large')
    const every = page.getByRole('region', { name: 'Every sample' })
    await every.scrollIntoViewIfNeeded()
    await lookAtScreen(page, keepScreenshot, 'analysis-large-run')
    // Thousands of marks are a few elements.
    expect(await every.locator('figure *').count()).toBeLessThan(200)
    await expect(every.getByText(/of 10,000/)).toBeVisible()
    await expectSameNumbers(page, every)
  })
})

/** Longer than any column, in another script, and of a single letter. */
const EIGHT_NAMES = [
  'A rented machine with a name that is longer than any column has room for',
  'B',
  '画像生成サービス',
  'Managed, with a comma; and a semicolon',
  'E',
  'Serverless, scaled to zero when nobody asks',
  'G',
  'H',
]

test('what people and providers say is not drawn, or is mixed; eight contenders with long names, or one alone, break charts', async ({
  page,
  workbench,
  keepScreenshot,
}) => {
  test.setTimeout(300_000)
  const { dataDirectory } = workbench
  const address = new URL('/', page.url()).href
  const open = async (id: string, section: string) => {
    await page.goto(`${address}#/trials/${id}/charts?section=${section}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    return chartsOf(page)
  }
  const lookAtChart = async (title: string, name: string) => {
    await page.getByRole('region', { name: title, exact: true }).evaluate((frame) => frame.scrollIntoView())
    await lookAtScreen(page, keepScreenshot, `analysis-${name}`)
  }

  await test.step('queue and inference as reported, votes of people and of a judge apart', async () => {
    // Elsewhere than at home, which would show pictures that are no files.
    await page.goto(`${address}#/prompts`)
    const contenders = ['a', 'b', 'c']
    fillAnalysis(dataDirectory, { id: 'judged', name: 'Judged', contenders, count: 240, change: reportedBy })
    fillJudgements(dataDirectory, 'judged', contenders, 60)
    for (const chart of await open('judged', 'latency')) await expectSameNumbers(page, chart)
    const reported = page.getByRole('region', { name: 'Queue against inference, as reported' })
    await expect(reported.getByRole('row', { name: /^C / })).toContainText('not reported')
    await lookAtChart('Queue against inference, as reported', 'reported')
    const quality = await open('judged', 'quality')
    await expect(page.getByRole('heading', { level: 2, name: /^Which do you prefer\? By/ })).toHaveText([
      'Which do you prefer? By people',
      'Which do you prefer? By the judge model gpt-4.1-mini',
    ])
    for (const chart of quality) {
      await expectSameNumbers(page, chart)
      await expectStandsAlone(page, chart)
    }
    await lookAtChart('Which do you prefer? By people', 'judged')
  })

  await test.step('eight contenders with long names', async () => {
    const contenders = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const names = EIGHT_NAMES
    fillAnalysis(dataDirectory, { id: 'eight', name: 'Eight', contenders, names, count: 640, change: reportedBy })
    fillJudgements(dataDirectory, 'eight', contenders, 80)
    for (const section of ['latency', 'reliability', 'cost', 'quality']) {
      await open('eight', section)
      await lookAtScreen(page, keepScreenshot, `analysis-eight-${section}`)
    }
    await open('eight', 'latency')
    await lookAtChart('Every sample', 'eight-run')
    await expectStandsAlone(page, page.getByRole('region', { name: 'Answered within', exact: true }))
  })

  await test.step('one contender', async () => {
    fillAnalysis(dataDirectory, { id: 'one', name: 'One', contenders: ['a'], count: 60, change: reportedBy })
    for (const section of ['latency', 'reliability', 'cost']) {
      for (const chart of await open('one', section)) await expectSameNumbers(page, chart)
      await lookAtScreen(page, keepScreenshot, `analysis-one-${section}`)
    }
  })
})

test.describe('a server that can’t work the numbers out', () => {
  test.use({ provokedComplaints: [/status of 500/] })

  test('shows empty axes, or nothing that can be done', async ({ page, workbench, keepScreenshot }) => {
    const address = new URL('/', page.url()).href
    // Elsewhere than at home, which would show pictures that are no files.
    await page.goto(`${address}#/prompts`)
    fillAnalysis(workbench.dataDirectory, { id: 'broken', name: 'Broken', contenders: ['a', 'b'], count: 60 })
    await page.route('**/rpc/analysis/**', (route) => route.fulfill({ status: 500, body: 'It did not work.' }))
    await page.goto(`${address}#/trials/broken/charts?section=latency`)
    await expect(page.getByRole('heading', { name: 'The numbers can’t be worked out' })).toBeVisible()
    await expect(page.getByRole('figure')).toHaveCount(0)
    await lookAtScreen(page, keepScreenshot, 'analysis-error')
    await page.unroute('**/rpc/analysis/**')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('figure').first()).toBeVisible()
  })
})
