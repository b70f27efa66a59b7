import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import { ReportEconomics } from '#shared/domain/report-economics.ts'
import { ClaimFile } from '#shared/domain/claim.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { firstDecision } from '#shared/decision/scenarios.ts'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { PriceFile } from '#shared/domain/price.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { compareCosts } from '#shared/economics/compare-costs.ts'
import { costBasesOf } from '#shared/economics/cost-basis-of.ts'
import { perMonthText } from '#shared/economics/money-words.ts'
import shipped from '#resources/claims/comparisons.json' with { type: 'json' }
import novita from '#resources/prices/novita.json' with { type: 'json' }
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { HOURLY_PRICE, makeContender, makeRows, makeTrial } from './make-trial.ts'
import { writePlainReport } from './write-plain-report.ts'

const CLAIMS = [ClaimFile.parse(shipped)]
const PRICES = PriceFile.parse(novita).prices.map((price) => ({ providerId: 'novita', own: false, price }))
const LATENCIES = Array.from({ length: 18 }, (_, index) => 1000 + 10 * index)
const HOST: Partial<Contender> = { kind: 'host', providerId: 'a1111', providerName: 'Forge', price: HOURLY_PRICE }

interface Written {
  html: string
  markdown: string
  economics: ReportEconomics
  bytes: string
}

async function report(
  contenders: Contender[],
  rows: readonly SampleRow[],
  given: { assumptions?: Partial<CostAssumptions>; trial?: Partial<Trial> } = {},
): Promise<Written> {
  const directory = await temporaryDirectory()
  const trial = { ...makeTrial(contenders), ...given.trial }
  const { imagesPerMonth, ...costs } = { ...DEFAULT_ASSUMPTIONS, ...given.assumptions }
  const first = firstDecision(trial.id)
  await writePlainReport(directory, trial, rows, {
    formats: ['html', 'md', 'json'],
    kept: { ...first, settings: { ...first.settings, imagesPerMonth, costs } },
    published: { claims: CLAIMS, prices: PRICES },
  })
  const [html, markdown, json] = await Promise.all(
    ['report.html', 'report.md', 'results.json'].map((name) => readFile(join(directory, name), 'utf8')),
  )
  if (html === undefined || markdown === undefined || json === undefined) throw new Error('A file is missing.')
  const read: { economics: unknown } = JSON.parse(json)
  const economics = ReportEconomics.parse(read.economics)
  return { html, markdown, economics, bytes: `${html}${markdown}${json}` }
}

/** The text of each cell of a table, row by row. */
function cellsOf(html: string, table: string): string[][] {
  const [, body] = new RegExp(`<table class="${table}">(.*?)</table>`, 's').exec(html) ?? []
  if (body === undefined) throw new Error(`There is no table ${table}.`)
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...(row ?? '').matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
      (cell ?? '')
        .replaceAll(/<svg.*?<\/svg>/gs, '')
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/[\s\u00A0]+/g, ' ')
        .trim(),
    ),
  )
}

const pair = (): Contender[] => [makeContender(0), makeContender(1, { ...HOST, name: 'Lambda A10' })]
const rowsOfBoth = (): SampleRow[] => [
  ...makeRows('contender-0', LATENCIES),
  ...makeRows('contender-1', LATENCIES, () => ({ chargeMicros: 358, chargeBasis: 'metered' })),
]

