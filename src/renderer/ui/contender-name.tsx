import { contenderLook } from './contender-look.ts'
import styles from './contender-name.module.css'

export function Marker({ position }: { position: number }) {
  const look = contenderLook(position)
  return (
    <svg className={`${styles['marker']} ${look.colourClass}`} viewBox="0 0 10 10" aria-hidden="true">
      <path d={look.markerPath} />
    </svg>
  )
}

/** A contender as it is written everywhere: marker, name, and what it runs. */
export function ContenderName({ position, name, runs }: { position: number; name: string; runs?: string | undefined }) {
  return (
    <span className={styles['contender']}>
      <Marker position={position} />
      <span className={styles['name']}>{name}</span>
      {runs !== undefined && <span className={styles['runs']}>{runs}</span>}
    </span>
  )
}
