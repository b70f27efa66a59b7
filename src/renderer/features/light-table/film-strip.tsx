import type { ReactNode } from 'react'
import type { ShownPlan } from '#shared/domain/plan.ts'
import { reducedPicture } from '../../ui/picture-address.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import styles from './compare-view.module.css'
import { cellKey, type SamplesOfRepeat } from './samples-of-repeat.ts'

/** Prompts shown on each side of the one that is open. */
const AROUND = 7

interface FilmStripProps {
  plan: ShownPlan
  samples: SamplesOfRepeat
  caseIndex: number
  onGo: (caseIndex: number) => void
  caption: ReactNode
}

/** The neighbouring prompts, each by the first picture that came. */
export function FilmStrip({ plan, samples, caseIndex, onGo, caption }: FilmStripProps) {
  const from = Math.max(0, Math.min(caseIndex - AROUND, plan.cases.length - 2 * AROUND - 1))
  const near = plan.cases.slice(from, from + 2 * AROUND + 1)
  return (
    <div className={styles['film']}>
      <div className={styles['say']}>
        <b>{plan.cases[caseIndex]?.name}</b>
        <div className={styles['prompt']}>{caption}</div>
      </div>
      <nav aria-label="Prompts" className={styles['frames']}>
        {near.map((planCase) => {
          const picture = plan.contenders
            .map((contender) => samples.get(cellKey(planCase.index, contender.id))?.image ?? null)
            .find((image) => image !== null)
          return (
            <button
              key={planCase.index}
              type="button"
              title={planCase.name}
              aria-label={planCase.name}
              aria-current={planCase.index === caseIndex ? 'true' : undefined}
              onClick={() => onGo(planCase.index)}
            >
              {picture === undefined || picture === null ? (
                <span className="micro three">none</span>
              ) : (
                <PictureFile
                  key={picture.sha256}
                  sha256={picture.sha256}
                  address={reducedPicture(picture.sha256)}
                  alt=""
                />
              )}
            </button>
          )
        })}
      </nav>
      <div className={`small two ${styles['keys']}`}>
        <div>
          <kbd>←</kbd> <kbd>→</kbd> prompt
        </div>
        <div>
          <kbd>↑</kbd> <kbd>↓</kbd> repeat <kbd>Z</kbd> zoom
        </div>
      </div>
    </div>
  )
}
