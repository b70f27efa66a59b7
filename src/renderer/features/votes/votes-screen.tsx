import { isBundleId } from '#shared/domain/bundle-id.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { QUESTION_WORDS, VoteQuestion } from '#shared/domain/vote.ts'
import { describeRatings } from '#shared/votes/describe-ratings.ts'
import { countText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { ShowRowsContext, useAllRows } from '../../charts/show-rows.ts'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import chartStyles from '../charts/charts-screen.module.css'
import { ratingRows } from '../charts/prepare-quality.ts'
import { JudgeSection } from '../judge/judge-section.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { BeginVotesDialog } from './begin-votes-dialog.tsx'
import { ExportVotingFile } from './export-voting-file.tsx'
import { CheckAgreement } from './check-agreement.tsx'
import { MarkTable } from './mark-table.tsx'
import { PairMatrix } from './pair-matrix.tsx'
import { RatingFrame } from './rating-frame.tsx'
import { SessionList } from './session-list.tsx'
import { TakeInAnswers } from './take-in-answers.tsx'
import styles from './votes.module.css'

const KEYS: ScreenKeys = {
  screen: 'Votes',
  hints: [{ keys: ['S'], does: 'the numbers as rows, or as charts' }],
}
const EVERYBODY = ''

/** What blind votes say of a trial's pictures, and the way to give some. */
export function VotesScreen() {
  const { trial } = useOpenTrial()
  const isBundle = isBundleId(trial.id)
  const { question = 'preferred', reviewer } = useSearch({ from: '/trials/$trialId/votes' })
  const navigate = useNavigate({ from: '/trials/$trialId/votes' })
  const [rowsShown, turnRows] = useAllRows()
  const rating = useQuery(
    workbench.vote.rate.queryOptions({ input: { trialId: trial.id, question, reviewer: reviewer ?? null } }),
  )
  useScreenKeys(KEYS)
  const found = rating.data
  const hasVotes = found !== undefined && found.questions.some(({ votes }) => votes > 0)
  const nameOf = (contenderId: string): string =>
    trial.plan.contenders.find(({ id }) => id === contenderId)?.name ?? contenderId
  const connected = found?.groups.filter(({ contenders }) => contenders.length > 1) ?? []
  // Groups that no vote connects are rated apart.
  const ofGroup = (index: number): string => (connected.length > 1 ? `, group ${index + 1}` : '')
  const sentences = found === undefined ? null : describeRatings(found, nameOf)

  return (
    <TrialScreen
      end={
        isBundle ? undefined : (
          <>
            <TakeInAnswers trialId={trial.id} />
            <ExportVotingFile trial={trial} />
            <BeginVotesDialog trial={trial} />
          </>
        )
      }
      foot={
        found === undefined
          ? undefined
          : `${QUESTION_WORDS[question]} ${countText(found.voteCount, 'pair')} judged · ${countText(found.promptCount, 'prompt')} · Bradley–Terry with ties`
      }
    >
      {rating.isPending && <LoadingShape label="Working out what the votes say" lines={8} />}
      {rating.isError && (
        <ErrorState title="The votes can’t be read" error={rating.error} onRetry={() => void rating.refetch()} />
      )}
      {!hasVotes && <h1 className="unseen">Votes</h1>}
      {found !== undefined && !hasVotes && isBundle && (
        <EmptyState title="Nobody had voted">When this bundle was made there were no votes on its pictures.</EmptyState>
      )}
      {found !== undefined && !hasVotes && !isBundle && trial.plan.contenders.length < 2 && (
        <EmptyState title="Nothing to compare">
          A vote is on two pictures of one prompt by different contenders, and this trial has one contender. Extend it
          by another one to judge them blind.
        </EmptyState>
      )}
      {found !== undefined && !hasVotes && !isBundle && trial.plan.contenders.length > 1 && (
        <EmptyState title="Nobody has voted yet">
          Two pictures of one prompt, names and prices hidden: which do you prefer? Judge blind, alone or with others,
          here or in a voting file, and this page says who is preferred, how sure that is, and how many votes more would
          settle it.
        </EmptyState>
      )}
      {found !== undefined && hasVotes && sentences !== null && (
        <>
          <div className={styles['head']}>
            <h1>Votes</h1>
            <SelectField
              label="Question"
              value={question}
              options={VoteQuestion.options.map((value) => ({
                value,
                label: `${QUESTION_WORDS[value]} (${found.questions.find((each) => each.question === value)?.votes ?? 0})`,
              }))}
              onChange={(value) => {
                const next = VoteQuestion.parse(value)
                void navigate({ search: (now) => ({ ...now, question: next }), replace: true })
              }}
            />
            <SelectField
              label="Reviewer"
              value={reviewer ?? EVERYBODY}
              options={[
                { value: EVERYBODY, label: 'all' },
                ...found.reviewers.map((each) => ({ value: each.reviewer, label: `${each.reviewer} (${each.votes})` })),
              ]}
              onChange={(value) =>
                void navigate({
                  search: { question, ...(value !== EVERYBODY && { reviewer: value }) },
                  replace: true,
                })
              }
            />
            <Button aria-pressed={rowsShown.rows} onClick={turnRows}>
              {rowsShown.rows ? 'Show all charts' : 'Show all rows'}
            </Button>
          </div>
          <div className={chartStyles['findings']}>
            <ul>
              {sentences.said.length === 0 && (
                <li className={chartStyles['first']}>Too few votes to say who is preferred.</li>
              )}
              {sentences.said.map((text, index) => (
                <li key={text} className={index === 0 ? chartStyles['first'] : 'two'}>
                  {unbroken(text)}
                </li>
              ))}
            </ul>
            {sentences.limits.length > 0 && (
              <div>
                <h2>What limits this</h2>
                <ul className="small two">
                  {sentences.limits.map((text) => (
                    <li key={text}>{unbroken(text)}</li>
                  ))}
                </ul>
              </div>
            )}
          </div>
          <ShowRowsContext value={rowsShown}>
            <div className={styles['sections']}>
              {connected.map((group, index) => (
                <div
                  key={group.contenders.map(({ contenderId }) => contenderId).join(' ')}
                  className={styles['sections']}
                >
                  <RatingFrame
                    trialName={trial.plan.name}
                    title={`How often each is preferred${ofGroup(index)}`}
                    count={`n ${countText(found.voteCount, 'pair')} judged by ${countText(found.reviewers.length, 'reviewer')} on ${countText(found.promptCount, 'prompt')}.`}
                    rows={ratingRows(trial.plan, [group])}
                  />
                  <PairMatrix
                    plan={trial.plan}
                    group={group}
                    title={`Chance that the row is better than the column${ofGroup(index)}`}
                  />
                </div>
              ))}
            </div>
          </ShowRowsContext>
          <CheckAgreement trialId={trial.id} question={question} reviewer={reviewer ?? null} />
        </>
      )}
      <SessionList trialId={trial.id} />
      <MarkTable trial={trial} />
      <JudgeSection trial={trial} />
    </TrialScreen>
  )
}
