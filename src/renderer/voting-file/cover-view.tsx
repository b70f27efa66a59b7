import { useState } from 'react'
import { Reviewer, REVIEWER_HINT } from '#shared/domain/vote.ts'
import type { VotingFileContent } from '#shared/domain/voting-file.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Meter } from '../ui/meter.tsx'
import { Note } from '../ui/states.tsx'
import type { Answers } from './use-answers.ts'
import styles from './voting-file.module.css'

interface CoverViewProps {
  content: VotingFileContent
  answers: Answers
  onBegin: () => void
}

/** Who judges, what it is about, how far it has come, and the way to save it. */
export function CoverView({ content: { ballots, pictureNote }, answers, onBegin }: CoverViewProps) {
  const [typed, setTyped] = useState(answers.reviewer)
  const reviewer = Reviewer.safeParse(typed)
  const given = answers.given.length
  const isPair = ballots.every(({ pictures }) => pictures.length === 2)
  return (
    <main id="content" className={styles['cover']}>
      <h1>Blind vote</h1>
      <p className="two">
        {isPair
          ? 'Two pictures of one prompt, side by side: choose one. Some pairs come twice, sides swapped,'
          : 'Pictures of one prompt: put them in order. Some come twice, in another order,'}{' '}
        to see how steady a judgement is. Who made them is not in this file. You can leave at any time and go on later.
      </p>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (!reviewer.success) return
          answers.name(reviewer.data)
          onBegin()
        }}
      >
        <TextField
          label="Your name, or a pseudonym"
          value={typed}
          onChange={setTyped}
          hint={typed.trim() === '' || reviewer.success ? undefined : REVIEWER_HINT}
        />
        <div>
          <Meter label="Judged" done={given / ballots.length} />
          <p className={`small two ${styles['progress']}`}>
            {!answers.hasAny
              ? countText(ballots.length, 'vote')
              : `${figureText(given)} of ${countText(ballots.length, 'vote')}`}
            {answers.hasAny && (answers.isSaved ? ', all saved' : ', not all saved to a file yet')}
          </p>
        </div>
        <div className={styles['actions']}>
          <Button look="primary" type="submit" disabled={!reviewer.success}>
            {given === 0 ? 'Begin' : 'Go on'}
          </Button>
          <Button
            disabled={!reviewer.success || !answers.hasAny}
            onClick={() => {
              if (reviewer.success) answers.save(reviewer.data)
            }}
          >
            Save answers
          </Button>
        </div>
      </form>
      {answers.isKept ? (
        <Note>
          Your answers stay in this browser. <b>Save answers</b> makes a small file of them: send that one back.
        </Note>
      ) : (
        <Note look="warn">
          This browser keeps nothing for this page, so answers are lost when it is closed. <b>Save answers</b> makes a
          small file of them: do that before you leave, and send it back.
        </Note>
      )}
      <p className="small three">{pictureNote} This page loads nothing and sends nothing.</p>
    </main>
  )
}