describe('the months of a report', () => {
  test('they are others than the calculator’s, or their items do not add up to the micro-dollar', async () => {
    const assumptions = { imagesPerMonth: 120_000, traffic: { kind: 'evening-peak' as const }, countOverhead: true }
    const { economics, html } = await report(pair(), rowsOfBoth(), { assumptions })
    const trial = makeTrial(pair())
    const bases = costBasesOf(trial.plan.contenders, analyseTrial(trial, rowsOfBoth()))
    const reckoned = compareCosts(bases, { ...DEFAULT_ASSUMPTIONS, ...assumptions })
    expect(economics.comparison).toEqual(JSON.parse(JSON.stringify(reckoned)))
    expect(economics.assumptions).toEqual({ ...DEFAULT_ASSUMPTIONS, ...assumptions })
    const months = cellsOf(html, 'months')
    for (const { basis, months: own } of reckoned.contenders) {
      const cells = months.find(([name]) => name?.startsWith(basis.name)) ?? []
      own.forEach((month, index) => {
        if (month.state === 'unknown') throw new Error(month.reason)
        expect(month.items.reduce((sum, { amountMicros }) => sum + amountMicros, 0)).toBe(month.total.value)
        expect(cells[index + 1]?.split(' ')[0]).toBe(perMonthText(month.total.value))
      })
    }
  })

  test('50,000 pictures at $0.003 are not $150.00, or a machine at $1.29 that is kept on is not $941.70', async () => {
    const { html } = await report(pair(), rowsOfBoth())
    const totals = cellsOf(html, 'items').filter(([, , item]) => item === 'In all')
    expect(totals.map(([name, amount]) => [name?.split(' FLUX')[0], amount])).toEqual([
      ['Novita AI', '$150.00'],
      ['Lambda A10', '$941.70'],
    ])
  })

  test('what is not known reads as $0, or does not say why', async () => {
    const contenders = [makeContender(0, { price: null }), makeContender(1, HOST)]
    const rows = [
      ...makeRows('contender-0', LATENCIES, () => ({ chargeMicros: null })),
      ...makeRows('contender-1', LATENCIES, () => ({ outcome: 'failed', failureClass: 'server', image: null })),
    ]
    const { html, economics } = await report(contenders, rows)
    const [, ...months] = cellsOf(html, 'months')
    expect(months.map((cells) => [...new Set(cells.slice(1))])).toEqual([['not known'], ['not known']])
    expect(html).toContain('What a picture costs is not known.')
    expect(html).toContain('How many pictures an hour one machine draws is not known.')
    expect(html).not.toMatch(/<b>\$0/)
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/)
    expect(economics.comparison.ownership.contenders.map(({ state }) => state)).toEqual(['unknown', 'unknown'])
  })

  test('a contender that is much dearer presses the others flat, or is left out without a word', async () => {
    const dear = makeContender(2, { name: 'Dear', price: null })
    const rows = [...rowsOfBoth(), ...makeRows('contender-2', LATENCIES, () => ({ chargeMicros: 500_000 }))]
    const { html } = await report([...pair(), dear], rows)
    const [, chart = '', caption = ''] =
      /aria-label="Monthly cost by volume"(.*?)<\/svg><figcaption class="note">(.*?)<\/figcaption>/s.exec(html) ?? []
    expect(caption).toContain('<bdi>Dear</bdi> is left out above $4,000.')
    expect(chart).toContain('>$4,000<')
    expect(chart).not.toContain('>$100,000<')
    expect(chart).toContain('>$0<')
  })
})

describe('break-even in a report', () => {
  test('a crossing is ringed elsewhere than where it is reckoned, or the reader’s own volume is not drawn', async () => {
    const { html, economics } = await report(pair(), rowsOfBoth(), { assumptions: { imagesPerMonth: 400_000 } })
    const [{ breakEven } = { breakEven: null }] = economics.comparison.against
    // $941.70 are 313,900 pictures at $0.003.
    expect(breakEven).toMatchObject({ state: 'from', from: 313_901 })
    const [, , crossing] = cellsOf(html, 'break-even')[1] ?? []
    expect(crossing).toBe('from 313,901')
    const [, x = '', y = ''] = /<circle class="ring" cx="([\d.]+)" cy="([\d.]+)"/.exec(html) ?? []
    // From 52 to 1000 px for 400,000 pictures, and from 282 to 12 px for $1,500.
    expect(Number(x)).toBeCloseTo(52 + (948 * 313_901) / 400_000, 0)
    expect(Number(y)).toBeCloseTo(282 - (270 * 941.7) / 1500, 0)
    expect(html).toMatch(/<circle class="ring"[^>]*\/><text[^>]*>314k</)
    expect(html).toContain('>your volume, 400k<')
  })

  test('never is not an answer, or has no reason', async () => {
    const slow = [
      ...makeRows('contender-0', LATENCIES),
      ...makeRows(
        'contender-1',
        LATENCIES.map((latency) => 600 * latency),
      ),
    ]
    const { html } = await report(pair(), slow)
    const [, cells = []] = cellsOf(html, 'break-even')
    // At the best of the measured speed and charge they would break even after all, and the reader is told.
    expect(cells[2]).toMatch(/^never [\d,]+ to never$/)
    expect(cells[4]).toMatch(/^never \d+(\.\d)? % to never$/)
    expect(cells[5]).toMatch(/^Lambda A10 is never cheaper than Novita AI: .* pictures an hour are \$\d/)
    expect(html).not.toContain('class="ring"')
  })

  test('a trial without machines speaks of break-even', async () => {
    const { html } = await report([makeContender(0)], makeRows('contender-0', LATENCIES))
    expect(html).not.toContain('<h2>Break-even</h2>')
    expect(html).not.toContain('What would change the answer')
  })
})

