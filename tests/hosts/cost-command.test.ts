import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCommandLine } from '#main/hosts/cli/run-command-line.ts'
import { SPEC_KEYS } from '#main/hosts/cli/read-contender-spec.ts'
import { openStore } from '#main/store/open-store.ts'
import { firstSettings } from '#shared/decision/scenarios.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { CostComparison } from '#shared/economics/compare-costs.ts'
import { temporaryDirectory } from '#tests/support/temporary-directory.ts'

async function cost(...words: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const lines: Record<'out' | 'err', string[]> = { out: [], err: [] }
  const exitCode = await runCommandLine(['cost', ...words], {
    out: (text) => lines.out.push(text),
    err: (text) => lines.err.push(text),
    isTerminal: false,
    columns: 80,
  })
  return { exitCode, out: lines.out.join('\n'), err: lines.err.join('\n') }
}

async function costJson(...words: string[]): Promise<CostComparison & { assumptions: CostAssumptions }> {
  const { exitCode, out, err } = await cost(...words, '--json')
  expect(err).toBe('')
  expect(exitCode).toBe(0)
  return JSON.parse(out) as CostComparison & { assumptions: CostAssumptions }
}

const QUIET = { out: () => {}, err: () => {}, isTerminal: false, columns: 80 }

const PLAN = {
  name: 'Two pictures',
  prompts: ['a fox', 'a lake'],
  calibrate: false,
  contenders: [
    {
      id: 'one',
      name: 'one',
      provider: 'novita',
      model: 'flux-1-schnell',
      account: 'practice',
      parameters: { steps: 4 },
      concurrency: 2,
    },
  ],
}

const A100 = 'gpu-hour=2.10,images-per-hour=300,name=A100'

