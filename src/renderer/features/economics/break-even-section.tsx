import type { BreakEven } from '#shared/domain/break-even.ts'
import { neededText } from '#shared/economics/break-even-utilisation.ts'
import { cheaperText, intervalText } from '#shared/economics/break-even-words.ts'
import type { MachinesAgainst, MonthComparison } from '#shared/economics/compare-costs.ts'
import { shareText } from '#shared/economics/money-words.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import styles from './economics.module.css'
import type { Positions } from './prepare-cost-curves.ts'
import { Scrolled } from './scrolled.tsx'

interface BreakEvenSectionProps {
  comparison: MonthComparison
  imagesPerMonth: number
  positions: Positions
}

/** From which volume each machine costs less than each API, with what the measurements leave open; nothing without a pair. */
export function BreakEvenSection({ comparison, imagesPerMonth, positions }: BreakEvenSectionProps) {
  if (comparison.against.length === 0) return null
  const nameOf = new Map(comparison.contenders.map(({ basis }) => [basis.id, basis.name]))
  const name = (id: string) => <ContenderName position={positions.get(id) ?? 0} name={nameOf.get(id) ?? id} />
  return (
    <section className={styles['wide']} aria-labelledby="break-even">
      <h2 id="break-even">Break-even, pair by pair</h2>
      <p className={styles['caption']}>
        From how many pictures a month on machines cost less. Small: the 95&nbsp;% interval, from where they may be
        cheaper to where they are for certain, which is where the interval of the monthly saving holds 0. It comes of
        measured speed, charges, cold starts and usable shares, with retries and failed calls in them; what is assumed
        stays as it is.
      </p>
      <Scrolled label="Break-evens">
        <table className={styles['breakEven']}>
          <thead>
            <tr>
              <th scope="col">Machines</th>
              <th scope="col">API</th>
              <th scope="col">Cheaper, pictures a month</th>
              <th scope="col">In usable pictures</th>
              <th scope="col">At work, at {figureText(imagesPerMonth)}</th>
              <th scope="col">In words</th>
            </tr>
          </thead>
          <tbody>
            {comparison.against.map((pair) => (
              <tr key={`${pair.machinesId} ${pair.managedId}`}>
                <th scope="row">{name(pair.machinesId)}</th>
                <td>{name(pair.managedId)}</td>
                <td>
                  <Volume found={pair.breakEven} />
                </td>
                <td>
                  <Volume found={pair.usableBreakEven} />
                </td>
                <td>
                  <Needed needed={pair.utilisation} />
                </td>
                <td className={`small two ${styles['wraps']}`}>{pair.breakEven.words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  )
}

function Volume({ found }: { found: BreakEven }) {
  if (found.state === 'unknown') return <span className="two">not known</span>
  return <WithInterval main={cheaperText(found)} interval={intervalText(found.interval)} />
}

function Needed({ needed }: { needed: MachinesAgainst['utilisation'] }) {
  if (needed.state === 'unknown') return <span className="two">not known</span>
  return (
    <WithInterval
      main={needed.utilisation === null ? 'never' : shareText(needed.utilisation)}
      interval={neededText(needed.interval)}
    />
  )
}

function WithInterval({ main, interval }: { main: string; interval: string | null }) {
  return (
    <>
      {main}
      {interval !== null && <div className="micro two">{interval}</div>}
    </>
  )
}
