import type { AmountInterval } from '#shared/domain/month-cost.ts'
import { writeEstimate } from '#shared/units/write-estimate.ts'
import { WrittenFigure } from '../../ui/figure.tsx'

/** An amount in micro-dollars with its interval: of a month, or of a picture. */
export function Amount({ amount, perPicture = false }: { amount: AmountInterval; perPicture?: boolean }) {
  const { value, low, high } = amount
  const quantity = perPicture ? 'moneyPerImage' : 'moneyPerMonth'
  const written = writeEstimate({ state: 'known', value, low, high, count: 0, method: 'exact' }, quantity)
  return <WrittenFigure {...written} count={null} />
}
