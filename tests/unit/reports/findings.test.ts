import { describe, expect, test } from 'vitest'
import { analyseTrial } from '#main/reports/analyse-trial.ts'
import type { Finding } from '#shared/domain/analysis.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { makeContender, makeRow, makeRows, makeTrial } from './make-trial.ts'

const spread = Array.from({ length: 72 }, (_, index) => 2000 + ((index * 37) % 72) * 10)
const three = [makeContender(0), makeContender(1), makeContender(2)]

describe('who answers first', () => {
  test('a clear winner is named with its interval, n and lead', () => {
    const rows = threeLanes((lane) => spread.map((value) => value + lane * 1600))
    expect(told('latency', rows)).toEqual([
      'Novita AI answers first: 2.35 s +0.09 −0.08 n 72, 1.60 s sooner than Segmind.',
      'Modal A100 takes longest: 5.55 s +0.09 −0.08 n 72.',
    ])
  })

  test('a tie is called one, and the third is not drawn into it', () => {
    const rows = threeLanes((lane) => (lane === 1 ? spread.toReversed() : spread.map((value) => value + lane * 1000)))
    expect(told('latency', rows)).toEqual([
      'Novita AI and Segmind can’t be told apart by median latency: 2.35 s +0.09 −0.08 n 72 and 2.35 s +0.09 −0.08 n 72.',
      'Modal A100 takes longest: 4.35 s +0.09 −0.08 n 72.',
    ])
  })

  test('five samples each rank nobody', () => {
    const rows = threeLanes(() => spread.slice(0, 5))
    expect(told('latency', rows)).toEqual([])
    expect(told('limits', rows)).toContain(
      'p50 needs n 6, p90 needs n 36, p95 needs n 72 and p99 needs n 368, so they are not shown.',
    )
  })

  test('one contender alone is not called first', () => {
    const rows = makeRows('contender-0', spread)
    expect(told('latency', rows)).toEqual([
      'Novita AI answers in 2.35 s +0.09 −0.08 n 72; there is no other median beside it.',
    ])
  })

  test('with too few prompts to resample, only intervals that do not touch put them in order', () => {
    const apart = [
      ...onePrompt(0, spread),
      ...onePrompt(
        1,
        spread.map((value) => value + 2000),
      ),
    ]
    expect(told('latency', apart)[0]).toContain('Novita AI answers first')
    const close = [
      ...onePrompt(0, spread),
      ...onePrompt(
        1,
        spread.map((value) => value + 20),
      ),
    ]
    expect(told('latency', close)[0]).toContain('can’t be told apart')
  })
})

describe('what it costs', () => {
  test('the cheapest is named with how much less', () => {
    const rows = threeLanes(
      () => spread,
      (lane) => ({ chargeMicros: [9000, 3000, 15_000][lane] ?? null }),
    )
    expect(told('cost', rows)).toEqual(['Segmind costs least: $0.0030 n 72 a picture, $0.0060 less than Novita AI.'])
  })

  test('equal prices are not ranked', () => {
    expect(
      told(
        'cost',
        threeLanes(() => spread),
      )[0],
    ).toBe(
      'Novita AI, Segmind and Modal A100 can’t be told apart by cost a picture: $0.0030 n 72, $0.0030 n 72 and $0.0030 n 72.',
    )
  })

  test('a contender with an unknown charge is left out of the ranking and named', () => {
    const rows = threeLanes(
      () => spread,
      (lane, index) => (lane === 0 && index < 3 ? { chargeMicros: null } : { chargeMicros: 3000 * (lane + 1) }),
    )
    expect(told('cost', rows)[0]).toBe('Segmind costs least: $0.0060 n 72 a picture, $0.0030 less than Modal A100.')
    expect(told('limits', rows)).toContain('Novita AI: 3 charges are not reported, so its cost a picture is not known.')
  })

  test('one picture each of a paused trial names the cheapest', () => {
    expect(
      told(
        'cost',
        threeLanes(
          () => [2000],
          (lane) => ({ chargeMicros: [9000, 3000, 15_000][lane] ?? null }),
        ),
      ),
    ).toEqual([
      'Segmind, Novita AI and Modal A100 are not ranked by cost a picture: $0.0030 n 1, $0.0090 n 1 and $0.0150 n 1, and each needs n 6.',
    ])
    const oneShort = [...makeRows('contender-0', spread.slice(0, 6)), ...makeRows('contender-1', spread.slice(0, 5))]
    expect(told('cost', oneShort)[0]).toContain('not ranked')
  })

  test('a price below a tenth of a cent does not read as $0.0001', () => {
    const rows = threeLanes(
      () => spread,
      (lane) => ({ chargeMicros: 54 + lane * 1000 }),
    )
    expect(told('cost', rows)[0]).toContain('$0.000054 n 72 a picture, $0.001000 less')
  })
})

