import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import sharp from 'sharp'
import { visit } from 'unist-util-visit'
import { expect, test } from 'vitest'
import { openStore } from '#main/store/open-store.ts'
import { firstDecision } from '#shared/decision/scenarios.ts'
import type { DecisionSettings } from '#shared/domain/decision-settings.ts'
import { ReportOptions } from '#shared/domain/report.ts'
import type { Results } from '#shared/domain/results.ts'
import { createRandom } from '#shared/stats/random.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'
import { testWorkbench } from '#tests/support/test-workbench.ts'
import { plainCase } from '#tests/support/plain-trial.ts'
import { exampleAttempt, exampleImage, exampleSample, exampleTrial } from '../unit/store/examples.ts'

const NAMES = ['Alder', 'Birch', 'Cedar'] as const
const [PROMPTS, REPEATS] = [9, 10]
const SAMPLES = PROMPTS * REPEATS

/** What is true of a contender: its 90 latencies go up from here a millisecond at a time; each picture costs the same. */
interface Made {
  fromMs: number
  /** null: nobody tells. */
  chargeMicros: number | null
  fails?: boolean
}

interface Decided {
  /** The answer, each verdict and all text, as somebody reads it. */
  answer: string
  verdicts: string[]
  text: string
  markdown: string
  decision: Results['decision']
}

const WANTS = {
  imagesPerMonth: 50_000,
  weights: { cost: 50, latency: 50 },
  references: { cost: { good: 1000, unacceptable: 100_000 }, latency: { good: 500, unacceptable: 20_000 } },
}

/** Rows in a store, settings saved by way of the workbench, and what its report says in each format. */
async function decide(made: readonly Made[], wants: Partial<DecisionSettings> = {}): Promise<Decided> {
  const dataDirectory = await temporaryDirectory()
  const store = openStore({ directory: dataDirectory, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
  const plain = exampleTrial({ status: 'finished' })
  const [one] = plain.plan.contenders
  if (one === undefined) throw new Error('expected a contender')
  const contenders = made.map(({ chargeMicros }, position) => {
    const price = chargeMicros === null ? null : one.price
    return { ...one, id: `c-${position}`, name: NAMES[position] as string, position, price, furtherSteps: [] }
  })
  const cases = Array.from({ length: PROMPTS }, (_, index) => plainCase(index, `Prompt ${index}`, `thing ${index}`))
  const plan = { ...plain.plan, contenders, cases, repeats: REPEATS }
  store.trials.create({ ...plain, plan, sampleCount: made.length * SAMPLES }, [], 1)
  for (const [place, { fromMs, chargeMicros, fails = false }] of made.entries()) {
    for (let index = 0; index < SAMPLES; index += 1) {
      const position = index * made.length + place
      const latencyMs = fromMs + index
      const failure = { class: 'server' as const, message: 'The server failed.', status: 503, rawBody: '' }
      const own = {
        contenderId: `c-${place}`,
        caseIndex: index % PROMPTS,
        repeat: Math.floor(index / PROMPTS),
        seed: index,
        startedMs: position * 100,
        finishedMs: position * 100 + latencyMs,
        latencyMs,
        serviceMs: latencyMs,
      }
      const charge = { amountMicros: fails ? 0 : chargeMicros, basis: 'listed' as const, priceId: null, evidence: '' }
      const sample = exampleSample(position, { ...own, charge })
      const broken = { outcome: 'failed' as const, failure, attempts: [exampleAttempt({ failure })], images: [] }
      store.samples.record(fails ? exampleSample(position, { ...own, charge, ...broken }) : sample)
      const path = store.files.imagePath(exampleImage(position).sha256)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, await drawScene(position))
    }
  }
  store.close()
  const workbench = await testWorkbench({ dataDirectory })
  const trialId = plain.id
  const settings = { ...firstDecision(trialId).settings, ...WANTS, ...wants }
  await workbench.client.decision.save({ trialId, basedOn: 0, settings })
  const directory = await temporaryDirectory()
  await workbench.writeReport({ trialId, formats: ['html', 'md', 'json'], ...ReportOptions.parse({}) }, directory)
  const read = (name: string): Promise<string> => readFile(join(directory, name), 'utf8')
  const page = fromHtml(await read('report.html'))
  const { decision } = JSON.parse(await read('results.json')) as Results
  // The page asks for the same.
  const shown = await workbench.client.decision.evaluate({ trialId, settings })
  expect(decision.evaluation).toEqual(shown.evaluation)
  const markdown = (await read('report.md')).replaceAll('\u00A0', ' ')
  const text = textOf(page)
  expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/)
  const [answer = ''] = ofClass(page, 'answer')
  expect(markdown).toContain(`\n${answer}\n`)
  return { answer, verdicts: ofClass(page, 'verdict', 'td').slice(0, made.length), text, markdown, decision }
}

