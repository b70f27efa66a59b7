import type { Rental } from '#shared/domain/rental.ts'
import { formatUsd } from '#shared/units/format-usd.ts'

/** What is asked before the desktop quits while machines are rented. The buttons' places are the answers. */
export interface RentalsQuestion {
  message: string
  detail: string
  buttons: ['End them and quit', 'Leave them running and quit', 'Don’t quit']
}

export type RentalsAnswer = 'end' | 'leave' | 'stay'

const ANSWERS: readonly RentalsAnswer[] = ['end', 'leave', 'stay']

/** @returns null where nothing is rented, so that nothing is asked */
export function rentalsQuestion(open: readonly Rental[]): RentalsQuestion | null {
  if (open.length === 0) return null
  const lines = open.map(({ providerId, request, hourlyMicros, charge }) => {
    const price = hourlyMicros === null ? 'price not known' : `${formatUsd(hourlyMicros, 4)} an hour`
    const cost = charge.amountMicros === null ? 'cost so far not known' : `${formatUsd(charge.amountMicros, 4)} so far`
    return `${request?.machine ?? 'A machine'} at ${providerId} · ${price} · ${cost}`
  })
  return {
    message: open.length === 1 ? 'A machine is still rented.' : `${open.length} machines are still rented.`,
    detail: `${lines.join('\n')}\n\nWhile Assay is closed, nobody ends them when the lease is over.`,
    buttons: ['End them and quit', 'Leave them running and quit', 'Don’t quit'],
  }
}

/** @param button the place of the button that was pressed; closing the question is no answer, so nothing happens */
export function rentalsAnswer(button: number): RentalsAnswer {
  return ANSWERS[button] ?? 'stay'
}
