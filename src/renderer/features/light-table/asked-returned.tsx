import type { Case, ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { Note } from '../../ui/states.tsx'
import { compareAskedAndReturned } from './asked-and-returned.ts'
import styles from './inspector.module.css'

interface AskedReturnedProps {
  row: SampleRow
  contender: ShownContender
  planCase: Case
}

/** Why no picture came, and what was asked beside what came back. */
export function AskedReturned({ row, contender, planCase }: AskedReturnedProps) {
  return (
    <>
      {row.failureMessage !== null && (
        <div className={styles['failure']}>
          <Note look={row.outcome === 'failed' ? 'bad' : 'plain'}>{row.failureMessage}</Note>
        </div>
      )}
      <h3>Asked, returned</h3>
      <table className={styles['facts']}>
        <thead>
          <tr>
            <th>
              <span className="unseen">parameter</span>
            </th>
            <th className="right">asked</th>
            <th className="right">returned</th>
          </tr>
        </thead>
        <tbody>
          {compareAskedAndReturned(row, contender, planCase).map((line) => (
            <tr key={line.name}>
              <td className="two">{line.name}</td>
              <td className="right">{line.asked}</td>
              <td className={`right ${line.returned === null ? 'three' : line.differs ? styles['differs'] : ''}`}>
                {line.returned ?? 'not said'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {row.warnings.map((warning) => (
        <div key={`${warning.parameter} ${warning.reason}`} className={styles['failure']}>
          <Note look="warn">
            {warning.parameter} {warning.action}: asked {warning.asked}, sent {warning.sent ?? 'nothing'}.{' '}
            {warning.reason}
          </Note>
        </div>
      ))}
    </>
  )
}
