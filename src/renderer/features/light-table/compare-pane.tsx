import type { RefObject } from 'react'
import { isAsked } from '#shared/domain/lane-load.ts'
import type { Case, Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { formatImageCost, formatLatency } from '../../ui/format-estimate.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import styles from './compare-view.module.css'
import type { Extent } from './picture-extent.ts'
import { NoPicture, ShotFlags } from './shot.tsx'
import { FITTED, placePicture, type PaneSize, type Viewpoint } from './viewpoint.ts'

interface ComparePaneProps {
  viewRef: RefObject<HTMLDivElement | null> | undefined
  contender: Contender
  planCase: Case
  row: SampleRow | undefined
  extent: Extent
  pane: PaneSize
  view: Viewpoint
}

export function ComparePane({ viewRef, contender, planCase, row, extent, pane, view }: ComparePaneProps) {
  const image = row?.image ?? null
  return (
    <figure className={styles['pane']} aria-label={contender.name}>
      <figcaption className={styles['top']}>
        <b>
          <ContenderName position={contender.position} name={contender.name} runs={contender.modelName} />
        </b>
        <span className={`two ${styles['size']}`}>{image !== null && `${image.width} × ${image.height}`}</span>
      </figcaption>
      <div ref={viewRef} className={styles['view']} data-pane>
        {row === undefined && (
          <p className={`small two ${styles['waiting']}`}>
            {isAsked(contender.id, planCase) ? 'Not sent yet.' : 'Left out by the plan.'}
          </p>
        )}
        {row !== undefined && image === null && (
          <div
            className={styles['missing']}
            style={placePicture(extent, extent, pane, FITTED, window.devicePixelRatio)}
          >
            <NoPicture row={row} />
          </div>
        )}
        {image !== null && pane.width > 0 && (
          <PictureFile
            key={image.sha256}
            sha256={image.sha256}
            address={`/images/${image.sha256}`}
            alt={`${planCase.name}, ${contender.name}`}
            style={placePicture(image, extent, pane, view, window.devicePixelRatio)}
          />
        )}
      </div>
      <div className={styles['facts']}>
        {row === undefined ? null : (
          <>
            <dl>
              <div>
                <dt>latency</dt>
                <dd>
                  <b>{formatLatency(row.latencyMs)}</b>
                </dd>
              </div>
              <div>
                <dt>cost</dt>
                <dd>
                  <b>{formatImageCost(row.chargeMicros)}</b>
                </dd>
              </div>
              <div>
                <dt>seed</dt>
                <dd>{row.reportedSeed ?? `${row.seed} asked`}</dd>
              </div>
              {image !== null && (
                <div>
                  <dt>format</dt>
                  <dd>{image.format.toUpperCase()}</dd>
                </div>
              )}
            </dl>
            <div className={styles['flags']}>
              <ShotFlags row={row} contender={contender} planCase={planCase} />
            </div>
          </>
        )}
      </div>
    </figure>
  )
}
