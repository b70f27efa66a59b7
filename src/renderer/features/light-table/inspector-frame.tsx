import type { ReactNode } from 'react'
import { takesPicture } from '#shared/domain/given-picture.ts'
import type { Case, ShownContender } from '#shared/domain/plan.ts'
import { Button } from '../../ui/button.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { GivenPicture } from '../../ui/given-picture.tsx'
import styles from './inspector.module.css'

interface InspectorFrameProps {
  planCase: Case
  contender: ShownContender
  /** Where the picture stands in its trial, in words. */
  place: string
  /** null where all contenders are side by side already. */
  onCompare: (() => void) | null
  onClose: () => void
  children: ReactNode
}

const GIVEN_PX = 132

/** Whose picture it is and what was asked, around what is known of it. */
export function InspectorFrame({ planCase, contender, place, onCompare, onClose, children }: InspectorFrameProps) {
  return (
    <aside className={styles['inspector']} aria-label="Inspector">
      <div className={styles['title']}>
        <h2 dir="auto">{planCase.name}</h2>
        <Button look="quiet" small onClick={onClose} aria-label="Hide the inspector">
          ×
        </Button>
      </div>
      <div>
        <ContenderName
          position={contender.position}
          name={contender.name}
          runs={[contender, ...contender.furtherSteps].map(({ modelName }) => modelName).join(' → ')}
        />
      </div>
      <p className="two">{place}</p>
      {onCompare !== null && (
        <Button small onClick={onCompare} className={styles['compare']}>
          Side by side <kbd>Enter</kbd>
        </Button>
      )}
      {planCase.picture !== null && (
        <div className={styles['given']}>
          <GivenPicture image={planCase.picture} side={GIVEN_PX} words="below" />
          {!takesPicture(contender.task) && (
            <p className="two">Not given to this contender: it draws from the words alone.</p>
          )}
        </div>
      )}
      {children}
      <h3>Prompt</h3>
      <p dir="auto" className={styles['prompt']}>
        {planCase.prompt}
      </p>
      {planCase.parameters.negativePrompt !== undefined && (
        <>
          <h3>Negative prompt, of this prompt</h3>
          <p dir="auto" className={styles['prompt']}>
            {planCase.parameters.negativePrompt}
          </p>
        </>
      )}
    </aside>
  )
}
