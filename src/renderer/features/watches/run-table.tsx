import { Link } from '@tanstack/react-router'
import type { WatchedRun } from '#shared/contract/watch.ts'
import type { WatchDrift } from '#shared/domain/drift.ts'
import { countText } from '#shared/units/count-text.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { formatMoment } from '../../ui/format-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { runText, verdictsText } from './watch-words.ts'
import styles from './watches.module.css'

interface RunTableProps {
  runs: readonly WatchedRun[]
  /** Absent while it is being reckoned. */
  drift: WatchDrift | undefined
}

/** The runs of a watch, the newest first, each with what it says of every contender. */
export function RunTable({ runs, drift }: RunTableProps) {
  const now = useNow(10_000)
  if (runs.length === 0) return <p className="two">The first run begins within half a minute.</p>
  return (
    <ol className={styles['runs']} reversed>
      {runs.toReversed().map((run) => {
        const compared = drift?.runs.find(({ number }) => number === run.number)
        const isBaseline = run.number === drift?.baselineNumber
        return (
          <li key={run.number}>
            <div className={styles['run']}>
              <b>Run {run.number}</b>
              <span className="two">due {formatMoment(run.dueAt, now)}</span>
              {run.trialId === null ? (
                <span className={run.problem === null ? 'two' : 'alarm'}>{runText(run)}</span>
              ) : (
                <Link to="/trials/$trialId/run" params={{ trialId: run.trialId }}>
                  {runText(run)}
                </Link>
              )}
              {isBaseline && <span className="two">the others are held against it</span>}
              {run.missedCount > 0 && (
                <span className="two">{countText(run.missedCount, 'time')} went by before the next</span>
              )}
            </div>
            {compared !== undefined && (
              <table className={styles['figures']}>
                <caption className="unseen">Contenders in run {run.number}</caption>
                <colgroup>
                  <col />
                  <col />
                  <col className={styles['since']} />
                </colgroup>
                <thead className="unseen">
                  <tr>
                    <th>Contender</th>
                    <th>Median latency</th>
                    <th>Since the first run</th>
                  </tr>
                </thead>
                <tbody>
                  {compared.contenders.map((contender) => (
                    <tr key={contender.contenderId}>
                      <th scope="row">
                        <ContenderName position={contender.position} name={contender.name} />
                      </th>
                      <td className="right">
                        <EstimateFigure estimate={contender.median} quantity="latency" label="a median" />
                      </td>
                      <td className="two">{isBaseline ? '' : verdictsText(contender)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </li>
        )
      })}
    </ol>
  )
}
