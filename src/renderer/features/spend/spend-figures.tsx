import type { Converted, SpendSums } from '#shared/domain/spend.ts'
import { countText } from '#shared/units/count-text.ts'
import { convertedText } from '#shared/units/format-money.ts'
import { formatTrialCost } from '#shared/units/format-usd.ts'
import { LargeFigure } from '../../ui/figure.tsx'
import { formatSpent } from '../../ui/format-estimate.ts'
import styles from './spend.module.css'

/** The month in two figures that never mix: what was charged, and what practice would have cost. */
export function SpendFigures({ sums }: { sums: SpendSums & { converted: Converted | null } }) {
  const { chargedMicros, unknownCount, practiceMicros, practiceUnknownCount, converted } = sums
  return (
    <div className={styles['figures']}>
      <section aria-label="Charged">
        <LargeFigure value={formatSpent(chargedMicros, unknownCount)} unit="charged" />
        {converted !== null && <div className="small">{convertedText(converted)}</div>}
        <div className="small two">
          {unknownCount === 0
            ? 'Every amount is known.'
            : `${countText(unknownCount, 'charge')} not reported, so the sum is at least this.`}
        </div>
      </section>
      <section aria-label="Practice">
        <LargeFigure value={formatTrialCost(practiceMicros)} unit="of practice" />
        <div className="small two">
          Nothing was charged for it.
          {practiceUnknownCount > 0 && ` ${countText(practiceUnknownCount, 'practice charge')} not known.`}
        </div>
      </section>
    </div>
  )
}
