import { measureText } from '#shared/domain/describe-checks.ts'
import type { SoftCheckName } from '#shared/domain/soft-check.ts'
import { Marker } from '../../ui/contender-name.tsx'
import type { GridCell } from './arrange-pictures.ts'
import type { Measures } from './rank-pictures.ts'
import styles from './shot.module.css'

interface RankCaptionProps {
  cell: GridCell
  check: SoftCheckName
  measures: Measures
}

/** Whose picture it is, and the value that put it in its place. */
export function RankCaption({ cell: { contender, sample }, check, measures }: RankCaptionProps) {
  const value = sample === undefined ? undefined : measures.get(sample.sampleId)?.[check]
  return (
    <>
      <span className={styles['whose']}>
        <Marker position={contender.position} /> {contender.name}
      </span>
      {sample?.image != null && (
        <span className={styles['latency']}>{value == null ? 'not measured' : measureText(check, value)}</span>
      )}
    </>
  )
}
