import type { ReactNode } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import { MOST_IMAGES_PER_MONTH } from '#shared/domain/default-assumptions.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { rangeText, shareText, spanText } from '#shared/economics/money-words.ts'
import { figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { Button } from '../../ui/button.tsx'
import { engineerHours, withEngineerHours, type ChangeAssumptions } from './edit-assumptions.ts'
import styles from './economics.module.css'
import { Knob } from './knob.tsx'
import { nearestStop, VOLUME_STOPS } from './volume-stops.ts'

interface KnobsProps {
  comparison: MonthComparison
  assumptions: CostAssumptions
  onChange: ChangeAssumptions
}

interface AllKnobsProps extends KnobsProps {
  /** Whether every picture of the trial is examined. */
  isExamined: boolean
}

const MOST_ENGINEER_HOURS = 160
const LEAST_PERCENT = 1

/** What moves the answer most. */
export function Knobs({ comparison, assumptions, isExamined, onChange }: AllKnobsProps) {
  const { imagesPerMonth, countOverhead, hourlyRateUsd } = assumptions
  const hasMachines = comparison.contenders.some(({ basis }) => basis.billing.by === 'machine')
  const hours = round(engineerHours(assumptions))
  return (
    <div className={styles['knobs']}>
      <Knob
        label="Pictures a month"
        value={imagesPerMonth}
        range={{ minimum: 1, maximum: MOST_IMAGES_PER_MONTH, whole: true }}
        slider={{
          minimum: 0,
          maximum: VOLUME_STOPS.length - 1,
          step: 1,
          place: nearestStop(imagesPerMonth),
          valueOf: (place) => VOLUME_STOPS[place] as number,
        }}
        says={`${figureText(imagesPerMonth)} pictures a month`}
        note="received, usable or not; kept with the decision"
        onChange={(volume) => onChange({ imagesPerMonth: volume })}
      />
      {hasMachines && <UtilisationKnob comparison={comparison} assumptions={assumptions} onChange={onChange} />}
      {hasMachines && (
        <Knob
          label="Engineer time a month"
          unit="h"
          value={hours}
          range={{ minimum: 0, maximum: MOST_ENGINEER_HOURS, whole: false }}
          slider={{
            minimum: 0,
            maximum: MOST_ENGINEER_HOURS,
            step: 1,
            place: hours,
            valueOf: (place) => place,
          }}
          says={`${hours} hours a month`}
          note={
            <>
              on machines, at {rangeText(hourlyRateUsd, (usd) => `$${usd}`)} an hour ·{' '}
              <label className="nowrap">
                <input
                  type="checkbox"
                  checked={countOverhead}
                  onChange={({ target }) => onChange({ countOverhead: target.checked })}
                />{' '}
                count people
              </label>
            </>
          }
          onChange={(next) => onChange(withEngineerHours(assumptions, next))}
        />
      )}
      <UsableKnob comparison={comparison} assumptions={assumptions} isExamined={isExamined} onChange={onChange} />
    </div>
  )
}

/** A share in percent; null where it is not known. */
function PercentKnob({
  label,
  percent,
  note,
  onChange,
}: {
  label: string
  percent: number | null
  note: ReactNode
  onChange: (percent: number) => void
}) {
  return (
    <Knob
      label={label}
      unit="%"
      value={percent}
      range={{ minimum: LEAST_PERCENT, maximum: 100, whole: false }}
      slider={{
        minimum: LEAST_PERCENT,
        maximum: 100,
        step: 1,
        place: percent ?? LEAST_PERCENT,
        valueOf: (place) => place,
      }}
      says={percent === null ? 'not known' : `${percent} %`}
      note={note}
      onChange={onChange}
    />
  )
}

function UtilisationKnob({ comparison, assumptions, onChange }: KnobsProps) {
  const replayed = comparison.contenders.flatMap(({ own }) =>
    own.state === 'known' && own.use !== null ? [own.use.utilisation] : [],
  )
  const { utilisation } = assumptions
  const percent =
    utilisation === null
      ? replayed.length === 0
        ? null
        : round(Math.max(LEAST_PERCENT, ...replayed.map((share) => share * 100)))
      : round(utilisation * 100)
  return (
    <PercentKnob
      label="Utilisation of rented hours"
      percent={percent}
      note={
        utilisation === null ? (
          `follows from the traffic: ${replayed.length === 0 ? 'not known' : sharesText(replayed)}`
        ) : (
          <>
            typed in · <Back onClick={() => onChange({ utilisation: null })}>From traffic</Back>
          </>
        )
      }
      onChange={(next) => onChange({ utilisation: next / 100 })}
    />
  )
}

function UsableKnob({ comparison, assumptions, isExamined, onChange }: AllKnobsProps) {
  const measured = comparison.contenders.flatMap(({ basis: { usableShare } }) =>
    usableShare === null ? [] : [usableShare],
  )
  const counts = new Set(measured.map(({ count }) => count).filter((count) => count !== null))
  const n = counts.size === 0 ? '' : ` n ${listText([...counts].map(figureText))}`
  const { usableShare } = assumptions
  const percent =
    usableShare === null
      ? measured.length === 0
        ? null
        : round((measured.reduce((sum, { value }) => sum + value, 0) / measured.length) * 100)
      : round(usableShare * 100)
  const words =
    measured.length === 0
      ? isExamined
        ? 'not measured: no picture came'
        : 'not known before all pictures are examined'
      : `measured of each: ${sharesText(measured.map(({ value }) => value))}, 95 % interval ${sharesText(measured.flatMap(({ low, high }) => [low, high]))},${n}`
  return (
    <PercentKnob
      label="Usable share"
      percent={percent}
      note={
        usableShare === null ? (
          words
        ) : (
          <>
            typed in, of all alike · <Back onClick={() => onChange({ usableShare: null })}>As measured</Back>
          </>
        )
      }
      onChange={(next) => onChange({ usableShare: next / 100 })}
    />
  )
}

function Back({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button look="quiet" small className={styles['back']} onClick={onClick}>
      {children}
    </Button>
  )
}

/** `39–51 %` */
function sharesText(shares: readonly number[]): string {
  const [low, high] = [Math.min(...shares), Math.max(...shares)]
  return low === high ? shareText(low) : spanText(low, high, shareText)
}

function round(value: number): number {
  return Number(value.toFixed(1))
}
