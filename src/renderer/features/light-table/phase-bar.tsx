import type { SamplePhases } from '#shared/domain/sample-row.ts'
import { formatLatency } from '../../ui/format-estimate.ts'
import styles from './phase-bar.module.css'

const PARTS: readonly { key: keyof SamplePhases; name: string; className: string }[] = [
  { key: 'connectMs', name: 'connect', className: 'connect' },
  { key: 'sendMs', name: 'send', className: 'send' },
  { key: 'waitMs', name: 'wait', className: 'wait' },
  { key: 'pollingMs', name: 'poll', className: 'polling' },
  { key: 'receiveMs', name: 'receive', className: 'receive' },
]

/**
 * Where one sample's time went: parts of a whole, in greys and patterns. A phase that did not happen is absent. Its list has every number,
 * so it needs no frame of charts; those of all samples are drawn under Analysis.
 */
export function PhaseBar({ phases }: { phases: SamplePhases }) {
  const parts = PARTS.flatMap((part) => {
    const ms = phases[part.key]
    return ms === null ? [] : [{ ...part, ms }]
  })
  const totalMs = parts.reduce((sum, part) => sum + part.ms, 0)
  if (totalMs === 0) return <p className="two">No exchange was finished.</p>
  return (
    <div>
      <div className={styles['bar']} aria-hidden="true">
        {parts.map((part) => (
          <i key={part.key} className={styles[part.className]} style={{ flexGrow: part.ms / totalMs }} />
        ))}
      </div>
      <ul className={`micro two ${styles['legend']}`}>
        {parts.map((part) => (
          <li key={part.key}>
            <i className={styles[part.className]} aria-hidden="true" />
            {part.name} {formatLatency(part.ms)}
          </li>
        ))}
      </ul>
    </div>
  )
}
