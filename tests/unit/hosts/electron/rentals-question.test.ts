import { expect, test } from 'vitest'
import { rentalsAnswer, rentalsQuestion } from '#main/hosts/electron/rentals-question.ts'
import { unknown } from '#main/rentals/charge-rental.ts'
import { exampleRental } from '#tests/support/example-rental.ts'

test('quitting asks where nothing is rented, or hides what a machine costs', () => {
  expect(rentalsQuestion([])).toBeNull()
  const one = rentalsQuestion([exampleRental()])
  expect(one?.message).toBe('A machine is still rented.')
  expect(one?.detail).toMatch(/^gpu_1x_a10 at lambda · \$1\.2900 an hour · \$0\.8600 so far\n\n.*nobody ends them/)
  const strange = exampleRental({ request: null, hourlyMicros: null, charge: unknown('nobody knows') })
  const two = rentalsQuestion([exampleRental(), strange])
  expect(two?.message).toBe('2 machines are still rented.')
  expect(two?.detail).toContain('A machine at lambda · price not known · cost so far not known')
})

test('a button does what another says, or a closed question ends machines', () => {
  const { buttons } = rentalsQuestion([exampleRental()])!
  expect(buttons.map((words, place) => [words, rentalsAnswer(place)])).toEqual([
    ['End them and quit', 'end'],
    ['Leave them running and quit', 'leave'],
    ['Don’t quit', 'stay'],
  ])
  expect(rentalsAnswer(-1)).toBe('stay')
  expect(rentalsAnswer(3)).toBe('stay')
})
