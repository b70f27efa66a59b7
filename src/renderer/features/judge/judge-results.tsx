import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { VoteQuestion } from '#shared/domain/vote.ts'
import { countText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { describeJudge, judgeFigures, TOO_FEW_ANSWERS } from '#shared/votes/describe-judge.ts'
import { workbench } from '../../client/client.ts'
import { EstimateFigure } from '../../ui/figure.tsx'
import { ErrorState } from '../../ui/states.tsx'
import chartStyles from '../charts/charts-screen.module.css'
import { ratingRows } from '../charts/prepare-quality.ts'
import { RatingFrame } from '../votes/rating-frame.tsx'

/** What a run says on a question, with what tells how far it can be believed. */
export function JudgeResults({
  plan,
  runId,
  modelId,
  question,
  judgedPairs,
}: {
  plan: FrozenPlan
  runId: string
  /** Of the judge. */
  modelId: string
  question: VoteQuestion
  /** As many as are judged: with each one more it is worked out anew. */
  judgedPairs: number
}) {
  const rating = useQuery({
    ...workbench.judge.rate.queryOptions({ input: { runId, question } }),
    queryKey: [...workbench.judge.rate.queryKey({ input: { runId, question } }), judgedPairs],
    placeholderData: keepPreviousData,
  })
  if (rating.isError) {
    return <ErrorState title="What it says can’t be read" error={rating.error} onRetry={() => void rating.refetch()} />
  }
  const found = rating.data
  if (found === undefined || judgedPairs === 0) return null
  const nameOf = (contenderId: string): string =>
    plan.contenders.find(({ id }) => id === contenderId)?.name ?? contenderId
  const { said, limits } = describeJudge(found, nameOf)
  const figures = judgeFigures(found)
  const rows = ratingRows(plan, found.groups)
  return (
    <>
      <div className={chartStyles['findings']}>
        <ul>
          {said.length === 0 && <li className={chartStyles['first']}>{TOO_FEW_ANSWERS}</li>}
          {said.map((text, index) => (
            <li key={text} className={index === 0 ? chartStyles['first'] : 'two'}>
              {index === 0 ? 'By this judge: ' : ''}
              {unbroken(text)}
            </li>
          ))}
        </ul>
        <div>
          <h4>How far it can be believed</h4>
          <ul className="small two">
            {limits.map((text) => (
              <li key={text}>{unbroken(text)}</li>
            ))}
          </ul>
        </div>
      </div>
      {rows.length > 0 && (
        <RatingFrame
          trialName={plan.name}
          title={`How often ${modelId} prefers each`}
          count={`n ${countText(found.voteCount, 'pair')} judged in both orders on ${countText(found.promptCount, 'prompt')}; no vote of a person is in it.`}
          rows={rows}
        />
      )}
      <table className={chartStyles['numbers']}>
        <thead>
          <tr>
            {figures.map(({ name }) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {figures.map(({ name, estimate }) => (
              <td key={name}>
                <EstimateFigure estimate={estimate} quantity="share" />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </>
  )
}
