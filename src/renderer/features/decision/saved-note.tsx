import { Button } from '../../ui/button.tsx'
import { formatMoment } from '../../ui/format-time.ts'
import { Note } from '../../ui/states.tsx'
import { useNow } from '../../ui/use-now.ts'
import type { Keeping } from './settings-keeper.ts'
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

/** For the foot: whether what is set has been saved, and as which version. */
export function SavedText({ keeping }: { keeping: Keeping }) {
  const now = useNow(60_000)
  const { state, version, savedAt } = keeping
  if (state === 'unsaved' || state === 'saving') return <output>Saving…</output>
  if (state !== 'kept') return <output className="alarm">Not saved</output>
  if (savedAt === null) return <output>Nothing changed yet</output>
  return (
    <output>
      Saved {formatMoment(savedAt, now)}, version {version}
    </output>
  )
}
