import { describe, expect, test } from 'vitest'
import { ClaimFile } from '#shared/domain/claim.ts'
import { DEFAULT_ASSUMPTIONS } from '#shared/domain/default-assumptions.ts'
import { PriceFile } from '#shared/domain/price.ts'
import type { ClaimCheck } from '#shared/domain/claim-check.ts'
import {
  byVerdict,
  checkClaims,
  contradictionText,
  decisiveEvidence,
  type ClaimWitnesses,
} from '#shared/economics/claims/check-claims.ts'
import shipped from '#resources/claims/comparisons.json' with { type: 'json' }
import novita from '#resources/prices/novita.json' with { type: 'json' }
import modal from '#resources/prices/modal.json' with { type: 'json' }
import { machine, makePrice, managed, measured, setting, typed } from './make-basis.ts'

const FILE = ClaimFile.parse(shipped)
const PRICES = [novita, modal].flatMap((file) => {
  const { provider, prices } = PriceFile.parse(file)
  return prices.map((price) => ({ providerId: provider, own: false, price }))
})

function check(id: string, witnesses: ClaimWitnesses = {}): ClaimCheck {
  const found = checkClaims([FILE], witnesses).find(({ claimId }) => claimId === id)
  if (found === undefined) throw new Error(`no check of ${id}`)
  return found
}

describe('the three contradictions of the published claims, computed', () => {
  test('300 pictures an hour are $0.0070 each at $2.10 and $0.0036 at $1.09, not $0.001: that takes 2,100 an hour', () => {
    const { verdict, verdictWords, evidence } = check('field-machine-image')
    expect([verdict, verdictWords]).toEqual(['contradicts-itself', 'contradicts itself'])
    expect(evidence.map(({ words }) => words)).toEqual([
      'A machine at $2.10 an hour that draws 300 an hour without an idle minute comes to $0.0070 a picture; $0.0010 takes 2,100 an hour.',
      'A machine at $1.09 an hour that draws 300 an hour without an idle minute comes to $0.0036 a picture; $0.0010 takes 1,090 an hour.',
    ])
    expect(evidence.map(({ ratio }) => ratio)).toEqual([expect.closeTo(7, 3), expect.closeTo(3.633, 3)])
  })

  test('on their own numbers renting never breaks even against $0.001; against $0.008 it does, elsewhere', () => {
    const { verdict, evidence } = check('field-break-even')
    expect(verdict).toBe('contradicts-itself')
    const against = (usd: string): (number | null)[] =>
      evidence.filter(({ words }) => words.includes(`an API at $${usd} a picture`)).map(({ ratio }) => ratio)
    expect(against('0.001')).toEqual([null, null])
    expect(against('0.0027')).toEqual([null, null])
    // From 191,626 and 99,463 a month on, beside the 50,000 that are claimed.
    expect(against('0.008')).toEqual([191_626 / 50_000, 99_463 / 50_000])
  })

  test('200,000 pictures are 667 hours: $1,400, and $2,000 at 70 %, not $500 to $800', () => {
    const { verdict, evidence } = check('field-monthly-rental')
    expect(verdict).toBe('contradicts-itself')
    const found = evidence.find(({ words }) => words.startsWith('200,000') && words.includes('$2.10'))
    expect(found).toMatchObject({ fits: false, ratio: 1400 / 800 })
    expect(found?.words).toMatch(
      /are 667 h: \$1,400 with a machine at \$2\.10 an hour, \$2,000 at work 70 % of the time; \$500–800 are claimed\./,
    )
    // $727 to $1,038 at $1.09 an hour meets $500 to $800.
    expect(evidence.find(({ words }) => words.startsWith('200,000') && words.includes('$1.09'))?.fits).toBe(true)
  })
})

