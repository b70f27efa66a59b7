import { useMemo } from 'react'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { MonthComparison } from '#shared/economics/compare-costs.ts'
import { chanceText, perMonthText } from '#shared/economics/money-words.ts'
import { simulateOwnership } from '#shared/economics/simulate-ownership.ts'
import { figureText } from '#shared/units/count-text.ts'
import { linearAxis } from '../../charts/scale.ts'
import { WhiskerAxis, Whiskers } from '../../charts/whiskers.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import styles from './economics.module.css'
import type { Positions } from './prepare-cost-curves.ts'

interface OwnershipSectionProps {
  comparison: MonthComparison
  assumptions: CostAssumptions
  positions: Positions
}

const DOLLAR = 1_000_000
const MARKS = 4

/** All that comes with a contender, drawn many times. Simulated once what is moved has come to rest. */
export function OwnershipSection(props: OwnershipSectionProps) {
  const { comparison, assumptions } = useSettled(props)
  const ownership = useMemo(
    () =>
      simulateOwnership(
        comparison.contenders.map(({ basis }) => basis),
        assumptions,
      ),
    [comparison, assumptions],
  )
  const nameOf = new Map(comparison.contenders.map(({ basis }) => [basis.id, basis.name]))
  const rows = ownership.contenders.toSorted((left, right) => rank(left) - rank(right))
  const highest = Math.max(0, ...rows.map((one) => (one.state === 'known' ? one.p95Micros / DOLLAR : 0)))
  const axis = linearAxis(highest, MARKS)
  return (
    <section
      className={styles['wide']}
      aria-labelledby="ownership"
      aria-busy={props.assumptions !== assumptions ? true : undefined}
    >
      <h2 id="ownership">All that comes with it</h2>
      <p className={styles['caption']}>
        A month of {figureText(ownership.imagesPerMonth)} pictures with people and recoveries, everything uncertain
        drawn at once: {figureText(ownership.draws)} draws, seed {ownership.seed}. Marker: median; line: from the 5th to
        the 95th percentile.
      </p>
      <table className={styles['ownership']}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            <th scope="col" className={styles['chartCell']}>
              <span className="unseen">Drawn on one axis</span>
            </th>
            <th scope="col" className="right">
              p5
            </th>
            <th scope="col" className="right">
              Median
            </th>
            <th scope="col" className="right">
              p95
            </th>
            <th scope="col" className="right">
              Cheapest in
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <ContenderName position={props.positions.get(one.id) ?? 0} name={nameOf.get(one.id) ?? one.id} />
              </th>
              {one.state === 'unknown' ? (
                <td colSpan={5} className={`two ${styles['wraps']}`}>
                  not known: {one.reason}
                </td>
              ) : (
                <>
                  <td className={styles['chartCell']}>
                    <Whiskers
                      whiskers={[
                        {
                          mark: 'marker',
                          value: one.p50Micros / DOLLAR,
                          low: one.p5Micros / DOLLAR,
                          high: one.p95Micros / DOLLAR,
                        },
                      ]}
                      axis={axis}
                      position={props.positions.get(one.id) ?? 0}
                      label={`Simulated cost of a month of ${nameOf.get(one.id)}`}
                    />
                  </td>
                  <td className="right">{perMonthText(one.p5Micros)}</td>
                  <td className="right">
                    <b>{perMonthText(one.p50Micros)}</b>
                  </td>
                  <td className="right">{perMonthText(one.p95Micros)}</td>
                  <td className="right">{one.cheapestShare === 0 ? 'none' : chanceText(one.cheapestShare)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <span className="unseen">Axis</span>
            </th>
            <td className={styles['chartCell']}>
              <WhiskerAxis axis={axis} write={(dollars) => `$${dollars.toLocaleString('en-US')}`} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

function rank(one: ReturnType<typeof simulateOwnership>['contenders'][number]): number {
  return one.state === 'known' ? one.p50Micros : Number.POSITIVE_INFINITY
}