describe('how reliable it is', () => {
  test('no failure is told with what could have gone unseen', () => {
    expect(
      told(
        'reliability',
        threeLanes(() => spread),
      ),
    ).toEqual([
      'Nobody failed in 216 samples. With n 72 a contender, a failure rate of up to 5.1 % could still have gone unseen.',
    ])
  })

  test('failures are told by class, refusals apart', () => {
    const rows = [
      ...makeRows('contender-0', spread.slice(0, 16)),
      makeRow('contender-0', 90, { outcome: 'failed', failureClass: 'timeout' }),
      makeRow('contender-0', 91, { outcome: 'failed', failureClass: 'timeout' }),
      makeRow('contender-0', 92, { outcome: 'failed', failureClass: 'server' }),
      makeRow('contender-0', 93, { outcome: 'failed', failureClass: 'rate-limit' }),
      makeRow('contender-0', 94, { outcome: 'refused', failureClass: 'content-policy' }),
    ]
    expect(told('reliability', rows)).toEqual([
      'Novita AI failed 4 of 20 (20.0 %, up to 41.6 %): 2 timeouts, 1 server error and 1 rate limit.',
      'Novita AI: the content filter said no 1 time. Not counted as a failure.',
    ])
  })
})

test('failures of many are told in one breath', () => {
  const rows = [0, 1, 2, 3].flatMap((lane) => [
    ...makeRows(`contender-${lane}`, spread.slice(0, 10)),
    ...(lane === 0 ? [] : [makeRow(`contender-${lane}`, 80, { outcome: 'failed', failureClass: 'server' })]),
  ])
  const trial = makeTrial([...three, makeContender(3)])
  const told = analyseTrial(trial, rows).findings.filter(({ kind }) => kind === 'reliability')
  expect(told.map(({ text }) => text)).toEqual([
    'Failed: Segmind 1 of 11 (9.1 %, up to 37.7 %), Modal A100 1 of 11 (9.1 %, up to 37.7 %) and Lambda A10 1 of 11 (9.1 %, up to 37.7 %). Novita AI never did.',
  ])
})

describe('limits', () => {
  test('a percentile that only one contender lacks is told for that one', () => {
    const rows = threeLanes((lane) => (lane === 2 ? spread.slice(0, 71) : spread))
    expect(told('limits', rows)).toContain('p95 needs n 72, so it is not shown for Modal A100 (n 71).')
    expect(told('limits', rows)).toContain('p99 needs n 368, so it is not shown.')
  })

  test('pictures of another size, black pictures and polling are not passed over', () => {
    const rows = makeRows('contender-0', spread, (index) => ({
      flags: index === 0 ? ['black'] : index < 4 ? ['other-size'] : [],
      pollingSlackMs: 250 + index,
    }))
    const limits = told('limits', rows)
    expect(limits).toContain('Novita AI drew 1 black picture. It counts as drawn, not as usable.')
    expect(limits).toContain('Novita AI returned another size than asked 3 times: not like for like.')
    expect(limits).toContain('Novita AI is polled: its latency may read up to 0.32 s late.')
  })

  test('pictures that nobody has looked into are not counted as good ones', () => {
    const rows = makeRows('contender-0', spread, (index) => ({
      examined: index >= 12,
      flags: index === 12 ? ['damaged'] : [],
    }))
    const refused = makeRow('contender-0', 90, { outcome: 'refused', image: null, examined: null })
    const limits = told('limits', [...rows, refused])
    expect(limits).toContain(
      '12 of 72 pictures not examined yet: whether they are damaged, black, blank or flat is not known.',
    )
    expect(limits).toContain(
      'Novita AI drew 1 damaged picture: all of it came, but it does not decode. It counts as drawn, not as usable.',
    )
    expect(told('limits', makeRows('contender-0', spread)).filter((text) => text.includes('examined'))).toEqual([])
  })

  test('different weights are said to be different', () => {
    const trial = makeTrial([makeContender(0), makeContender(1, { family: 'sdxl-1.0' })])
    const texts = analyseTrial(trial, []).findings.map(({ text }) => text)
    expect(texts).toContain(
      'Not the same weights: flux-1-schnell at Novita AI; sdxl-1.0 at Segmind. Compare services by number, pictures by eye.',
    )
  })

  test('an early end is told with what is left', () => {
    const trial = { ...makeTrial(three, { repeats: 8 }), status: 'cancelled' as const }
    const texts = analyseTrial(trial, makeRows('contender-0', spread)).findings.map(({ text }) => text)
    expect(texts).toContain('Only 72 of 216 planned samples ended; all else is left out.')
  })
})

function threeLanes(
  latencies: (lane: number) => number[],
  changes: (lane: number, index: number) => Partial<SampleRow> = () => ({}),
): SampleRow[] {
  return [0, 1, 2].flatMap((lane) => makeRows(`contender-${lane}`, latencies(lane), (index) => changes(lane, index)))
}

function told(kind: Finding['kind'], rows: SampleRow[]): string[] {
  return analyseTrial(makeTrial(three, { repeats: 8 }), rows)
    .findings.filter((finding) => finding.kind === kind)
    .map((finding) => finding.text)
}

function onePrompt(lane: number, latencies: number[]): SampleRow[] {
  return makeRows(`contender-${lane}`, latencies, () => ({ caseIndex: 0 }))
}
