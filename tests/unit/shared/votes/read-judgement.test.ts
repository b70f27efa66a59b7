import { expect, test } from 'vitest'
import { readJudgement } from '#shared/votes/read-judgement.ts'

test('an answer in one of the forms that models give is not read, or its reason is lost', () => {
  const reason = 'The first one has three cats.'
  const json = JSON.stringify({ reason, answer: 'first' })
  expect(readJudgement(json)).toEqual({ finding: 'first', reason })
  expect(readJudgement(`\`\`\`json\n${json}\n\`\`\`\n`)).toEqual({ finding: 'first', reason })
  expect(readJudgement('{"answer":"tie"}')).toEqual({ finding: 'tie', reason: null })
  for (const [text, finding] of [
    ['second', 'second'],
    [' **Second.** ', 'second'],
    ['The first picture.', 'first'],
    ['2', 'second'],
    ['A tie', 'tie'],
  ]) {
    expect(readJudgement(text as string), text).toEqual({ finding, reason: null })
  }
})

test('an answer that names both pictures, or none, is taken for a vote', () => {
  for (const text of [
    '',
    'Not the second one.',
    'The first one glows, and the second one is calm.',
    '{"answer":"both"}',
    '{"answer":"first"',
    '{"reason":"first"}',
    '12',
  ]) {
    expect(readJudgement(text), text).toMatchObject({ finding: 'unreadable', reason: expect.any(String) })
  }
})
