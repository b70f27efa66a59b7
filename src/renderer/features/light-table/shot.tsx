import type { Mark } from '#shared/domain/mark.ts'
import type { ReactNode } from 'react'
import { askedParameters } from '#shared/domain/generation.ts'
import { isAsked } from '#shared/domain/lane-load.ts'
import type { Case, ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { Flag } from '../../ui/flag.tsx'
import { formatImageCost, formatLatency, formatSize } from '../../ui/format-estimate.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import { pictureAddress } from '../../ui/picture-address.ts'
import { FAILURE_WORDS, FLAG_WORDS } from '../trial/trial-words.ts'
import type { Extent } from './picture-extent.ts'
import styles from './shot.module.css'

interface ShotProps {
  row: SampleRow | undefined
  contender: ShownContender
  planCase: Case
  extent: Extent
  /** CSS pixels of the cell that the whole extent is drawn into. */
  width: number
  mark: Mark | undefined
  /** Whether there is room for figures below the picture. */
  hasFigures: boolean
  /** What stands there instead of latency and cost; absent for those. */
  caption?: ReactNode
}

/** A picture on the light table: uncropped, and drawn as large as it is. Where none came, the reason lies in its place. */
export function Shot({ row, contender, planCase, extent, width, mark, hasFigures, caption }: ShotProps) {
  const scale = width / extent.width
  const height = extent.height * scale
  return (
    <div className={styles['cell']}>
      <div className={styles['shot']} style={{ width, height }}>
        {row === undefined ? (
          <span className="micro three">
            {isAsked(contender.id, planCase) ? 'not sent yet' : 'left out by the plan'}
          </span>
        ) : row.image === null ? (
          <NoPicture row={row} />
        ) : (
          <PictureFile
            key={row.image.sha256}
            sha256={row.image.sha256}
            address={pictureAddress(
              row.image.sha256,
              Math.max(row.image.width, row.image.height) * scale,
              window.devicePixelRatio,
            )}
            alt={`${planCase.name}, ${contender.name}`}
            width={Math.round(row.image.width * scale)}
            height={Math.round(row.image.height * scale)}
            lazy
          />
        )}
      </div>
      {hasFigures && (
        <div className={styles['meta']} style={{ width }}>
          {row !== undefined && (
            <>
              {caption ?? <ShotFigures row={row} />}
              <span className={styles['flags']}>
                <ShotFlags row={row} contender={contender} planCase={planCase} />
                {mark !== undefined && <ShotMarks mark={mark} />}
              </span>
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** The hatched place of a picture that did not come. */
export function NoPicture({ row }: { row: SampleRow }) {
  if (row.outcome === 'refused') {
    return (
      <div className={styles['none']}>
        <Flag shape="refused">refused</Flag>
        <span>Content filter said no. Not counted as a failure.</span>
      </div>
    )
  }
  if (row.outcome === 'cancelled') {
    return (
      <div className={styles['none']}>
        <Flag shape="refused">cancelled</Flag>
        <span>Given up when the trial was stopped.</span>
      </div>
    )
  }
  return (
    <div className={styles['none']}>
      <Flag shape={row.failureClass === 'timeout' ? 'clock' : 'failed'} alarm>
        {row.failureClass === null ? 'failed' : FAILURE_WORDS[row.failureClass]}
      </Flag>
      <span className={styles['reason']}>{row.failureMessage}</span>
    </div>
  )
}

/** Latency and cost. */
function ShotFigures({ row }: { row: SampleRow }) {
  return (
    <>
      {row.failureClass !== 'interrupted' && <span className={styles['latency']}>{formatLatency(row.latencyMs)}</span>}
      {row.image !== null && <span className={styles['cost']}>{formatImageCost(row.chargeMicros)}</span>}
    </>
  )
}

/** What was noted of a picture, as signs. */
function ShotMarks({ mark: { stars, verdict, tags, note } }: { mark: Mark }) {
  const written = [...tags, note].filter(Boolean).join(', ')
  return (
    <>
      {stars !== null && <Flag shape="star">{stars}</Flag>}
      {verdict === 'pass' && <Flag shape="passed">passed</Flag>}
      {verdict === 'fail' && <Flag shape="failed">rejected</Flag>}
      {written !== '' && (
        <span title={written}>
          <Flag shape="noted">
            <span className="unseen">{written}</span>
          </Flag>
        </span>
      )}
    </>
  )
}

export function ShotFlags({ row, contender, planCase }: { row: SampleRow; contender: ShownContender; planCase: Case }) {
  const { image } = row
  if (image === null) return null
  if (row.flags.includes('damaged')) {
    return (
      <Flag shape="damaged" alarm>
        {FLAG_WORDS.damaged}
      </Flag>
    )
  }
  if (row.flags.includes('black')) return <Flag shape="black">{FLAG_WORDS.black}</Flag>
  if (row.flags.includes('blank')) return <Flag shape="black">{FLAG_WORDS.blank}</Flag>
  if (row.flags.includes('flat')) return <Flag shape="black">{FLAG_WORDS.flat}</Flag>
  if (row.flags.includes('other-size')) {
    const { width, height } = askedParameters(contender.parameters, planCase.parameters)
    return (
      <Flag shape="other-size">
        {formatSize(image.width, image.height)}, asked {formatSize(width, height)}
      </Flag>
    )
  }
  if (row.flags.includes('other-format')) return <Flag shape="other-format">{image.format.toUpperCase()}</Flag>
  return null
}
