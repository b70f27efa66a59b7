import { useMemo, useState } from 'react'
import type { Criterion } from '#shared/decision/criteria.ts'
import type { FrontPlace } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { TradeOffChart } from '../../charts/trade-off-chart.tsx'
import { countWords } from '../charts/count-words.ts'
import { frontTable } from './prepare-decision-tables.ts'
import { firstAxes, prepareTradeOff, TRADE_OFF_MEASURES, type TradeOffMeasure } from './prepare-trade-off.ts'
import { SECTIONS } from './sentence.tsx'
import styles from './decision.module.css'

type Axis = Criterion & { id: TradeOffMeasure }

/** Latency, cost and quality, two of them at a time, with the front of those that none beats in both. */
export function TradeOffSection({
  contenders,
  criteria,
  front,
  trialName,
}: {
  contenders: readonly DecisionContender[]
  criteria: readonly Criterion[]
  front: readonly FrontPlace[]
  trialName: string
}) {
  const [chosen, setChosen] = useState<{ x: TradeOffMeasure; y: TradeOffMeasure } | null>(null)
  const axes = chosen ?? firstAxes(contenders)
  const [x, y] = [criterionOf(criteria, axes.x), criterionOf(criteria, axes.y)]
  const prepared = useMemo(() => prepareTradeOff(contenders, front, [x, y]), [contenders, front, x, y])
  // Only two different ones make a trade-off: choosing the other's changes places with it.
  const choose = (way: 'x' | 'y', next: TradeOffMeasure): void => {
    const other = way === 'x' ? 'y' : 'x'
    setChosen(next === axes[other] ? { x: axes.y, y: axes.x } : { ...axes, [way]: next })
  }
  const table = useMemo(
    () => frontTable(contenders, (id) => criterionOf(criteria, id), front),
    [contenders, criteria, front],
  )
  const { chart, notDrawn } = prepared
  return (
    <ChartFrame
      id={SECTIONS.front}
      title={`${x.title} against ${y.title}`}
      source={trialName}
      above={
        <div className={styles['axes']}>
          <AxisChoice label="Across" value={axes.x} criteria={criteria} onChange={(next) => choose('x', next)} />
          <AxisChoice label="Up" value={axes.y} criteria={criteria} onChange={(next) => choose('y', next)} />
        </div>
      }
      caption={{
        what: 'Dotted: nobody is better in both. An outline: another one is surely as good or better in latency, cost and quality together.',
        count: countWords(
          contenders.map(({ asked }) => asked),
          'samples a contender',
        ),
        method: 'Bars: 95 % interval, of a rented machine from busy to idle all month.',
      }}
      table={table}
      nothing={chart === null ? 'There is nothing to draw: of no contender are both known.' : null}
      under={
        notDrawn.length > 0 && (
          <p className="small three">
            Not drawn: {notDrawn.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.
          </p>
        )
      }
    >
      {chart !== null && (
        <TradeOffChart
          {...chart}
          label={`${x.title} against ${y.title} with intervals, and the front of those that none beats in both`}
        />
      )}
    </ChartFrame>
  )
}

function AxisChoice({
  label,
  value,
  criteria,
  onChange,
}: {
  label: string
  value: TradeOffMeasure
  criteria: readonly Criterion[]
  onChange: (value: TradeOffMeasure) => void
}) {
  return (
    <label className={`small two ${styles['choice']}`}>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.target.value as TradeOffMeasure)}>
        {TRADE_OFF_MEASURES.map((id) => (
          <option key={id} value={id}>
            {criterionOf(criteria, id).title}
          </option>
        ))}
      </select>
    </label>
  )
}

/** @throws Error where there is none: the three are there in every trial */
function criterionOf(criteria: readonly Criterion[], id: TradeOffMeasure): Axis {
  const found = criteria.find((criterion): criterion is Axis => criterion.id === id)
  if (found === undefined) throw new Error(`There is no criterion ${id}.`)
  return found
}
