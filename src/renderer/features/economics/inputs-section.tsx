import type { ReactNode } from 'react'
import type { Billing, CostBasis } from '#shared/domain/cost-basis.ts'
import type { SourcedValue } from '#shared/domain/sourced-value.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { averagedText } from '#shared/economics/averaged-text.ts'
import { numberText, perPictureText, shareText, spanText, unitsText } from '#shared/economics/money-words.ts'
import { curveText } from '#shared/economics/stop-curve.ts'
import { SOURCE_WORDS } from '#shared/economics/source-words.ts'
import { figureText } from '#shared/units/count-text.ts'
import { describePrice } from '#shared/units/price-words.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { CONFIDENCE_WORDS } from '../prices/describe-price-rules.ts'
import styles from './economics.module.css'
import { Scrolled } from './scrolled.tsx'
import type { Positions } from './prepare-cost-curves.ts'

interface InputsSectionProps {
  comparison: MonthComparison
  positions: Positions
}

/** Each number that costs are reckoned from, with how it is known. */
export function InputsSection({ comparison, positions }: InputsSectionProps) {
  return (
    <section className={styles['wide']} aria-labelledby="inputs">
      <h2 id="inputs">What this is reckoned from</h2>
      <p className={styles['caption']}>
        Each with its 95&nbsp;% interval, where one could be measured, and how it is known.
      </p>
      <Scrolled label="Inputs">
        <table className={styles['volumes']}>
          <thead>
            <tr>
              <th scope="col">Contender</th>
              <th scope="col">Price</th>
              <th scope="col">Billed or drawn</th>
              <th scope="col">Usable</th>
              <th scope="col">Calls without a picture</th>
              <th scope="col">A cold start adds</th>
            </tr>
          </thead>
          <tbody>
            {comparison.contenders.map(({ basis }) => (
              <InputsRow key={basis.id} basis={basis} position={positions.get(basis.id) ?? 0} />
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  )
}

function InputsRow({ basis, position }: { basis: CostBasis; position: number }) {
  const { billing, usableShare, failed, coldStart } = basis
  const rate = rateOf(billing)
  return (
    <tr>
      <th scope="row">
        <ContenderName position={position} name={basis.name} />
      </th>
      <td>
        {billing.by === 'charges' ? (
          <Known main="as charged">{averagedText(basis) ?? 'the trial’s own charges'}</Known>
        ) : (
          <Known main={describePrice(billing.price)}>
            {CONFIDENCE_WORDS[billing.price.confidence]}, {billing.price.retrievedOn}
          </Known>
        )}
      </td>
      <td>
        <Sourced value={rate.value} write={rate.write} />
      </td>
      <td>
        <Sourced value={usableShare} write={shareText} />
      </td>
      <td>
        <Sourced value={failed.share} write={shareText} />
      </td>
      <td>
        <Sourced value={coldStart.penaltySeconds} write={(seconds) => `${numberText(seconds)} s`} />
        {coldStart.curve.length > 0 && <div className="micro three">{curveText(coldStart.curve)}</div>}
      </td>
    </tr>
  )
}

function rateOf(billing: Billing): { value: SourcedValue | null; write: (value: number) => string } {
  if (billing.by === 'charges')
    return { value: billing.perImageMicros, write: (micros) => `${perPictureText(micros)} a picture` }
  if (billing.by === 'machine') return { value: billing.imagesPerHour, write: (rate) => `${numberText(rate)} an hour` }
  return { value: billing.unitsPerImage, write: (units) => `${unitsText(units, billing.price.unit)} billed for each` }
}

/** A number with its interval and n above, how it is known below. */
function Sourced({ value, write }: { value: SourcedValue | null; write: (value: number) => string }) {
  if (value === null) return <span className="two">not known</span>
  const { low, high, count, source } = value
  const interval = low === high ? 'no interval' : spanText(low, high, write)
  return (
    <Known main={write(value.value)}>
      {SOURCE_WORDS[source]}, {interval}
      {count !== null && `, n ${figureText(count)}`}
    </Known>
  )
}

function Known({ main, children }: { main: string; children: ReactNode }) {
  return (
    <>
      {main}
      <div className="micro three">{children}</div>
    </>
  )
}
