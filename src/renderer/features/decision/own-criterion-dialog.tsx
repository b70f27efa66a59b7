import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { OwnCriterion } from '#shared/domain/decision-settings.ts'
import { Button } from '../../ui/button.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { TextField } from '../../ui/field.tsx'
import { ProblemsContext } from '../../ui/problems.ts'
import styles from './decision.module.css'

/** To begin with, to be put into words that fit what is judged. */
const FIRST_WORDS = ['unacceptable', 'weak', 'enough', 'good', 'as good as it gets']

/** Names a criterion of the user's own and says what its levels mean, so that two people give the same one. */
export function OwnCriterionDialog({
  criterion,
  onKeep,
  onClose,
}: {
  criterion: OwnCriterion
  onKeep: (criterion: OwnCriterion) => void
  onClose: () => void
}) {
  const isNew = criterion.name === ''
  const [name, setName] = useState(criterion.name)
  const [words, setWords] = useState<readonly string[]>(isNew ? FIRST_WORDS : criterion.words)
  const [tried, setTried] = useState(false)
  const parsed = OwnCriterion.safeParse({ id: criterion.id, name, words })
  const problems = parsed.success
    ? []
    : parsed.error.issues.map(({ path }) => ({
        path: path.join('.'),
        message: path[0] === 'name' ? 'Type a name of at most 80 characters' : 'Type at most 200 characters',
      }))
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialogStyles['overlay']} />
        <Dialog.Content className={dialogStyles['content']}>
          <Dialog.Title asChild>
            <h2>{isNew ? 'A criterion of your own' : criterion.name}</h2>
          </Dialog.Title>
          <Dialog.Description className={dialogStyles['text']}>
            Each contender is rated from 0 to 4. Say what the levels mean, so that somebody else would give the same.
          </Dialog.Description>
          <ProblemsContext value={tried ? problems : []}>
            <form
              className={styles['form']}
              onSubmit={(event) => {
                event.preventDefault()
                setTried(true)
                if (!parsed.success) return
                onKeep(parsed.data)
                onClose()
              }}
            >
              <TextField label="Name" path="name" value={name} onChange={setName} placeholder="Support by people" />
              {words.map((word, level) => (
                <TextField
                  key={level}
                  label={`Level ${level}${level === 0 ? ', the worst' : level === 4 ? ', the best' : ''}`}
                  path={`words.${level}`}
                  value={word}
                  onChange={(next) => setWords(words.with(level, next))}
                />
              ))}
              <div className={dialogStyles['actions']}>
                <Dialog.Close asChild>
                  <Button>Cancel</Button>
                </Dialog.Close>
                <Button look="primary" type="submit">
                  {isNew ? 'Add it' : 'Keep it'}
                </Button>
              </div>
            </form>
          </ProblemsContext>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
