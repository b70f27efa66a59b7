import type { ReactNode } from 'react'
import { sizeText } from '#shared/units/size-text.ts'
import { ComparedName } from './compared-name.tsx'
import type { ComparedPair } from './compared-pair.ts'
import type { ComparedPicture } from './compared-picture.ts'
import styles from './pair-pane.module.css'

export const SIDES = ['first', 'second'] as const
export type Side = (typeof SIDES)[number]

interface PairFrameProps {
  label: string
  pair: ComparedPair
  /** The one that is not in sight. */
  hidden: Side | null
  /** Between the two names. */
  middle: ReactNode
  /** What lies under the place of the two pictures, for each of them. */
  below: (picture: ComparedPicture) => ReactNode
  children: ReactNode
}

/** The names of two pictures, their one place, and what is known of each. */
export function PairFrame({ label, pair, hidden, middle, below, children }: PairFrameProps) {
  return (
    <figure className={styles['pane']} aria-label={label}>
      <figcaption className={styles['names']}>
        {SIDES.map((side) => {
          const { named, sample } = pair[side]
          return (
            <span key={side} className={styles['name']} data-hidden={hidden === side || undefined} data-side={side}>
              <ComparedName picture={pair[side]} />
              {named !== 'nothing' && sample !== undefined && sample.image !== null && (
                <span className="small two">{sizeText(sample.image.width, sample.image.height)}</span>
              )}
            </span>
          )
        })}
        <span className={styles['middle']}>{middle}</span>
      </figcaption>
      {children}
      <div className={styles['below']}>
        {SIDES.map((side) => (
          <div key={side}>{below(pair[side])}</div>
        ))}
      </div>
    </figure>
  )
}
