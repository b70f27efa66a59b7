import { Fragment } from 'react'
import { blockText, retriedText } from '#shared/units/progress-text.ts'
import type { TrialProgress } from '#shared/domain/trial.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { formatCap, formatTrialCost } from '#shared/units/format-usd.ts'
import { LargeFigure } from '../../ui/figure.tsx'
import { formatSpent } from '../../ui/format-estimate.ts'
import { Meter } from '../../ui/meter.tsx'
import { describeTime } from './describe-time.ts'
import styles from './trial-run.module.css'

interface OverviewProps {
  progress: TrialProgress
  practice: boolean
  /** Whether it was ever left and taken up again, or is to be. */
  pauses: boolean
}

/** How far it is, how long it will take, and what it has cost. */
export function Overview({ progress, practice, pauses }: OverviewProps) {
  const { retried } = progress
  const [done, planned] = retried === null ? [progress.done, progress.planned] : [retried.back, retried.asked]
  return (
    <div className={styles['overview']}>
      <section aria-label="Progress">
        <LargeFigure value={figureText(progress.done)} unit={`of ${countText(progress.planned, 'sample')}`} />
        <Meter
          label={retried === null ? 'Samples done' : 'Retried samples back'}
          done={planned === 0 ? 0 : done / planned}
        />
        <div className="small two">
          {[retriedText(progress), blockText(progress)].map(
            (text) => text !== null && <Fragment key={text}>{startSentence(text)} </Fragment>,
          )}
          {describeTime(progress, pauses)}
        </div>
      </section>
      <Spend progress={progress} practice={practice} />
    </div>
  )
}

function startSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}

function Spend({ progress, practice }: { progress: TrialProgress; practice: boolean }) {
  const { budgetMicros, expectedMicros, heldMicros, spentMicros, unknownChargeCount } = progress
  const ofWhat = budgetMicros !== null ? `of ${formatCap(budgetMicros)}` : practice ? 'at list price' : 'spent'
  return (
    <section aria-label="Spend">
      <LargeFigure value={formatSpent(spentMicros, unknownChargeCount, budgetMicros)} unit={ofWhat} />
      {budgetMicros === null ? (
        <div className={styles['noMeter']} />
      ) : (
        <Meter
          label="Spend against the budget"
          done={spentMicros / budgetMicros}
          held={heldMicros === null ? 0 : heldMicros / budgetMicros}
          alarm={spentMicros > budgetMicros}
        />
      )}
      <div className="small two">
        {practice && 'Simulated: nothing is charged. '}
        {progress.inFlight > 0 &&
          (heldMicros === null
            ? 'What is in flight has no known price. '
            : `${formatTrialCost(heldMicros)} held for ${countText(progress.inFlight, 'sample')} in flight. `)}
        {expectedMicros !== null &&
          `Expected at the end: ${formatTrialCost(expectedMicros.value)} (${formatTrialCost(expectedMicros.low)} to ${formatTrialCost(expectedMicros.high)}). `}
        {budgetMicros === null && 'No budget was set. '}
        {unknownChargeCount > 0 && `${countText(unknownChargeCount, 'charge')} not reported, so it is at least this.`}
      </div>
    </section>
  )
}