describe('ownership in a report', () => {
  test('the bars of what would change the answer are not those of the comparison, or the largest is not first', async () => {
    const { html, economics } = await report(pair(), rowsOfBoth())
    const [{ tornado } = { tornado: null }] = economics.comparison.against
    if (tornado?.state !== 'known') throw new Error('expected a tornado')
    const [, ...rows] = cellsOf(html, 'tornado')
    expect(rows.map(([label]) => label)).toEqual(tornado.bars.slice(0, 8).map(({ label }) => label))
    expect(rows[0]).toEqual(['Share of an engineer, machines', '15 %', expect.any(String), '25 %', expect.any(String)])
    expect(rows[0]?.[2]).toBe(perMonthText(tornado.bars[0]?.atLowMicros ?? NaN))
  })

  test('what somebody typed in, what is claimed and what is a default are not told apart', async () => {
    const assumptions = { fleet: 'follows-traffic' as const, latencyTarget: { seconds: 8, share: 0.95 } }
    const { html } = await report(pair(), rowsOfBoth(), { assumptions })
    const known = new Map(cellsOf(html, 'assumed').map(([what, value, source]) => [what, [value, source]]))
    expect(known.get('Machines by the hour')).toEqual(['as many as each hour needs', 'typed in'])
    expect(known.get('Latency target')).toEqual(['95 % of the pictures within 8 s', 'typed in'])
    expect(known.get('Share of an engineer, machines')).toEqual(['15 % to 25 %, likely 20 %', 'claimed, not checked'])
    expect(known.get('Failures a month, machines')).toEqual(['0 to 4, likely 1', 'default'])
    expect(known.get('What people do, managed APIs')).toEqual(['nothing, since nothing was typed in', 'default'])
  })
})

function verdicts(html: string): (string | undefined)[][] {
  return cellsOf(html, 'claims').map((cells) => [cells[0], cells[3]])
}

describe('claims in a report', () => {
  test('one of the three contradictions is missing, or does not stand first', async () => {
    const { html } = await report(pair(), rowsOfBoth())
    const [, ...found] = verdicts(html)
    expect(found.filter(([, verdict]) => verdict === 'Contradicts itself').map(([claim]) => claim)).toEqual([
      expect.stringMatching(/^A rented GPU costs \$50–100.* of the field$/),
      expect.stringMatching(/^Renting breaks even at 30,000 to 50,000 pictures a month/),
      'A picture from a rented GPU costs roughly $0.001. of the field',
    ])
    expect(found.slice(0, 3).every(([, verdict]) => verdict === 'Contradicts itself')).toBe(true)
    expect(html).toContain('it would take 2,100 an hour.')
  })

  test('simulators are witnesses of what real providers do, or a real trial is none', async () => {
    const claim = 'From $0.001 a picture with FLUX.1 [schnell]. of Novita AI'
    const rows = rowsOfBoth().map((row) => ({ ...row, chargeMicros: 9000 }))
    const practice = await report(pair(), rows)
    expect(verdicts(practice.html)).toContainEqual([claim, 'Differs: 3 times as much'])
    expect(practice.html).toContain('A practice trial measures simulators')
    expect(practice.economics.claims.flatMap(({ evidence }) => evidence).some(({ by }) => by === 'measured')).toBe(
      false,
    )
    const real = await report(pair(), rows, { trial: { practice: false } })
    expect(verdicts(real.html)).toContainEqual([claim, 'Differs: 9 times as much'])
    expect(real.html).toContain('Novita AI: $0.0090 a picture at 50,000 a month.')
    expect(real.html).not.toContain('A practice trial measures simulators')
  })

  test('claims of providers that are not in the trial are told', async () => {
    const { html, economics } = await report(pair(), rowsOfBoth())
    expect(html).not.toContain('$0.0027 a picture.')
    expect(economics.claims.map(({ claimId }) => claimId)).not.toContain('together-price')
  })
})

test('names that hold HTML, Markdown or marks of direction do harm in the economics of a report', async () => {
  const hostile = '"><script>alert(1)</script> **b** [x](http://x) | ` \u202E'
  const contenders = pair().map((contender, index) => ({
    ...contender,
    name: `${index} ${hostile}`,
    providerName: hostile,
    price: contender.price === null ? null : { ...contender.price, id: hostile },
  }))
  const { html, markdown } = await report(contenders, rowsOfBoth())
  const economics = html.slice(html.indexOf('id="economics"'), html.indexOf('<h2>What they drew</h2>'))
  expect(economics.split('&lt;script&gt;').length).toBeGreaterThan(12)
  expect(html).not.toMatch(/<script/i)
  // A mark of direction stands inside an element that keeps it apart, and nowhere else in running text.
  const apart = economics.replaceAll(/<bdi>[^<]*<\/bdi>|<svg.*?<\/svg>/gs, '')
  expect(apart.includes('\u202E')).toBe(false)
  const read = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: gfmFromMarkdown().map((extension) => ({ ...extension, transforms: [] })),
  })
  visit(read, (node) => {
    expect(['html', 'link']).not.toContain(node.type)
  })
})

test('the same trial gives other bytes when it is written again', async () => {
  const rows = rowsOfBoth()
  const [once, again] = [await report(pair(), rows), await report(pair(), rows)]
  expect(again.bytes).toBe(once.bytes)
})
