import { Button } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/format-time.ts'
import { Note } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { KeptSettings } from './use-kept-settings.ts'
import styles from './decision.module.css'

/** Where saving did not work: what happened, that nothing is lost, and what to do. */
export function SavingProblem({ kept }: { kept: KeptSettings }) {
  const { state, failure } = kept.keeping
  if (state !== 'failed' && state !== 'overtaken') return null
  return (
    <div className={styles['problem']} role="alert">
      <Note look="bad">
        {failure?.message} What you have set is still here, and not saved.{' '}
        {state === 'failed' ? (
          <Button small onClick={kept.retry}>
            Save again
          </Button>
        ) : (
          <>
            <Button small onClick={() => void kept.load()}>
              Load the newest
            </Button>{' '}
            <Button small onClick={() => void kept.keepMine()}>
              Save mine after it
            </Button>
          </>
        )}
      </Note>
    </div>
  )
}

/** Over the settings of a bundle: that they can be moved, and that nothing comes of it. */
export function ExploringNote({ kept }: { kept: KeptSettings }) {
  if (!kept.isOfBundle) return null
  const isMoved = kept.keeping.state === 'explored'
  return (
    <div className={styles['problem']}>
      <Note>
        {isMoved
          ? 'You have moved what the bundle holds, on this page alone: nothing is saved, and the bundle stays as it was made.'
          : 'Settings as they were when the bundle was made. Move them to see what follows: nothing is saved, and the bundle stays as it is.'}{' '}
        {isMoved && (
          <Button small onClick={() => void kept.load()}>
            As in the bundle
          </Button>
        )}
      </Note>
    </div>
  )
}

/** For the foot: whether what is set has been saved, and as which version. */
export function SavedText({ kept }: { kept: KeptSettings }) {
  const now = useNow(60_000)
  const { state, version, savedAt } = kept.keeping
  if (state === 'explored') return <output>Moved on this page, not saved</output>
  if (kept.isOfBundle)
    return <output>{savedAt === null ? 'As everybody begins' : `As in the bundle, version ${version}`}</output>
  if (state === 'unsaved' || state === 'saving') return <output>Saving…</output>
  if (state !== 'kept') return <output className="alarm">Not saved</output>
  if (savedAt === null) return <output>Nothing changed yet</output>
  return (
    <output>
      Saved {formatMoment(savedAt, now)}, version {version}
    </output>
  )
}
