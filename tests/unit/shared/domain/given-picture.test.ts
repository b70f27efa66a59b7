import { expect, test } from 'vitest'
import { givenPicture } from '#shared/domain/given-picture.ts'

const picture = { sha256: 'a'.repeat(64), format: 'png', width: 32, height: 24, sizeBytes: 9 } as const
const changes = { id: 'changes', task: 'image-to-image' } as const
const draws = { id: 'draws', task: 'generate' } as const

test('a picture that nobody was given is shown as given, or one that somebody was given is not', () => {
  expect(givenPicture([draws, changes], { picture })).toBe(picture)
  expect(givenPicture([{ ...changes, task: 'upscale' }], { picture })).toBe(picture)
  expect(givenPicture([draws], { picture })).toBeNull()
  expect(givenPicture([draws, changes], { picture, skippedFor: ['changes'] })).toBeNull()
  expect(givenPicture([draws, changes], { picture, skippedFor: ['draws'] })).toBe(picture)
  expect(givenPicture([changes], { picture: null })).toBeNull()
})
