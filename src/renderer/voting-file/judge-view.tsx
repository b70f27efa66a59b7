import { useMemo } from 'react'
import type { VoteAnswer } from '#shared/domain/vote.ts'
import type { VotingFileContent } from '#shared/domain/voting-file.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { BallotFoot } from '../features/vote/ballot-foot.tsx'
import { BallotView } from '../features/vote/ballot-view.tsx'
import { JudgedView } from '../features/vote/judged-view.tsx'
import { surroundInVote } from '../features/vote/surround-in-vote.ts'
import voteStyles from '../features/vote/vote.module.css'
import { SurroundChoice, type Surround } from '../features/light-table/surround.tsx'
import surroundStyles from '../features/light-table/surround.module.css'
import { Button } from '../ui/button.tsx'
import type { Answers } from './use-answers.ts'

interface JudgeViewProps {
  content: VotingFileContent
  answers: Answers
  surround: Surround
  onSurround: (surround: Surround) => void
  onLeave: () => void
}

/** One ballot of the file after another. */
export function JudgeView({ content, answers, surround, onSurround, onLeave }: JudgeViewProps) {
  const given = answers.given.length
  const ballot = content.ballots[given] ?? null
  const pictures = useMemo(
    () =>
      ballot?.pictures.flatMap((name) => {
        const picture = content.pictures[name]
        return picture === undefined ? [] : { name, ...picture }
      }) ?? [],
    [ballot, content],
  )
  const givenPicture = useMemo(() => {
    const picture = ballot?.given === undefined ? undefined : content.pictures[ballot.given.picture]
    if (ballot?.given === undefined || picture === undefined) return null
    const { width, height } = ballot.given
    return { reduced: picture.address, whole: picture.address, width, height }
  }, [ballot, content])
  function answer(said: VoteAnswer, lookedMs: number) {
    if (ballot === null) return
    const now = Date.now()
    answers.add({
      ballot: ballot.number,
      answer: said,
      surround: surroundInVote(surround),
      shownAt: new Date(now - Math.max(0, lookedMs)).toISOString(),
      answeredAt: new Date(now).toISOString(),
    })
  }
  function undo() {
    if (given > 0) answers.undo()
  }
  return (
    <main id="content" className={`${voteStyles['vote']} ${surroundStyles['behind']}`} data-surround={surround}>
      <header className={voteStyles['head']}>
        <Button look="quiet" onClick={onLeave}>
          <kbd>Esc</kbd> leave
        </Button>
        <SurroundChoice value={surround} onChange={onSurround} />
      </header>
      {ballot === null && <h1 className="unseen">Blind vote</h1>}
      {ballot === null ? (
        <JudgedView
          action={
            <Button look="primary" onClick={() => answers.save(answers.reviewer)}>
              Save answers
            </Button>
          }
          onUndo={undo}
          onLeave={onLeave}
        >
          {answers.isSaved
            ? 'Saved. Send the file back to whoever sent you this one.'
            : 'Save your answers, and send the file back to whoever sent you this one.'}
        </JudgedView>
      ) : (
        <BallotView
          key={ballot.number}
          question={ballot.question}
          prompt={ballot.prompt}
          given={givenPicture}
          pictures={pictures}
          busy={false}
          onAnswer={answer}
          onUndo={undo}
          onLeave={onLeave}
        />
      )}
      <BallotFoot
        pictureCount={ballot?.pictures.length ?? 0}
        share={given / content.ballots.length}
        canUndo={given > 0}
        onUndo={undo}
      >
        <b className={voteStyles['given']}>
          {figureText(given)} of {countText(content.ballots.length, 'vote')}
        </b>{' '}
        by {answers.reviewer}. {answers.isSaved ? '' : answers.isKept ? 'Kept in this browser.' : 'Not saved yet.'}
      </BallotFoot>
    </main>
  )
}
