import { Dialog } from 'radix-ui'
import type { Criterion } from '#shared/decision/criteria.ts'
import { measureOf } from '#shared/decision/score-table.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { RubricScore } from '#shared/domain/decision-settings.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { AreaField } from '../../ui/field.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './decision.module.css'

const NOTE_LENGTH = 4000

/** One level for one contender, in the words of the rubric, with a note; what is described is shown with its source. */
export function RateDialog({
  criterion,
  contender,
  rubric,
  onRate,
  onClose,
}: {
  criterion: Criterion
  contender: DecisionContender
  rubric: readonly RubricScore[]
  onRate: (score: RubricScore) => void
  onClose: () => void
}) {
  const ids = { contenderId: contender.contenderId, criterionId: criterion.id }
  const given = rubric.find((each) => each.contenderId === ids.contenderId && each.criterionId === ids.criterionId) ?? {
    ...ids,
    level: null,
    note: '',
  }
  const described = measureOf(contender, criterion, [])
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={dialogStyles['content']}>
          <Dialog.Title asChild>
            <h2>
              {criterion.title} of <bdi>{contender.name}</bdi>
            </h2>
          </Dialog.Title>
          <Dialog.Description asChild>
            <div className={styles['described']}>
              <Note>
                {described.state === 'known'
                  ? `Described as ${described.value} of 4: ${described.evidence.text}.`
                  : `Not known without you: ${described.reason}.`}
              </Note>
            </div>
          </Dialog.Description>
          <div className={styles['form']}>
            <fieldset className={styles['levels']}>
              <legend className="small two">Your rating</legend>
              <LevelChoice
                label={described.state === 'known' ? 'None of yours: as it is described' : 'None: it stays unknown'}
                checked={given.level === null}
                onChoose={() => onRate({ ...given, level: null })}
              />
              {criterion.words?.map((words, level) => (
                <LevelChoice
                  key={level}
                  label={`${level}: ${words}`}
                  checked={given.level === level}
                  onChoose={() => onRate({ ...given, level })}
                />
              ))}
            </fieldset>
            <AreaField
              label="Note: what it rests on"
              rows={3}
              value={given.note}
              onChange={(note) => onRate({ ...given, note: note.slice(0, NOTE_LENGTH) })}
            />
          </div>
          <div className={dialogStyles['actions']}>
            <Dialog.Close asChild>
              <Button look="primary">Done</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function LevelChoice({ label, checked, onChoose }: { label: string; checked: boolean; onChoose: () => void }) {
  return (
    <label>
      <input type="radio" name="level" checked={checked} onChange={onChoose} />
      <span>{label}</span>
    </label>
  )
}
