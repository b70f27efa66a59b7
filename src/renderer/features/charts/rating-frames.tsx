import { useQuery } from '@tanstack/react-query'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { QUESTION_WORDS, VoteQuestion } from '#shared/domain/vote.ts'
import { countText } from '#shared/units/count-text.ts'
import { ranksText } from '#shared/votes/rating-words.ts'
import { workbench } from '../../client/client.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { WhiskerTable } from '../../charts/whisker-table.tsx'
import { EstimateFigure } from '../../ui/figure.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { whisker } from './prepare-latency.ts'
import { RATING_COLUMNS, ratingRows, type RatingRow } from './prepare-quality.ts'

const AXIS = { maximum: 1, ticks: [0, 0.25, 0.5, 0.75, 1] }

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
  const rows = ratingRows(plan, rating.data?.groups ?? [])
  if (rating.data === undefined || rows.length === 0) return null
  const { voteCount, promptCount, reviewers } = rating.data
  return (
    <RatingFrame
      plan={plan}
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
  const rows = ratingRows(plan, rating.data?.groups ?? [])
  if (rating.data === undefined || rows.length === 0) return null
  return (
    <RatingFrame
      plan={plan}
      title={`${QUESTION_WORDS[question]} By the judge model ${run.modelId}`}
      count={`n ${countText(rating.data.voteCount, 'pair')} judged in both orders on ${countText(rating.data.promptCount, 'prompt')}; no vote of a person is in it.`}
      rows={rows}
    />
  )
}

function RatingFrame({
  plan,
  title,
  count,
  rows,
}: {
  plan: FrozenPlan
  title: string
  count: string
  rows: readonly RatingRow[]
}) {
  return (
    <ChartFrame
      title={title}
      source={plan.name}
      span={2}
      caption={{
        what: 'How often each would be preferred to the others, a tie half. Ranks: where it may stand.',
        count,
        method: 'Bradley–Terry with ties after Davidson; 95 % intervals that take votes on one prompt together.',
      }}
      table={{ rows, columns: RATING_COLUMNS }}
    >
      <WhiskerTable
        label="How often it is preferred"
        axis={AXIS}
        write={(share) => `${Math.round(share * 100)} %`}
        heads={['Preferred', 'Rank', 'Won', 'Lost', 'Tied']}
        rows={rows.map(({ contender, rating }) => ({
          contender,
          whiskers: whisker('marker', rating.preferred, 1),
          cells: [
            <EstimateFigure key="preferred" estimate={rating.preferred} quantity="share" />,
            ranksText({ ranks: rating.ranks }),
            rating.wins,
            rating.losses,
            rating.ties,
          ],
        }))}
      />
    </ChartFrame>
  )
}
