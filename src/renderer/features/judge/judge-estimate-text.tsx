import { skipToken, useQuery } from '@tanstack/react-query'
import type { JudgeDraft } from '#shared/domain/judge.ts'
import { describeJudgeEstimate } from '#shared/votes/describe-judge-estimate.ts'
import { workbench } from '../../client/client.ts'

/** What the run would come to, as far as the fields say. */
export function JudgeEstimateText({
  asked,
  capMicros,
}: {
  asked: Omit<JudgeDraft, 'capMicros'> | null
  capMicros: number | null
}) {
  const estimate = useQuery(workbench.judge.estimate.queryOptions({ input: asked ?? skipToken }))
  const lines = estimate.data === undefined || asked === null ? [] : describeJudgeEstimate(estimate.data, capMicros)
  return (
    <output className="small two" aria-label="What it comes to">
      {lines.length === 0
        ? 'Name the model and its price, and what it comes to stands here.'
        : lines.map((line) => <div key={line}>{line}</div>)}
    </output>
  )
}
