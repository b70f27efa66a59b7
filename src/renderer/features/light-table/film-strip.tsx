import { useMemo, type ReactNode } from 'react'
import { givenPicture } from '#shared/domain/given-picture.ts'
import type { Case, ShownPlan } from '#shared/domain/plan.ts'
import { reducedPicture } from '../../ui/picture-address.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import { GivenPicture } from '../../ui/given-picture.tsx'
import { picturesAlong } from './compared-picture.ts'
import { caseLike, type ComparedPlace } from './compared-place.ts'
import styles from './compare-view.module.css'
import { promptName, type ComparedDimension } from './dimensions.ts'
import type { SamplesByPlace } from './samples-by-place.ts'

/** Prompts shown on each side of the one that is open. */
const AROUND = 7

interface FilmStripProps {
  plan: ShownPlan
  samples: SamplesByPlace
  /** The cases of each prompt. */
  prompts: readonly Case[][]
  place: ComparedPlace
  across: ComparedDimension
  onGo: (planCase: Case) => void
  title: string
  caption: ReactNode
  /** What other keys do, besides that for the next prompt. */
  keys: ReactNode
}

/** The neighbouring prompts, each by the first picture that came of those that would be compared. */
export function FilmStrip({ plan, samples, prompts, place, across, onGo, title, caption, keys }: FilmStripProps) {
  // The loupe draws the view anew with each move; the frames need not follow.
  const frames = useMemo(() => {
    const open = prompts.findIndex((cases) => cases[0]?.promptIndex === place.planCase.promptIndex)
    const from = Math.max(0, Math.min(open - AROUND, prompts.length - 2 * AROUND - 1))
    return prompts.slice(from, from + 2 * AROUND + 1).flatMap((cases) => {
      const planCase = caseLike(cases, place.planCase)
      if (planCase === undefined) return []
      const pictures = picturesAlong(plan, across, { ...place, planCase }, samples)
      const picture = pictures.find(({ sample }) => (sample?.image ?? null) !== null)?.sample?.image ?? null
      return [{ planCase, name: promptName(planCase), picture }]
    })
  }, [plan, samples, prompts, place, across])
  return (
    <div className={styles['film']}>
      <GivenPicture image={givenPicture(plan.contenders, place.planCase)} side={54} />
      <div className={styles['say']}>
        <b>{title}</b>
        <div className={styles['prompt']}>{caption}</div>
      </div>
      <nav aria-label="Prompts" className={styles['frames']}>
        {frames.map(({ planCase, name, picture }) => (
          <button
            key={planCase.promptIndex}
            type="button"
            title={name}
            aria-label={name}
            aria-current={planCase.promptIndex === place.planCase.promptIndex ? 'true' : undefined}
            onClick={() => onGo(planCase)}
          >
            {picture === null ? (
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
        ))}
      </nav>
      <div className={`small two ${styles['keys']}`}>
        <div>
          <kbd>←</kbd> <kbd>→</kbd> prompt
        </div>
        <div>{keys}</div>
      </div>
    </div>
  )
}
