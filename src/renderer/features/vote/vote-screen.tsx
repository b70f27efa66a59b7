import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import type { VoteState } from '#shared/contract/vote.ts'
import type { VoteAnswer } from '#shared/domain/vote.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { keptGivenPicture } from '../../ui/given-picture.tsx'
import { wholePicture } from '../../ui/picture-address.ts'
import { ErrorState, LoadingShape, Note } from '../../ui/states.tsx'
import { readSurround, SURROUND_KEY, SurroundChoice } from '../light-table/surround.tsx'
import surroundStyles from '../light-table/surround.module.css'
import { useStored } from '../light-table/use-stored.ts'
import { GIVEN_PX } from './ballot-picture.ts'
import { BallotView } from './ballot-view.tsx'
import { JudgedView } from './judged-view.tsx'
import { surroundInVote } from './surround-in-vote.ts'
import { VoteProgress } from './vote-progress.tsx'
import styles from './vote.module.css'

/** Pictures without names, one ballot after another. */
export function VoteScreen() {
  const { sessionId } = useParams({ from: '/vote/$sessionId' })
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [surround, setSurround] = useStored(SURROUND_KEY, readSurround)
  const input = { sessionId }
  const state = useQuery(workbench.vote.state.queryOptions({ input }))
  const take = (next: VoteState): void => {
    cache.setQueryData(workbench.vote.state.queryKey({ input }), next)
    for (const queryKey of [workbench.vote.rate.key(), workbench.vote.sessions.key()]) {
      void cache.invalidateQueries({ queryKey })
    }
  }
  const refetch = (): void => void cache.invalidateQueries({ queryKey: workbench.vote.state.key({ input }) })
  const answer = useMutation(workbench.vote.answer.mutationOptions({ onSuccess: take, onError: refetch }))
  const undo = useMutation(workbench.vote.undo.mutationOptions({ onSuccess: take, onError: refetch }))
  const failure = answer.error ?? undo.error
  const ballot = state.data?.ballot ?? null
  const pictures = useMemo(
    () =>
      ballot?.pictures.map(({ sha256, width, height }) => ({
        name: sha256,
        address: wholePicture(sha256),
        width,
        height,
      })) ?? [],
    [ballot],
  )

  const given = useMemo(() => (ballot?.given == null ? null : keptGivenPicture(ballot.given, GIVEN_PX)), [ballot])

  useEffect(() => {
    document.title = 'Blind vote · Assay'
  }, [])
  function leave() {
    const trialId = state.data?.session.trialId
    if (trialId === undefined) void navigate({ to: '/trials' })
    else void navigate({ to: '/trials/$trialId/votes', params: { trialId } })
  }
  function send(given: VoteAnswer, lookedMs: number) {
    if (ballot === null) return
    undo.reset()
    answer.mutate({
      sessionId,
      number: ballot.number,
      pictures: ballot.pictures.map(({ sha256 }) => sha256),
      answer: given,
      surround: surroundInVote(surround),
      lookedMs,
    })
  }
  function takeBack() {
    if (state.data === undefined || state.data.given === 0 || undo.isPending || answer.isPending) return
    answer.reset()
    undo.mutate({ sessionId, number: state.data.given })
  }

  return (
    <main
      id="content"
      tabIndex={-1}
      className={`${styles['vote']} ${surroundStyles['behind']}`}
      data-surround={surround}
    >
      <header className={styles['head']}>
        <Button look="quiet" onClick={leave}>
          <kbd>Esc</kbd> leave
        </Button>
        <SurroundChoice value={surround} onChange={setSurround} />
      </header>
      {state.isPending && <LoadingShape label="The next pictures are being drawn up" />}
      {state.isError && (
        <ErrorState
          title="These votes can’t be gone on with"
          error={state.error}
          onRetry={() => void state.refetch()}
          safe="No vote was lost."
        />
      )}
      {ballot === null && <h1 className="unseen">Blind vote</h1>}
      {state.data !== undefined && ballot === null && (
        <JudgedView
          action={
            <Button look="primary" onClick={leave}>
              See what the votes say
            </Button>
          }
          onUndo={takeBack}
          onLeave={leave}
        >
          You have judged every pair of pictures there is.
        </JudgedView>
      )}
      {ballot !== null && (
        <BallotView
          key={`${ballot.number} ${pictures.map(({ name }) => name).join(' ')}`}
          question={ballot.question}
          prompt={ballot.prompt}
          given={given}
          pictures={pictures}
          busy={answer.isPending || undo.isPending}
          onAnswer={send}
          onUndo={takeBack}
          onLeave={leave}
        />
      )}
      {failure !== null && (
        <div className={styles['failure']}>
          <Note look="bad">
            {answer.error === null ? 'Not taken back.' : 'Not counted.'} {readFailure(failure).message}
          </Note>
        </div>
      )}
      {state.data !== undefined && (
        <VoteProgress state={state.data} busy={undo.isPending || answer.isPending} onUndo={takeBack} />
      )}
    </main>
  )
}
