import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { readFailure } from '#renderer/client/read-failure.ts'

test('the problems of an Assay error reach the fields they belong to', () => {
  const problems = [{ path: 'contenders[1].model', message: 'There is no such model.' }]
  const error = new ORPCError('INVALID_PLAN', { message: 'The plan does not validate.', data: { problems } })
  expect(readFailure(error)).toEqual({ code: 'INVALID_PLAN', message: 'The plan does not validate.', problems })
})
test('issues of input that did not fit the contract are given places', () => {
  const error = new ORPCError('BAD_REQUEST', {
    data: {
      issues: [{ path: ['contenders', 1, 'concurrency'], message: 'Too big' }, { message: 'No path' }, 'nonsense'],
    },
  })
  expect(readFailure(error).problems).toEqual([
    { path: 'contenders[1].concurrency', message: 'Too big' },
    { path: '', message: 'No path' },
  ])
})
test('a lost connection is told apart from a refusal', () => {
  expect(readFailure(new TypeError('Failed to fetch')).code).toBe('OFFLINE')
})
test('data of another shape does not break the error it came with', () => {
  expect(readFailure(new ORPCError('NOT_FOUND', { message: 'Gone.', data: 'text' }))).toMatchObject({
    message: 'Gone.',
    problems: [],
  })
})