describe('assay cost', () => {
  test('without a trial or a data folder: table, items, break-even and what comes with it', async () => {
    const { exitCode, out } = await cost(
      '--per-image',
      '0.008',
      '--against',
      A100,
      '--volume',
      '50,000',
      '--utilisation',
      '0.7',
    )
    expect(exitCode).toBe(0)
    // 1,000 ÷ 300 ÷ 0.7 × $2.10 = $10 and so on: linear.
    expect(out).toMatch(/contender +1,000 +10,000 +50,000 +200,000/)
    expect(out).toMatch(/A100 +\$10 +\$100 +\$500 +\$2,000/)
    expect(out).toMatch(/\$0\.008 per image +\$8\.00 +\$80 +\$400 +\$1,600/)
    expect(out).toMatch(/\$350 {2}pictures: 50,000 pictures ÷ 300 an hour = 167 h at work × \$2\.10/)
    expect(out).toMatch(/\$150 {2}idle: 71\.4 h idle/)
    expect(out).toMatch(/A100 is never cheaper .* it would take 375 an hour/)
    expect(out).toMatch(/87\.5 % of the hours paid/)
    expect(out).toMatch(/share of an engineer 15 % to 25 % \(claimed\)/)
    expect(out).toMatch(/^At 50,000 pictures a month \$0\.008 per image saves \$100 a month against A100\.$/m)
    expect(out).not.toMatch(/NaN|undefined/)
  })

  test('the same as data, in micro-dollars, with the assumptions it stands on', async () => {
    const found = await costJson('--per-image', '0.008', '--against', A100, '--volume', '70000', '--usable', '0.8')
    expect(found.volumes).toEqual([1000, 10_000, 50_000, 70_000, 200_000])
    expect(found).toMatchObject({ assumptions: { imagesPerMonth: 70_000, usableShare: 0.8 } })
    const [api, gpu] = found.contenders
    expect(api?.own).toMatchObject({ state: 'known', total: { value: 560_000_000 } })
    // $0.008 ÷ 0.8
    expect(api?.usable[3]).toMatchObject({ imagesPerMonth: 70_000, value: 10_000 })
    // 730 × $2.10, kept on
    expect(gpu?.own).toMatchObject({ state: 'known', total: { value: 1_533_000_000 }, use: { machines: 1 } })
    expect(found.against[0]?.breakEven).toMatchObject({
      spans: expect.arrayContaining([{ from: 191_626, until: 219_000 }]),
    })
  })

  test('prices of the book by their ids, own ones and those that count steps among them', async () => {
    const data = await temporaryDirectory()
    const { contenders } = await costJson(
      '--price',
      'novita/flux-1-schnell',
      'fal/flux-dev',
      '--steps',
      '4',
      '--data',
      data,
    )
    // 1024 × 1024 × 4 ÷ 1,048,576 × $0.00075, and 1.048576 megapixels × $0.025, × 50,000
    expect(contenders.map(({ own }) => own)).toMatchObject([
      { total: { value: 150_000_000 } },
      { total: { value: 1_310_720_000 } },
    ])
    const without = await cost('--price', 'novita/flux-1-schnell', '--data', data)
    expect(without).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/takes the size and the steps of a picture/),
    })
    const unknown = await cost('--price', 'nobody/nothing', '--data', data)
    expect(unknown).toMatchObject({ exitCode: 1, err: expect.stringMatching(/no price nobody\/nothing/) })
  })

  test('a file of assumptions and a traffic curve of one’s own', async () => {
    const folder = await temporaryDirectory()
    const [assumptions, traffic] = [join(folder, 'assumptions.yaml'), join(folder, 'traffic.csv')]
    await writeFile(
      assumptions,
      'imagesPerMonth: 20000\ncountOverhead: true\nhourlyRateUsd: { low: 40, likely: 50, high: 60 }\nmachineOverhead: { engineerShare: { low: 0.1, likely: 0.1, high: 0.1 } }\n',
    )
    await writeFile(traffic, Array.from({ length: 24 }, (_, hour) => `${hour},${hour === 12 ? 1 : 0}`).join('\n'))
    const found = await costJson('--against', A100, '--assumptions', assumptions, '--traffic', traffic)
    // All of a day's 657.5 in one hour: 3 machines × 730 h × $2.10. People: 16 h + 0.25 h of set-up + 0.25 h of recovering, × $50.
    expect(found.contenders[0]?.own).toMatchObject({
      use: { machines: 3 },
      items: [
        { kind: 'pictures', amountMicros: 140_000_000 },
        { kind: 'idle', amountMicros: 4_459_000_000 },
        { kind: 'people', amountMicros: 825_000_000 },
      ],
    })
    await writeFile(traffic, '0,1\n1,x\n')
    const bad = await cost('--against', A100, '--traffic', traffic)
    expect(bad).toMatchObject({ exitCode: 2, err: expect.stringMatching(/Line 2: a weight is a number .*"x"/) })
  })

  test.each([
    ['nothing to reckon', [], /name --per-image, --price, --against or --trial/],
    ['a machine without a speed', ['--against', 'gpu-hour=2'], /how many pictures an hour/],
    ['a word that there is not', ['--against', 'gpu-hour=2,smiles=3'], /no "smiles".*images-per-hour/],
    ['two prices', ['--against', 'gpu-hour=2,per-image=0.1'], /one price/],
    ['a share above all', ['--per-image', '0.01', '--utilisation', '1.4'], /utilisation/],
    ['a range upside down', ['--per-image', '0.01', '--engineer', '0.3-0.2-0.1'], /shares up to 1 that ascend/],
    ['a volume of none', ['--per-image', '0.01', '--volume', '0'], /--volume/],
    ['an amount that is none', ['--per-image', 'free'], /dollars such as/],
  ])('%s is refused with exit code 2', async (_, words, message) => {
    expect(await cost(...words)).toMatchObject({ exitCode: 2, out: '', err: expect.stringMatching(message) })
  })

  test('what a trial measured, beside a contender that was typed in', async () => {
    const data = await temporaryDirectory()
    const plan = join(data, 'plan.json')
    await writeFile(plan, JSON.stringify(PLAN))
    expect(await runCommandLine(['run', plan, '--data', data, '--json'], QUIET)).toBe(0)
    const { contenders, against } = await costJson('--trial', 'latest', '--against', A100, '--data', data)
    expect(contenders.map(({ basis }) => basis.name)).toEqual(['one', 'A100'])
    expect(contenders[0]?.basis).toMatchObject({
      providerId: 'novita',
      // 1024 × 1024 in 4 steps
      billing: { by: 'units', unitsPerImage: { value: 4, source: 'measured', count: 2 } },
    })
    expect(contenders[0]?.own).toMatchObject({ state: 'known', total: { value: 150_000_000 } })
    expect(against).toHaveLength(1)
    const { out } = await cost('--trial', 'latest', '--against', A100, '--data', data)
    // $0.00075 × 4 measured, beside the $0.001 that is claimed
    expect(out).toMatch(/differs: 3 times as much: From \$0\.001 a picture/)
    expect(out).toMatch(/contradicts itself: A picture from a rented GPU costs roughly \$0\.001\./)
    expect(await cost('--trial', 'nothing', '--data', data)).toMatchObject({ exitCode: 1 })
  })

  test('what is assumed of a trial on the page is another assumption on the command line', async () => {
    const data = await temporaryDirectory()
    const plan = join(data, 'plan.json')
    await writeFile(plan, JSON.stringify(PLAN))
    expect(await runCommandLine(['run', plan, '--data', data, '--json'], QUIET)).toBe(0)
    const store = openStore({ directory: data, clock: { now: () => new Date('2026-11-14T12:00:00Z') } })
    const trialId = store.trials.list({ limit: 1, offset: 0 }).trials[0]?.id ?? ''
    const first = firstSettings()
    const costs = { ...first.costs, traffic: { kind: 'office-hours' as const }, moreVolumes: [70_000] }
    const settings = { ...first, imagesPerMonth: 120_000, costs }
    store.decisions.save(trialId, 0, { settings, savedAt: '2026-11-14T12:00:00.000Z' })
    store.close()
    const kept = await costJson('--trial', 'latest', '--data', data)
    expect(kept.assumptions).toMatchObject({ imagesPerMonth: 120_000, traffic: { kind: 'office-hours' } })
    expect(kept.volumes).toEqual([1000, 10_000, 50_000, 70_000, 120_000, 200_000])
    // What is typed comes first, and leaves the rest as it is.
    const typed = await costJson('--trial', 'latest', '--volume', '3000', '--data', data)
    expect(typed.assumptions).toMatchObject({ imagesPerMonth: 3000, traffic: { kind: 'office-hours' } })
    expect(typed.volumes).toEqual([1000, 3000, 10_000, 50_000, 200_000])
  })

  test('the help leaves a stranger without an answer: its own examples are refused, or a key of a contender is not told of', async () => {
    const { out } = await cost('--help')
    const told = out.replaceAll(/\s+/g, ' ')
    for (const key of SPEC_KEYS) expect(told).toMatch(new RegExp(`\\b${key}\\b`))
    const examples = [...out.matchAll(/^ {2}assay cost (.*(?:\n {4,}\S.*)*)$/gm)].map(([, words = '']) =>
      words.split(/\s+/),
    )
    expect(examples).toHaveLength(4)
    const data = await temporaryDirectory()
    for (const words of examples.filter((one) => !one.includes('--trial'))) {
      expect(await cost(...words, '--data', data)).toMatchObject({ exitCode: 0, err: '' })
    }
  })

  test('how busy a machine is, in percent, gives another answer than as a share', async () => {
    const words = ['--per-image', '0.008', '--against', A100, '--volume', '50000', '--utilisation']
    expect(await cost(...words, '25%')).toEqual(await cost(...words, '0.25'))
  })

  test('ranges of people and failures do not reach what comes with machines', async () => {
    const ranges = ['--set-up', '1-2-3', '--on-call', '4', '--failures', '0-1-2', '--recovery', '10-20-30']
    const { assumptions } = await costJson(
      '--per-image',
      '0.008',
      '--against',
      A100,
      '--engineer',
      '10%-20%-30%',
      ...ranges,
    )
    expect(assumptions.machineOverhead).toEqual({
      setUpHours: { low: 1, likely: 2, high: 3, source: 'typed-in' },
      onCallHoursPerMonth: { low: 4, likely: 4, high: 4, source: 'typed-in' },
      failuresPerMonth: { low: 0, likely: 1, high: 2, source: 'typed-in' },
      recoveryMinutes: { low: 10, likely: 20, high: 30, source: 'typed-in' },
      engineerShare: { low: 0.1, likely: 0.2, high: 0.3, source: 'typed-in' },
    })
  })

  test.each([
    [['--utilisation', '25'], /^--utilisation takes a share above 0 and up to 1, as 0\.25 or 25%, not "25"/],
    [['--traffic', 'lunch'], /^--traffic takes flat, office-hours, evening-peak or a CSV file such as hours\.csv/],
    [['--latency-target', 'soon'], /^--latency-target takes a number above 0, up to 86,400/],
    [['--fleet', 'always'], /^--fleet takes kept-on or follows-traffic/],
    [['--engineer', '3-2-1'], /^--engineer takes shares up to 1 that ascend/],
    [['--volume', '1e99'], /^--volume takes a whole number/],
    [['--extra', '-1'], /^--extra takes a number from 0/],
    [['--price', 'runpod/l4'], /^There is no price runpod\/l4\. Did you mean runpod\/flex-24gb \(L4/],
    [['--against', 'gpu-hour=2,images-per-hour=1e99'], /^images-per-hour takes a number above 0/],
  ])('%j is taken, or not told of by its own name', async (words, message) => {
    const found = await cost('--per-image', '0.008', ...words, '--data', await temporaryDirectory())
    expect(found.exitCode).not.toBe(0)
    expect(found.err).toMatch(message)
  })
})
