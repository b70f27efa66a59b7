import { useMemo, useState } from 'react'
import type { Criterion } from '#shared/decision/criteria.ts'
import { measureFigure } from '#shared/decision/parts.ts'
import type { FrontPlace } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import { listText } from '#shared/units/list-text.ts'
import { TradeOffChart } from '../../charts/trade-off-chart.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { firstAxes, prepareTradeOff, TRADE_OFF_MEASURES, type TradeOffMeasure } from './prepare-trade-off.ts'
import { SECTIONS, Sentence } from './sentence.tsx'
import styles from './decision.module.css'

type Axis = Criterion & { id: TradeOffMeasure }

/** Latency, cost and quality, two of them at a time, with the front of those that none beats in both. */
export function TradeOffSection({
  contenders,
  criteria,
  front,
  showRows,
}: {
  contenders: readonly DecisionContender[]
  criteria: readonly Criterion[]
  front: readonly FrontPlace[]
  showRows: boolean
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
  return (
    <section aria-labelledby={SECTIONS.front}>
      <div className={styles['sectionHead']}>
        <h2 id={SECTIONS.front} tabIndex={-1}>
          {x.title} against {y.title}
        </h2>
        <AxisChoice label="Across" value={axes.x} criteria={criteria} onChange={(next) => choose('x', next)} />
        <AxisChoice label="Up" value={axes.y} criteria={criteria} onChange={(next) => choose('y', next)} />
      </div>
      <p className={styles['caption']}>
        Bars: 95 % interval, of a rented machine from busy to idle all month. Dotted: nobody is better in both. An
        outline: another one is surely as good or better in latency, cost and quality together.
      </p>
      {showRows || prepared.chart === null ? (
        <FrontRows contenders={contenders} criteria={criteria} front={front} />
      ) : (
        <>
          <TradeOffChart
            {...prepared.chart}
            label={`${x.title} against ${y.title} with intervals, and the front of those that none beats in both`}
          />
          {prepared.notDrawn.length > 0 && (
            <p className="small three">
              Not drawn: {prepared.notDrawn.map(({ name, reason }) => `${name} (${reason})`).join('; ')}.
            </p>
          )}
        </>
      )}
    </section>
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

/** All three measures of each, and how it stands to the front of the three. */
function FrontRows({
  contenders,
  criteria,
  front,
}: {
  contenders: readonly DecisionContender[]
  criteria: readonly Criterion[]
  front: readonly FrontPlace[]
}) {
  const nameOf = (id: string): string => contenders.find(({ contenderId }) => contenderId === id)?.name ?? id
  return (
    <div className={styles['rows']}>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">Contender</th>
            {TRADE_OFF_MEASURES.map((id) => (
              <th scope="col" key={id} className="right">
                {criterionOf(criteria, id).title}
              </th>
            ))}
            <th scope="col">Of the three together</th>
          </tr>
        </thead>
        <tbody>
          {contenders.map(({ contenderId, name, position, measures }) => (
            <tr key={contenderId}>
              <th scope="row">
                <ContenderName position={position} name={name} />
              </th>
              {TRADE_OFF_MEASURES.map((id) => {
                const measure = measures[id]
                return (
                  <td key={id} className="right">
                    {measure.state === 'known' ? (
                      <Sentence parts={[measureFigure(measure, criterionOf(criteria, id))]} />
                    ) : (
                      <span className="two">{measure.reason}</span>
                    )}
                  </td>
                )
              })}
              <td>
                {frontWords(
                  front.find((place) => place.contenderId === contenderId),
                  nameOf,
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function frontWords(place: FrontPlace | undefined, nameOf: (id: string) => string): string {
  if (place === undefined) return 'left out'
  if (place.state === 'front') return 'on the front'
  if (place.state === 'unknown') return 'not known'
  const by = listText(place.by.map(nameOf))
  return place.state === 'dominated' ? `beaten by ${by}` : `beaten by ${by}, by the values alone`
}

/** @throws Error where there is none: the three are there in every trial */
function criterionOf(criteria: readonly Criterion[], id: TradeOffMeasure): Axis {
  const found = criteria.find((criterion): criterion is Axis => criterion.id === id)
  if (found === undefined) throw new Error(`There is no criterion ${id}.`)
  return found
}
