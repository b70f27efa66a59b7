import { expect, test } from 'vitest'
import { judgeSend } from '#shared/economics/judge-send.ts'

const BUDGET = { name: 'budget', capMicros: 30_000, spentMicros: 10_000, heldMicros: 10_000 }

test('a sample that just fits is refused, or one micro-dollar too many is let through', () => {
  expect(judgeSend([BUDGET], 10_000)).toEqual({ ok: true })
  expect(judgeSend([BUDGET], 10_001)).toMatchObject({
    ok: false,
    message: 'Not sent: $0.0200 of the budget of $0.03 is spent or held, and this sample could cost $0.0100.',
  })
})

test('a second cap is not looked at, because the first one has room', () => {
  const account = { name: 'cap of the account “team”', capMicros: 100, spentMicros: 100, heldMicros: 0 }
  expect(judgeSend([BUDGET, account], 1)).toMatchObject({ ok: false, message: expect.stringContaining('“team”') })
})

test('a contender without a known price slips past a cap, or is refused where there is none', () => {
  expect(() => judgeSend([BUDGET], null)).toThrow('without a known price')
  expect(judgeSend([], null)).toEqual({ ok: true })
})
