import { useMemo, useState } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { TornadoBar } from '#shared/domain/ownership.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import type { CostAnswer } from '#shared/economics/describe-costs.ts'
import { perMonthText } from '#shared/economics/money-words.ts'
import { tornado } from '#shared/economics/tornado.ts'
import { countText } from '#shared/units/count-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { scaled, type ChartColumn, type NamedRow } from '../../charts/chart-rows.ts'
import { TornadoChart } from '../../charts/tornado-chart.tsx'
import styles from './economics.module.css'
import { PairChoice, type Pair } from './pair-choice.tsx'
import { prepareTornado } from './prepare-tornado.ts'

interface TornadoSectionProps {
  comparison: MonthComparison
  assumptions: CostAssumptions
  answer: CostAnswer
  trialName: string
}

interface TornadoTableRow extends NamedRow {
  bar: TornadoBar
}

const COLUMNS: readonly ChartColumn<TornadoTableRow>[] = [
  { head: 'From', name: 'from', read: ({ bar }) => bar.lowWords },
  { head: 'To', name: 'to', read: ({ bar }) => bar.highWords },
  { head: 'Then a month, $', name: 'at_from_usd', read: ({ bar }) => scaled(bar.atLowMicros, 1_000_000), places: 2 },
  { head: 'to, $', name: 'at_to_usd', read: ({ bar }) => scaled(bar.atHighMicros, 1_000_000), places: 2 },
]

/** The saving of one contender against another, or the cost of the only one, as each uncertain thing alone goes to its ends. */
export function TornadoSection({ comparison, assumptions, answer, trialName }: TornadoSectionProps) {
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
  const prepared = found.state === 'known' && found.bars.length > 0 ? prepareTornado(found) : null
  return (
    <div className={styles['third']}>
      <ChartFrame
        title="What would change the answer"
        source={trialName}
        above={
          pair !== null && (
            <div className={styles['pairChoice']}>
              <PairChoice comparison={comparison} pair={pair} onChoose={setChosen} />
            </div>
          )
        }
        caption={
          found.state === 'unknown'
            ? { what: `${subject}.`, count: '', method: '' }
            : {
                what: `${subject}, people counted: ${perMonthText(found.baseMicros)}, and what it becomes as each thing alone goes to either end.`,
                count: countOf(found.bars.length, prepared?.rows.length ?? 0),
                method: 'Ends: of a measured 95 % interval, or of the range that is assumed.',
              }
        }
        table={{
          rows: found.state === 'known' ? found.bars.map((bar) => ({ subject: bar.label, bar })) : [],
          columns: COLUMNS,
          of: { head: 'Moved alone', name: 'moved_alone' },
        }}
        nothing={
          found.state === 'unknown'
            ? `It can’t be told. ${found.reason}`
            : prepared === null
              ? 'Nothing that is uncertain moves it.'
              : null
        }
      >
        {prepared !== null && (
          <TornadoChart {...prepared} writeX={(dollars) => perMonthText(dollars * 1_000_000)} label={subject} />
        )}
      </ChartFrame>
    </div>
  )
}

/** What is drawn is told where it is not all. */
function countOf(moving: number, drawn: number): string {
  if (moving === 0) return ''
  const things = countText(moving, 'thing moves', 'things move')
  return drawn < moving ? `${things} it, the ${drawn} that move it most are drawn.` : `${things} it.`
}

/** Renting against the managed API where both are there, else the cheapest against the next. */
function firstPair({ rental, ids: [id, againstId] }: CostAnswer): Pair | null {
  if (rental !== null) return { id: rental.machinesId, againstId: rental.managedId }
  return id === undefined || againstId === undefined ? null : { id, againstId }
}
