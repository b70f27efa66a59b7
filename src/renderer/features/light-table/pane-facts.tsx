import type { ReactNode } from 'react'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { Button } from '../../ui/button.tsx'
import { Flag } from '../../ui/flag.tsx'
import { formatImageCost, formatLatency } from '../../ui/format-estimate.ts'
import { notLikeForLike } from './asked-and-returned.ts'
import type { ComparedPicture } from './compared-picture.ts'
import styles from './compare-view.module.css'
import { ShotFlags } from './shot.tsx'

interface PaneFactsProps {
  picture: ComparedPicture
  inspecting: boolean
  onInspect: () => void
}

/** What is known of a picture at a glance, what is not as asked, and the way to all the rest. */
export function PaneFacts({ picture, inspecting, onInspect }: PaneFactsProps) {
  const { sample: row, contender, planCase, name, named } = picture
  if (named === 'nothing') return null
  if (row === undefined) return <div className={styles['facts']} />
  const unlike = notLikeForLike(row, contender, planCase)
  return (
    <div className={styles['facts']}>
      <dl>
        <PaneFact name="latency">
          <b>{row.failureClass === 'interrupted' ? 'not known' : formatLatency(row.latencyMs)}</b>
        </PaneFact>
        <PaneFact name="cost">
          <b>{formatImageCost(row.chargeMicros)}</b>
        </PaneFact>
        <PaneFact name={row.reportedSeed === null ? 'seed asked' : 'seed'}>{row.reportedSeed ?? row.seed}</PaneFact>
        <PaneFact name={row.attempts === 1 ? 'try' : 'tries'}>{row.attempts}</PaneFact>
        {row.image !== null && <PaneFact name="format">{row.image.format.toUpperCase()}</PaneFact>}
      </dl>
      <div className={styles['flags']}>
        {(unlike.length === 0 || isBad(row)) && <ShotFlags row={row} contender={contender} planCase={planCase} />}
        <Button small look="quiet" aria-pressed={inspecting} onClick={onInspect}>
          Phases, tries<span className="unseen"> of {name}</span>
        </Button>
      </div>
      {unlike.length > 0 && (
        <div className={styles['unlike']}>
          <Flag shape="warning">not like for like</Flag> {unlike.join('; ')}
        </div>
      )}
    </div>
  )
}

function PaneFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Flags that say more than that something is not as asked. */
function isBad({ flags }: SampleRow): boolean {
  return flags.some((flag) => flag !== 'other-size' && flag !== 'other-format')
}
