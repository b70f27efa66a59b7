import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { Marker } from '../../ui/contender-name.tsx'
import { formatLatency } from '../../ui/format-estimate.ts'
import { reducedPicture } from '../../ui/picture-address.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import styles from './trial-run.module.css'

const SHOWN = 9

/** The newest pictures, uncropped; a smaller one is drawn smaller. */
export function LandingStrip({ trial, rows }: { trial: Trial; rows: readonly SampleRow[] }) {
  const newest = useMemo(() => newestPictures(rows, SHOWN), [rows])
  const { plan } = trial
  const longestSide = Math.max(
    ...plan.contenders.map((contender) => Math.max(contender.parameters.width, contender.parameters.height)),
  )
  return (
    <section className={styles['landing']}>
      <div className={styles['heading']}>
        <h2>{trial.status === 'running' ? 'Landing now' : 'Last to land'}</h2>
        <span className="small three">newest first · checked for size, black and blank as they land</span>
        <Link to="/trials/$trialId/light-table" params={{ trialId: trial.id }} className="small">
          Open light table
        </Link>
      </div>
      <div className={styles['strip']}>
        {newest.length === 0 && <p className="small two">No picture has landed yet.</p>}
        {newest.map(({ row, image }) => {
          const contender = plan.contenders.find((candidate) => candidate.id === row.contenderId)
          const name = plan.cases[row.caseIndex]?.name ?? ''
          if (contender === undefined) return null
          return (
            <figure key={row.sampleId}>
              <div className={styles['shot']}>
                <PictureFile
                  sha256={image.sha256}
                  address={reducedPicture(image.sha256)}
                  alt={`${name}, ${contender.name}`}
                  style={{
                    width: `${Math.min(100, (100 * image.width) / longestSide)}%`,
                    height: `${Math.min(100, (100 * image.height) / longestSide)}%`,
                  }}
                />
              </div>
              <figcaption className="micro">
                <Marker position={contender.position} />
                <span className={styles['captionName']}>{contender.name}</span>
                <span className="two">{formatLatency(row.latencyMs)}</span>
              </figcaption>
            </figure>
          )
        })}
      </div>
    </section>
  )
}

function newestPictures(rows: readonly SampleRow[], count: number) {
  return rows
    .flatMap((row) => (row.image === null ? [] : [{ row, image: row.image }]))
    .sort((a, b) => b.row.finishedMs - a.row.finishedMs)
    .slice(0, count)
}
