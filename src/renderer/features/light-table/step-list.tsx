import type { Contender } from '#shared/domain/plan.ts'
import type { SampleStep } from '#shared/domain/sample.ts'
import { formatImageCost, formatLatency, formatSize } from '../../ui/format-estimate.ts'
import { reducedPicture } from '../../ui/picture-address.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import styles from './inspector.module.css'

/** Each step of a pipeline: what it took, what it cost, and the picture it gave. One that was not begun says so. */
export function StepList({ contender, steps }: { contender: Contender; steps: readonly SampleStep[] }) {
  const planned = [contender, ...contender.furtherSteps]
  return (
    <>
      <h3>Steps</h3>
      <ol className={styles['steps']}>
        {planned.map((step, index) => {
          const made = steps.find((candidate) => candidate.step === index)
          const picture = made?.images[0]?.image
          return (
            <li key={index}>
              {picture === undefined ? (
                <span className={`hatch ${styles['stepPicture']}`} />
              ) : (
                <PictureFile
                  sha256={picture.sha256}
                  address={reducedPicture(picture.sha256)}
                  alt={`After step ${index + 1}`}
                  className={styles['stepPicture']}
                />
              )}
              <div>
                <div>
                  {index + 1}. {step.modelName} <span className="three">{step.providerName}</span>
                </div>
                {made === undefined ? (
                  <div className="two">not begun</div>
                ) : (
                  <>
                    <div className="two">
                      {formatLatency(made.serviceMs)}, {formatImageCost(made.charge.amountMicros)}
                      {picture !== undefined && `, ${formatSize(picture.width, picture.height)}`}
                    </div>
                    <div className="three">{made.charge.evidence}</div>
                  </>
                )}
              </div>
            </li>
          )
        })}
      </ol>
    </>
  )
}