/** Each another one: two that are the same to the pixel would be one picture, and of no use. */
async function drawScene(number: number): Promise<Uint8Array> {
  const random = createRandom(number + 1)
  const coarse = Buffer.from(Array.from({ length: 8 * 8 * 3 }, () => Math.floor(random.next() * 256)))
  return sharp(coarse, { raw: { width: 8, height: 8, channels: 3 } })
    .resize(64, 64, { kernel: 'cubic' })
    .jpeg()
    .toBuffer()
}

function ofClass(root: Nodes, name: string, tagName?: string): string[] {
  const found: Element[] = []
  visit(root, 'element', (element) => {
    const classes = element.properties['className']
    if (Array.isArray(classes) && classes.includes(name) && (tagName ?? element.tagName) === element.tagName)
      found.push(element)
  })
  return found.map(textOf)
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value.replaceAll('\u00A0', ' ')
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

const CHEAP_AND_QUICK: Made = { fromMs: 1000, chargeMicros: 2000 }
const DEAR_AND_SLOW: Made = { fromMs: 3000, chargeMicros: 20_000 }
const CHEAP_AND_SLOW: Made = { fromMs: 9000, chargeMicros: 2000 }
const DEAR_AND_QUICK: Made = { fromMs: 1000, chargeMicros: 20_000 }

test('a clear winner is not recommended, or the other is no fallback', async () => {
  const { answer, verdicts, decision } = await decide([DEAR_AND_SLOW, CHEAP_AND_QUICK])
  expect(answer).toBe('Run Birch. Keep Alder as the fallback.')
  // The table stands by median, the quickest first.
  expect(verdicts).toEqual(['Choose', 'Fallback'])
  expect(decision.evaluation.recommendation).toMatchObject({ verdict: 'run', contenderIds: ['c-1'], fallbackId: 'c-0' })
})

test('of two that are the same one is recommended', async () => {
  const { answer, verdicts, decision } = await decide([CHEAP_AND_QUICK, CHEAP_AND_QUICK])
  expect(answer).toMatch(
    /^(Alder and Birch|Birch and Alder) can’t be told apart by your weights and the evidence so far\.$/,
  )
  expect(verdicts).toEqual(['Can’t be told apart', 'Can’t be told apart'])
  expect(decision.evaluation.recommendation).toMatchObject({ verdict: 'level', fallbackId: null })
})

/** Straight in the logarithm between the two points that were set, and no more than 1 or less than 0. */
function score(value: number, { good, unacceptable }: { good: number; unacceptable: number }): number {
  return Math.min(1, Math.max(0, Math.log(value / unacceptable) / Math.log(good / unacceptable)))
}

/** Who leads by a reckoning of its own, a thousandth of a percent at a time. */
function sweep(made: readonly Made[]): { leads: (weightOfCost: number) => number; turns: number[] } {
  // The p95 of 90 is the 86th: 85 ms above the first.
  const scores = made.map(({ fromMs, chargeMicros }) => ({
    cost: score(chargeMicros ?? NaN, WANTS.references.cost),
    latency: score(fromMs + 85, WANTS.references.latency),
  }))
  const leads = (weight: number): number => {
    const totals = scores.map(({ cost, latency }) => weight * cost + (1 - weight) * latency)
    return totals.indexOf(Math.max(...totals))
  }
  const turns: number[] = []
  for (let step = 1; step <= 100_000; step += 1) {
    if (leads(step / 100_000) !== leads((step - 1) / 100_000)) turns.push((step - 0.5) / 100_000)
  }
  return { leads, turns }
}

test.each([
  [80, 'Run Alder. Keep Birch as the fallback.'],
  [20, 'Run Birch. Keep Alder as the fallback.'],
])(
  'a trade-off at a weight of cost of %i %% is decided otherwise than by its weights, or turns at another weight',
  async (weight, title) => {
    const made = [CHEAP_AND_SLOW, DEAR_AND_QUICK]
    const { answer, text, markdown, decision } = await decide(made, {
      weights: { cost: weight, latency: 100 - weight },
    })
    expect(answer).toBe(title)
    const { leads, turns } = sweep(made)
    expect(turns).toHaveLength(1)
    expect([leads(0), leads(1)]).toEqual([1, 0])
    const { evaluation } = decision
    const { segments = [] } = evaluation.sensitivities.find(({ criterionId }) => criterionId === 'cost') ?? {}
    expect(segments.map(({ contenderIds }) => contenderIds)).toEqual([['c-1'], ['c-0']])
    const turn = turns[0] ?? NaN
    expect(Math.abs((segments[0]?.to ?? NaN) - turn)).toBeLessThan(1.01e-5)
    const percent = (turn * 100).toFixed(1)
    for (const words of [text, markdown]) expect(words).toContain(`0.0 % to ${percent} %`)
    expect(evaluation.front.filter(({ state }) => state === 'dominated')).toEqual([])
  },
)

test('a third in between is passed over: the weights at which the answer turns are not both told', async () => {
  const made = [CHEAP_AND_SLOW, DEAR_AND_QUICK, { fromMs: 2500, chargeMicros: 5000 }]
  const { decision, text } = await decide(made)
  const { leads, turns } = sweep(made)
  expect(turns).toHaveLength(2)
  const { segments = [] } = decision.evaluation.sensitivities.find(({ criterionId }) => criterionId === 'cost') ?? {}
  expect(segments.map(({ contenderIds }) => contenderIds)).toEqual(
    [0, (turns[0] ?? 0) + 0.001, 1].map((weight) => [`c-${leads(weight)}`]),
  )
  for (const [place, turn] of turns.entries()) {
    expect(Math.abs((segments[place]?.to ?? NaN) - turn)).toBeLessThan(1.01e-5)
    expect(text).toContain(`${(turn * 100).toFixed(1)} %`)
  }
})

test('one that breaks a limit is recommended, or the limit that it breaks is not told', async () => {
  const limits = { weights: { cost: 90, latency: 10 }, constraints: [{ criterionId: 'latency' as const, limit: 8000 }] }
  const { answer, verdicts, text, markdown, decision } = await decide([CHEAP_AND_SLOW, DEAR_AND_QUICK], limits)
  expect(answer).toBe('Run Birch: no other is left.')
  expect(verdicts).toEqual(['Choose', 'Excludedp95 while warm at most 8.00 s: 9.09 s'])
  const reason = /Alder is excluded by your limit: p95 while warm at most 8\.00 s: 9\.09 s/
  expect(text).toMatch(reason)
  expect(markdown.replaceAll('**', '')).toMatch(reason)
  expect(decision.evaluation.contenders.map(({ standing, total }) => [standing, total === null])).toEqual([
    ['excluded', true],
    ['eligible', false],
  ])
})

test('one is recommended of which no picture came', async () => {
  const failing = { fromMs: 1000, chargeMicros: 2000, fails: true }
  const { answer, verdicts, decision } = await decide([failing, failing])
  expect(answer).toBe('None can be recommended: no contender gave a picture.')
  expect(verdicts).toEqual(['No picture', 'No picture'])
  expect(decision.evaluation.recommendation).toMatchObject({ verdict: 'none', contenderIds: [], fallbackId: null })
})

test('one that nothing stands beside is said to be better than others', async () => {
  const { answer, verdicts, text, decision } = await decide([CHEAP_AND_QUICK])
  expect(answer).toBe('Run Alder.')
  expect(verdicts).toEqual(['Choose'])
  expect(decision.evaluation.recommendation).toMatchObject({ verdict: 'run', contenderIds: ['c-0'], fallbackId: null })
  expect(text).not.toMatch(/Keep .* as the fallback/)
})

test('where no cost is known it counts as none, or it is not said that the answer is without it', async () => {
  const made = [
    { fromMs: 9000, chargeMicros: null },
    { fromMs: 1000, chargeMicros: null },
  ]
  const { answer, verdicts, text, decision } = await decide(made)
  expect(answer).toBe('As far as it is known, run Birch. Keep Alder as the fallback.')
  expect(verdicts).toEqual(['Choose', 'Fallback'])
  const { criteria, contenders } = decision.evaluation
  expect(criteria.find(({ criterionId }) => criterionId === 'cost')).toMatchObject({ state: 'set-aside' })
  expect(contenders.map(({ scores }) => scores.map(({ criterionId }) => criterionId))).toEqual([
    ['latency'],
    ['latency'],
  ])
  expect(text).toContain(
    'Cost: known of nobody, so it favours nobody. Your 50 % for it go to what else you weigh, in proportion.',
  )
  expect(text).not.toMatch(/\$0(\.0+)?\b(?!\.)/)
})
