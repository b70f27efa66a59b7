import { describe, expect, test } from 'vitest'
import { fairnessLedger } from '#shared/fairness/fairness-ledger.ts'
import type { FairnessParameter, LedgerParameter } from '#shared/domain/fairness.ts'
import type { ParameterWarning } from '#shared/domain/generation.ts'
import type { Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { makeContender, makeRow, makeTrial } from '../../reports/make-trial.ts'

const { cases } = makeTrial([makeContender(0)]).plan

function lane(contender: Contender, change: (index: number) => Partial<SampleRow> = () => ({})) {
  const rows = Array.from({ length: 9 }, (_, index) => makeRow(contender.id, index, change(index)))
  return { contender, rows }
}

function find(ledger: readonly FairnessParameter[], parameter: LedgerParameter): FairnessParameter {
  const found = ledger.find((candidate) => candidate.parameter === parameter)
  if (found === undefined) throw new Error(`The ledger has nothing on ${parameter}.`)
  return found
}

function pictureOf(width: number): Partial<SampleRow> {
  return { image: { sha256: 'b'.repeat(64), format: 'jpeg', width, height: width, sizeBytes: 1000 } }
}

function warning(changes: Partial<ParameterWarning>): Partial<SampleRow> {
  const base = { parameter: 'steps', action: 'changed', asked: '50', sent: '4', reason: 'it takes 1 to 4' } as const
  return { warnings: [{ ...base, ...changes }] }
}

describe('the fairness ledger', () => {
  test('a contender that draws smaller pictures than the others passes for as good as they are', () => {
    const ledger = fairnessLedger([lane(makeContender(0)), lane(makeContender(1), () => pictureOf(768))], cases)
    const size = find(ledger, 'size')
    expect(size).toMatchObject({ verdict: 'not-like-for-like', reason: 'Novita AI 1024², Segmind 768²' })
    expect(size.rows).toMatchObject([
      { verdict: 'like-for-like', reason: null, count: 9 },
      { verdict: 'not-like-for-like', reason: 'came back as 768² (9)', returned: [{ value: '768²', count: 9 }] },
    ])
  })

  test('one picture in nine of another size is lost in the commonest value', () => {
    const ledger = fairnessLedger([lane(makeContender(0), (index) => (index === 4 ? pictureOf(512) : {}))], cases)
    expect(find(ledger, 'size').rows[0]).toMatchObject({
      verdict: 'not-like-for-like',
      returned: [
        { value: '1024²', count: 8 },
        { value: '512²', count: 1 },
      ],
    })
  })

  test('steps that an adapter had to cut look like those that were asked', () => {
    const parameters = { width: 1024, height: 1024, steps: 50 }
    const ledger = fairnessLedger(
      [lane(makeContender(0, { parameters }), () => warning({})), lane(makeContender(1, { parameters }))],
      cases,
    )
    expect(find(ledger, 'steps')).toMatchObject({
      verdict: 'not-like-for-like',
      reason: 'Novita AI 4, Segmind 50',
      rows: [{ reason: 'sent as 4 (9): it takes 1 to 4' }, { verdict: 'like-for-like' }],
    })
  })

  test('a default that nobody knows is claimed to be the same, or to be another', () => {
    const parameters = { width: 1024, height: 1024, steps: 4 }
    const ledger = fairnessLedger([lane(makeContender(0, { parameters })), lane(makeContender(1))], cases)
    expect(find(ledger, 'steps')).toMatchObject({
      verdict: 'not-known',
      rows: [{ verdict: 'like-for-like' }, { verdict: 'not-known', asked: [{ value: null, count: 9 }] }],
    })
    expect(ledger.map(({ parameter }) => parameter)).not.toContain('guidance')
  })

  test('a seed that is not sent, or reported as another, counts as held', () => {
    const dropped = warning({ parameter: 'seed', action: 'dropped', sent: null, reason: 'it takes none' })
    const another = fairnessLedger([lane(makeContender(0), () => ({ reportedSeed: '1' }))], cases)
    expect(find(another, 'seed').rows[0]).toMatchObject({ verdict: 'not-like-for-like', sent: [{ value: 'as asked' }] })
    const ledger = fairnessLedger(
      [
        lane(makeContender(0), () => dropped),
        lane(makeContender(1), (index) => ({ reportedSeed: String(4200 + index) })),
      ],
      cases,
    )
    expect(find(ledger, 'seed')).toMatchObject({
      verdict: 'not-like-for-like',
      reason: 'Novita AI not as asked',
      rows: [
        { reason: 'not sent: it takes none', returned: [{ value: null, count: 9 }] },
        { verdict: 'like-for-like', returned: [{ value: 'as asked', count: 9 }] },
      ],
    })
  })

  test('what a matrix asks by case is held against what the contender asks', () => {
    const wide = cases.map((one) => ({ ...one, parameters: { width: 768, height: 768 } }))
    const ledger = fairnessLedger([lane(makeContender(0), () => pictureOf(768))], wide)
    expect(find(ledger, 'size')).toMatchObject({ verdict: 'like-for-like', rows: [{ asked: [{ value: '768²' }] }] })
  })

  test('a pipeline that enlarges is said to have drawn another size', () => {
    const {
      id: _id,
      name: _name,
      position: _position,
      concurrency: _concurrency,
      furtherSteps: _,
      ...step
    } = makeContender(1)
    const pipeline = makeContender(0, { furtherSteps: [step] })
    const ledger = fairnessLedger([lane(pipeline, () => pictureOf(4096))], cases)
    expect(find(ledger, 'size').rows[0]).toMatchObject({ verdict: 'like-for-like' })
  })

  test('prompts that only one contender refused are no difference', () => {
    const refused = { outcome: 'refused', failureClass: 'content-policy', image: null, examined: null } as const
    const ledger = fairnessLedger(
      [lane(makeContender(0), (index) => (index < 2 ? refused : {})), lane(makeContender(1))],
      cases,
    )
    expect(find(ledger, 'safety')).toMatchObject({ verdict: 'not-like-for-like', reason: 'Novita AI refused 2 of 9' })
  })
})