describe('a claim beside what else is known', () => {
  test('what adds up is called a contradiction', () => {
    expect(check('field-monthly-managed')).toMatchObject({ verdict: 'not-measured', verdictWords: 'not measured' })
    expect(contradictionText(check('field-monthly-managed'))).toBeNull()
  })

  test('a list price that says something else is passed over', () => {
    // $0.00075 × 4 = $0.003; $0.000694 × 3,600 = $2.4984
    expect(check('novita-price', { prices: PRICES })).toMatchObject({
      verdict: 'differs',
      verdictWords: 'differs: 3 times as much',
    })
    expect(contradictionText(check('novita-price', { prices: PRICES }))).toMatch(
      /price list has \$0\.003 a picture .*official/,
    )
    expect(contradictionText(check('modal-price', { prices: PRICES }))).toMatch(/\$2\.4984 an hour/)
    expect(check('segmind-price', { prices: PRICES }).verdict).toBe('not-measured')
  })

  test('what was measured agrees where the intervals meet, and else says by how much it differs', () => {
    const own = managed('0.008', {
      providerId: 'segmind',
      billing: { by: 'charges', perImageMicros: measured(7900, 8100, 8300), averaged: 'no-list-price' },
      coldStart: { curve: [], penaltySeconds: measured(21, 24, 27) },
    })
    const witnesses = { measured: [own], setting: setting() }
    expect(check('segmind-price', witnesses)).toMatchObject({ verdict: 'agrees', verdictWords: 'agrees' })
    // 24 s beside 5 to 12 s
    expect(check('segmind-cold-start', witnesses)).toMatchObject({
      verdict: 'differs',
      verdictWords: 'differs: 2 times as much',
    })
    expect(check('novita-price', witnesses).verdict).toBe('not-measured')
    const slow = machine('2.10', measured(130, 150, 170), { price: makePrice('instance-hour', '2.10') })
    expect(check('field-throughput', { measured: [slow], setting: setting() })).toMatchObject({
      verdict: 'differs',
      verdictWords: 'differs: 0.5 times as much',
    })
    expect(check('field-monthly-managed', { measured: [own], setting: setting() }).verdict).toBe('agrees')
  })

  test('a number that was typed in counts as measured', () => {
    const own = managed('0.02', { providerId: 'segmind', coldStart: { curve: [], penaltySeconds: typed(90) } })
    expect(check('segmind-cold-start', { measured: [own], setting: setting() }).verdict).toBe('not-measured')
    expect(check('segmind-price', { measured: [own], setting: setting() }).verdict).toBe('not-measured')
  })
})

test('the defaults that are marked as claimed are not those that are claimed', () => {
  const overhead = FILE.claims.find(({ id }) => id === 'field-overhead')?.figures
  if (overhead?.kind !== 'overhead') throw new Error('expected the claimed overhead')
  const { machineOverhead, hourlyRateUsd } = DEFAULT_ASSUMPTIONS
  expect(machineOverhead.setUpHours).toMatchObject({ low: 2, high: 4, source: 'claimed' })
  expect(overhead.setUpHours).toEqual({ low: machineOverhead.setUpHours.low, high: machineOverhead.setUpHours.high })
  expect(overhead.engineerShare).toEqual({
    low: machineOverhead.engineerShare.low,
    high: machineOverhead.engineerShare.high,
  })
  expect(machineOverhead.recoveryMinutes.low).toBe(overhead.restartMinutes.low)
  expect(machineOverhead.recoveryMinutes.likely).toBe(overhead.restartMinutes.high)
  expect(machineOverhead.recoveryMinutes.high).toBe(overhead.replacementMinutes.high)
  // $1,200 for 15 % of 160 h, $3,000 for 25 %
  expect(hourlyRateUsd.low).toBe(overhead.engineerUsdPerMonth.low / (overhead.engineerShare.low * 160))
  expect(hourlyRateUsd.high).toBe(overhead.engineerUsdPerMonth.high / (overhead.engineerShare.high * 160))
})

const evidenceOf = (by: 'arithmetic' | 'listed', words: string, fits: boolean) => ({ by, words, fits, ratio: 2 })
const checkOf = (claimId: string, verdict: ClaimCheck['verdict']): ClaimCheck => ({
  claimId,
  topic: 'price',
  published: claimId,
  evidence: [evidenceOf('listed', 'It is listed.', false), evidenceOf('arithmetic', 'It adds up to more.', false)],
  verdict,
  verdictWords: verdict,
})

test('what agrees stands above what contradicts itself, or evidence of another kind stands for a verdict', () => {
  const checks = (['not-measured', 'agrees', 'contradicts-itself', 'differs'] as const).map((one) => checkOf(one, one))
  expect(byVerdict(checks).map(({ verdict }) => verdict)).toEqual([
    'contradicts-itself',
    'differs',
    'agrees',
    'not-measured',
  ])
  expect(decisiveEvidence(checkOf('x', 'contradicts-itself')).map(({ by }) => by)).toEqual(['arithmetic'])
  expect(decisiveEvidence(checkOf('x', 'differs'))).toHaveLength(2)
})
