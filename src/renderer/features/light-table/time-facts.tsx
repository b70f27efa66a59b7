import type { SampleRow } from '#shared/domain/sample-row.ts'
import { formatLatency } from '../../ui/format-estimate.ts'
import styles from './inspector.module.css'
import { PhaseBar } from './phase-bar.tsx'

/** Where the time of a sample went: by our clock, and by what the provider says. */
export function TimeFacts({ row, isPipeline }: { row: SampleRow; isPipeline: boolean }) {
  return (
    <>
      <h3>Time, from due to last byte</h3>
      <PhaseBar phases={row.phases} />
      <table className={styles['facts']}>
        <tbody>
          <Fact
            name="We measured"
            value={row.failureClass === 'interrupted' ? 'not known' : formatLatency(row.latencyMs)}
          />
          <Fact
            name={isPipeline ? 'The last tries of its steps' : 'The last try alone'}
            value={formatLatency(row.serviceMs)}
          />
          <Fact
            name={isPipeline ? 'Provider says, of the last step' : 'Provider says'}
            value={row.reportedInferenceMs === null ? null : formatLatency(row.reportedInferenceMs)}
          />
          <Fact name="Its queue" value={row.reportedQueueMs === null ? null : formatLatency(row.reportedQueueMs)} />
          {row.pollingSlackMs !== null && (
            <Fact name="Polling slack" value={`≤ ${formatLatency(row.pollingSlackMs)}`} />
          )}
          {row.heldBackMs > 0 && <Fact name="Held back, not counted" value={formatLatency(row.heldBackMs)} />}
          {row.reportedCold !== null && <Fact name="Worker was" value={row.reportedCold ? 'cold' : 'warm'} />}
        </tbody>
      </table>
    </>
  )
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return (
    <tr>
      <td className="two">{name}</td>
      <td className={`right ${value === null ? 'three' : ''}`}>{value ?? 'not reported'}</td>
    </tr>
  )
}
