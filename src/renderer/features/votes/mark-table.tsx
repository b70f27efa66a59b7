import { useMemo } from 'react'
import { countMarks } from '#shared/domain/mark-counts.ts'
import { MOST_STARS } from '#shared/domain/mark.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import chartStyles from '../charts/charts-screen.module.css'
import { useMarks } from '../light-table/use-marks.ts'
import { useRows } from '../trial/use-rows.ts'
import styles from './votes.module.css'

/** What was noted of pictures on the light table; nothing where nobody has marked any. */
export function MarkTable({ trial }: { trial: Trial }) {
  const { data: rows } = useRows()
  const { marks } = useMarks(trial.id)
  const { contenders } = trial.plan
  const counts = useMemo(
    () =>
      rows === undefined
        ? []
        : countMarks(
            contenders.map(({ id }) => id),
            rows,
            [...marks.values()],
          ),
    [contenders, rows, marks],
  )
  if (marks.size === 0 || counts.length === 0) return null
  return (
    <section className={styles['sessionsOf']}>
      <div className={chartStyles['heading']}>
        <h2>Marked by eye</h2>
        <span className="small three">
          counts of pictures, by whoever saw whose they were · no part of what reviewers preferred
        </span>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            {HEADS.map((head) => (
              <th key={head} scope="col" className="right">
                {head}
              </th>
            ))}
            <th scope="col">Tags</th>
          </tr>
        </thead>
        <tbody>
          {contenders.map((contender, index) => {
            const own = counts[index]
            return (
              own !== undefined && (
                <tr key={contender.id}>
                  <th scope="row">
                    <ContenderName position={contender.position} name={contender.name} />
                  </th>
                  {[own.passed, own.rejected, ...own.byStars, own.withNote].map((count, column) => (
                    <td key={HEADS[column]} className="right">
                      {figureText(count)}
                    </td>
                  ))}
                  <td>{own.byTag.map(([tag, count]) => `${tag} ${figureText(count)}`).join(', ')}</td>
                </tr>
              )
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

const STARS = Array.from({ length: MOST_STARS }, (_, index) => '★'.repeat(index + 1))
const HEADS = ['Passed', 'Rejected', ...STARS, 'Noted']
