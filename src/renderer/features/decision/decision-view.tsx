import { Link } from '@tanstack/react-router'
import { useDeferredValue, useMemo } from 'react'
import { criteriaOf } from '#shared/decision/criteria.ts'
import { evaluateDecision } from '#shared/decision/evaluate-decision.ts'
import type { DecisionEvaluation } from '#shared/domain/decision-evaluation.ts'
import type { DecisionEvidence } from '#shared/domain/decision-evidence.ts'
import type { DecisionSettings, KeptDecision } from '#shared/domain/decision-settings.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { ShowRowsContext, useAllRows } from '../../charts/show-rows.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { EmptyState, ErrorState, LoadingShape, Note } from '../../ui/states.tsx'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { LimitsSection } from './limits-section.tsx'
import { RecommendationSection } from './recommendation-section.tsx'
import { RubricSection } from './rubric-section.tsx'
import { ExploringNote, SavedText, SavingProblem } from './saved-note.tsx'
import { ScenarioSection } from './scenario-section.tsx'
import { ScoresSection } from './scores-section.tsx'
import { SensitivitySection } from './sensitivity-section.tsx'
import { TradeOffSection } from './trade-off-section.tsx'
import { useEvidence } from './use-evidence.ts'
import { useKeptSettings } from './use-kept-settings.ts'
import { WeightsSection } from './weights-section.tsx'
import { WinsSection } from './wins-section.tsx'
import styles from './decision.module.css'

const KEYS: ScreenKeys = {
  screen: 'Decision',
  hints: [
    { keys: ['S'], does: 'the numbers of the charts as rows, or drawn' },
    { keys: ['←', '→'], does: 'on a slider: its weight by 1 %, with Page up and down by 10 %' },
  ],
}

/** The answer first, with what it hangs on beside it; then the charts, and what was given to it. */
export function DecisionView({ trial, kept }: { trial: Trial; kept: KeptDecision }) {
  const settingsKept = useKeptSettings(kept)
  const { keeping, change } = settingsKept
  const { settings } = keeping
  const evidence = useEvidence(trial, settings)
  // Sliders move at once; what follows from them may come a moment later.
  const weighed = useDeferredValue(settings)
  const evaluation = useMemo(
    () => (evidence.data === undefined ? undefined : evaluateDecision(evidence.data, weighed)),
    [evidence.data, weighed],
  )
  const criteria = useMemo(() => criteriaOf(settings), [settings])
  const asked = evidence.data?.contenders.reduce((sum, contender) => sum + contender.asked, 0)
  const votes = evidence.data?.pairs.reduce((sum, pair) => sum + pair.votes, 0) ?? 0
  const [rowsShown, turnRows] = useAllRows()
  useScreenKeys(KEYS)

  return (
    <TrialScreen
      foot={
        asked === undefined
          ? undefined
          : `Evidence: ${countText(asked, 'sample')}, ${countText(votes, 'vote')} · for ${figureText(evidence.data?.imagesPerMonth ?? 0)} pictures a month`
      }
      footAside={<SavedText kept={settingsKept} />}
      end={
        <Link to="/trials/$trialId/report" params={{ trialId: trial.id }} className={buttonClass('primary')}>
          {settingsKept.isOfBundle ? 'Its report' : 'Write report'}
        </Link>
      }
    >
      <SavingProblem kept={settingsKept} />
      <ExploringNote kept={settingsKept} />
      {evidence.isError && evidence.data !== undefined && (
        <div className={styles['problem']} role="alert">
          <Note look="bad">
            {readFailure(evidence.error).message} What is shown rests on what was read before.{' '}
            <Button small onClick={() => void evidence.refetch()}>
              Read it again
            </Button>
          </Note>
        </div>
      )}
      <ShowRowsContext value={rowsShown}>
        <div className={styles['top']} aria-busy={evidence.isPlaceholderData}>
          <div>
            {evidence.isPending && <LoadingShape label="Weighing the contenders" lines={8} />}
            {evidence.isError && evidence.data === undefined && (
              <ErrorState
                title="The decision can’t be worked out"
                error={evidence.error}
                {...(!settingsKept.isOfBundle && { safe: 'What you have set is kept.' })}
                onRetry={() => void evidence.refetch()}
              />
            )}
            {evaluation !== undefined && asked === 0 && (
              <EmptyState title="Nothing has been answered yet">
                Nobody can be recommended before a sample has come back. What matters to you can be set already.
              </EmptyState>
            )}
            {evaluation !== undefined && asked !== 0 && (
              <RecommendationSection
                recommendation={evaluation.recommendation}
                trialId={trial.id}
                running={trial.status === 'running'}
              />
            )}
          </div>
          <div className={styles['side']}>
            <ScenarioSection settings={settings} change={change} />
            <WeightsSection settings={settings} criteria={criteria} standings={evaluation?.criteria} change={change} />
            {evidence.data !== undefined && evaluation !== undefined && (
              <WinsSection evaluation={evaluation} contenders={evidence.data.contenders} trialName={trial.plan.name} />
            )}
          </div>
        </div>
        {evidence.data !== undefined && evaluation !== undefined && (
          <Below
            settings={settings}
            evidence={evidence.data}
            evaluation={evaluation}
            isAsked={asked !== 0}
            trialName={trial.plan.name}
            isRows={rowsShown.rows}
            onTurn={turnRows}
            change={change}
          />
        )}
      </ShowRowsContext>
    </TrialScreen>
  )
}

/** The charts, and what the answer is made of. */
function Below({
  settings,
  evidence,
  evaluation,
  isAsked,
  trialName,
  isRows,
  onTurn,
  change,
}: {
  settings: DecisionSettings
  evidence: DecisionEvidence
  evaluation: DecisionEvaluation
  isAsked: boolean
  trialName: string
  /** Whether all charts are shown as rows. */
  isRows: boolean
  onTurn: () => void
  change: (changes: Partial<DecisionSettings>) => void
}) {
  const criteria = useMemo(() => criteriaOf(settings), [settings])
  const { contenders } = evidence
  return (
    <>
      {isAsked && (
        <>
          <div className={styles['rowsToggle']}>
            <Button aria-pressed={isRows} onClick={onTurn}>
              {isRows ? 'Show all charts' : 'Show all rows'}
            </Button>
          </div>
          <div className={styles['charts']}>
            <TradeOffSection
              contenders={contenders}
              criteria={criteria}
              front={evaluation.front}
              trialName={trialName}
            />
            <SensitivitySection evaluation={evaluation} contenders={contenders} trialName={trialName} />
          </div>
          <ScoresSection
            settings={settings}
            criteria={criteria}
            evaluation={evaluation}
            contenders={contenders}
            change={change}
          />
        </>
      )}
      <div className={styles['below']}>
        <LimitsSection
          settings={settings}
          criteria={criteria}
          standings={evaluation.contenders}
          contenders={contenders}
          change={change}
        />
        <RubricSection settings={settings} criteria={criteria} contenders={contenders} change={change} />
      </div>
    </>
  )
}
