import { useQuery } from '@tanstack/react-query'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { QUESTION_WORDS, VoteQuestion } from '#shared/domain/vote.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { ErrorState, LoadingShape } from '../../ui/states.tsx'
import { RatingFrame } from '../votes/rating-frame.tsx'
import { ratingRows } from './prepare-quality.ts'

interface RatingFramesProps {
  plan: FrozenPlan
  trialId: string
}

/** Ratings by people, question by question, then those of each judge model: never mixed. Nothing before the first vote. */
export function RatingFrames({ plan, trialId }: RatingFramesProps) {
  const judges = useQuery(workbench.judge.list.queryOptions({ input: { trialId } }))
  return (
    <>
      {VoteQuestion.options.map((question) => (
        <PeopleFrame key={question} plan={plan} trialId={trialId} question={question} />
      ))}
      {judges.isPending && <LoadingShape label="Reading the judges" lines={2} />}
      {judges.isError && (
        <ErrorState title="The judges can’t be listed" error={judges.error} onRetry={() => void judges.refetch()} />
      )}
      {judges.data?.flatMap((summary) =>
        summary.run.questions.map((question) => (
          <JudgeFrame key={`${summary.run.id} ${question}`} plan={plan} summary={summary} question={question} />
        )),
      )}
    </>
  )
}

function PeopleFrame({ plan, trialId, question }: RatingFramesProps & { question: VoteQuestion }) {
  const rating = useQuery(workbench.vote.rate.queryOptions({ input: { trialId, question, reviewer: null } }))
  if (rating.isError) {
    return <ErrorState title="The votes can’t be read" error={rating.error} onRetry={() => void rating.refetch()} />
  }
  if (rating.isPending) return <LoadingShape label={`Reading the votes: ${QUESTION_WORDS[question]}`} lines={2} />
  const rows = ratingRows(plan, rating.data.groups)
  if (rows.length === 0) return null
  const { voteCount, promptCount, reviewers } = rating.data
  return (
    <RatingFrame
      trialName={plan.name}
      title={`${QUESTION_WORDS[question]} By people`}
      count={`n ${countText(voteCount, 'pair')} judged by ${countText(reviewers.length, 'reviewer')} on ${countText(promptCount, 'prompt')}.`}
      rows={rows}
    />
  )
}

function JudgeFrame({ plan, summary, question }: { plan: FrozenPlan; summary: JudgeSummary; question: VoteQuestion }) {
  const { run, judgedPairs } = summary
  const rating = useQuery({
    ...workbench.judge.rate.queryOptions({ input: { runId: run.id, question } }),
    queryKey: [...workbench.judge.rate.queryKey({ input: { runId: run.id, question } }), judgedPairs],
  })
  if (rating.isError) {
    return (
      <ErrorState title="What a judge says can’t be read" error={rating.error} onRetry={() => void rating.refetch()} />
    )
  }
  if (rating.isPending) return <LoadingShape label={`Reading what ${run.modelId} says`} lines={2} />
  const rows = ratingRows(plan, rating.data.groups)
  if (rows.length === 0) return null
  return (
    <RatingFrame
      trialName={plan.name}
      title={`${QUESTION_WORDS[question]} By the judge model ${run.modelId}`}
      count={`n ${countText(rating.data.voteCount, 'pair')} judged in both orders on ${countText(rating.data.promptCount, 'prompt')}; no vote of a person is in it.`}
      rows={rows}
    />
  )
}
