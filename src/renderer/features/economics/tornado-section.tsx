import { useMemo, useState } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { TornadoBar } from '#shared/domain/ownership.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import type { CostAnswer } from '#shared/economics/describe-costs.ts'
import { perMonthText } from '#shared/economics/money-words.ts'
import { tornado } from '#shared/economics/tornado.ts'
import { TornadoChart } from '../../charts/tornado-chart.tsx'
import styles from './economics.module.css'
import { Scrolled } from './scrolled.tsx'
import { PairChoice, type Pair } from './pair-choice.tsx'
import { prepareTornado } from './prepare-tornado.ts'

interface TornadoSectionProps {
  comparison: MonthComparison
  assumptions: CostAssumptions
  answer: CostAnswer
  showRows: boolean
}

/** The saving of one contender against another, or the cost of the only one, as each uncertain thing alone goes to its ends. */
export function TornadoSection({ comparison, assumptions, answer, showRows }: TornadoSectionProps) {
  const [chosen, setChosen] = useState<Pair | null>(null)
  const pair = chosen ?? firstPair(answer)
  const [only] = comparison.contenders
  const id = pair?.id ?? only?.basis.id ?? ''
  const found = useMemo(
    () =>
      tornado(
        comparison.contenders.map(({ basis }) => basis),
        { id, againstId: pair?.againstId ?? null },
        assumptions,
      ),
    [comparison, assumptions, id, pair?.againstId],
  )
  const nameOf = (wanted: string): string =>
    comparison.contenders.find(({ basis }) => basis.id === wanted)?.basis.name ?? wanted
  const subject =
    pair === null
      ? `Cost of ${nameOf(id)} a month`
      : `Monthly saving of ${nameOf(pair.id)} against ${nameOf(pair.againstId)}`
  return (
    <section className={styles['third']} aria-labelledby="would-change">
      <h2 id="would-change">What would change the answer</h2>
      {pair !== null && (
        <div className={styles['pairChoice']}>
          <PairChoice comparison={comparison} pair={pair} onChoose={setChosen} />
        </div>
      )}
      {found.state === 'unknown' ? (
        <p className="two">It can’t be told. {found.reason}</p>
      ) : (
        <>
          <p className={styles['caption']}>
            {subject}, people counted: {perMonthText(found.baseMicros)}, and what it becomes as each thing alone goes to
            either end of its range or 95&nbsp;% interval.
          </p>
          {found.bars.length === 0 && <p className="two">Nothing that is uncertain moves it.</p>}
          {found.bars.length > 0 &&
            (showRows ? <TornadoRows bars={found.bars} /> : <Drawn found={found} label={subject} />)}
        </>
      )}
    </section>
  )
}

/** Renting against the managed API where both are there, else the cheapest against the next. */
function firstPair({ rental, ids: [id, againstId] }: CostAnswer): Pair | null {
  if (rental !== null) return { id: rental.machinesId, againstId: rental.managedId }
  return id === undefined || againstId === undefined ? null : { id, againstId }
}

function Drawn({ found, label }: { found: Parameters<typeof prepareTornado>[0]; label: string }) {
  const prepared = useMemo(() => prepareTornado(found), [found])
  return <TornadoChart {...prepared} writeX={(dollars) => perMonthText(dollars * 1_000_000)} label={label} />
}

function TornadoRows({ bars }: { bars: readonly TornadoBar[] }) {
  return (
    <Scrolled label="What would change the answer, as rows">
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">Moved alone</th>
            <th scope="col" className="right">
              From
            </th>
            <th scope="col" className="right">
              To
            </th>
            <th scope="col" className="right">
              Then a month
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ id, label, lowWords, highWords, atLowMicros, atHighMicros }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td className="right">{lowWords}</td>
              <td className="right">{highWords}</td>
              <td className="right">
                {perMonthText(atLowMicros)} to {perMonthText(atHighMicros)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}
