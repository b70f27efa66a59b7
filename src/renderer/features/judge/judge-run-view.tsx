import { isBundleId } from '#shared/domain/bundle-id.ts'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { JudgeSummary } from '#shared/contract/judge.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { QUESTION_WORDS, VoteQuestion } from '#shared/domain/vote.ts'
import { figureText } from '#shared/units/count-text.ts'
import { judgeProgressText } from '#shared/votes/judge-progress-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { formatDayAndTime } from '../../ui/format-time.ts'
import { Meter } from '../../ui/meter.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Note } from '../../ui/states.tsx'
import { JudgeControls } from './judge-controls.tsx'
import { JudgeResults } from './judge-results.tsx'
import styles from './judge.module.css'

/** One run of a judge: where it stands, what it has cost, what it says. */
export function JudgeRunView({ plan, summary }: { plan: FrozenPlan; summary: JudgeSummary }) {
  const { run, accountName, judgedPairs, plannedPairs } = summary
  const [first = 'preferred'] = run.questions
  const [question, setQuestion] = useState<VoteQuestion>(first)
  const save = useMutation(
    workbench.judge.calls.mutationOptions({
      onSuccess: (calls) => saveFile(`${run.id}.json`, JSON.stringify(calls, null, 2), 'application/json'),
    }),
  )
  return (
    <article className={styles['run']} aria-label={`Judge ${run.modelId}`}>
      <div className={styles['runHead']}>
        <div>
          <h3>
            <span className="mono">{run.modelId}</span>
          </h3>
          <p className="small two">
            {accountName} · {formatDayAndTime(run.startedAt)} · wording {run.promptVersion} · pictures to{' '}
            {figureText(run.pictureSide)} px{run.givenPictures && ', the given one first'}
          </p>
        </div>
        {run.questions.length > 1 && (
          <SelectField
            label="Question to the judge"
            value={question}
            options={run.questions.map((value) => ({ value, label: QUESTION_WORDS[value] }))}
            onChange={(value) => setQuestion(VoteQuestion.parse(value))}
          />
        )}
        {!isBundleId(run.trialId) && <JudgeControls summary={summary} />}
        <Button disabled={save.isPending} onClick={() => save.mutate({ runId: run.id })}>
          Export answers
        </Button>
      </div>
      <div className={styles['progress']}>
        <Meter label={`Pairs judged by ${run.modelId}`} done={plannedPairs === 0 ? 0 : judgedPairs / plannedPairs} />
        <span className="small two">{judgeProgressText(summary)}</span>
      </div>
      {run.statusReason !== null && <Note look={run.status === 'failed' ? 'bad' : 'warn'}>{run.statusReason}</Note>}
      {save.isError && <Note look="bad">Not exported. {readFailure(save.error).message}</Note>}
      <JudgeResults plan={plan} runId={run.id} modelId={run.modelId} question={question} judgedPairs={judgedPairs} />
    </article>
  )
}
