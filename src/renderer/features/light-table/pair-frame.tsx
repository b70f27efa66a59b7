import type { ReactNode } from 'react'
import type { ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { sizeText } from '#shared/units/size-text.ts'
import styles from './pair-pane.module.css'

export interface PairSide {
  side: 'first' | 'second'
  contender: ShownContender
  row: SampleRow | undefined
}

interface PairFrameProps {
  label: string
  sides: readonly PairSide[]
  /** The one that is not in sight. */
  hidden: PairSide['side'] | null
  /** Between the two names. */
  middle: ReactNode
  /** What lies under the place of the two pictures, for each of them. */
  below: (contender: ShownContender, row: SampleRow | undefined) => ReactNode
  children: ReactNode
}

/** The names of two pictures, their one place, and what is known of each. */
export function PairFrame({ label, sides, hidden, middle, below, children }: PairFrameProps) {
  return (
    <figure className={styles['pane']} aria-label={label}>
      <figcaption className={styles['names']}>
        {sides.map(({ side, contender, row }) => (
          <span key={side} className={styles['name']} data-hidden={hidden === side || undefined} data-side={side}>
            <ContenderName position={contender.position} name={contender.name} runs={contender.modelName} />
            {row !== undefined && row.image !== null && (
              <span className="small two">{sizeText(row.image.width, row.image.height)}</span>
            )}
          </span>
        ))}
        <span className={styles['middle']}>{middle}</span>
      </figcaption>
      {children}
      <div className={styles['below']}>
        {sides.map(({ side, contender, row }) => (
          <div key={side}>{below(contender, row)}</div>
        ))}
      </div>
    </figure>
  )
}

/** Both sides with the samples they have. */
export function sidesOf(
  pair: { first: ShownContender; second: ShownContender },
  rowOf: (contender: ShownContender) => SampleRow | undefined,
): PairSide[] {
  return (['first', 'second'] as const).map((side) => ({ side, contender: pair[side], row: rowOf(pair[side]) }))
}
