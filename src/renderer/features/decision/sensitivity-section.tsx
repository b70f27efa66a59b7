import { useMemo, useState } from 'react'
import { thresholdParts } from '#shared/decision/threshold-parts.ts'
import type { DecisionEvaluation, WeightSensitivity } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { CriterionId } from '#shared/domain/decision-settings.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { WinShareChart } from '../../charts/win-share-chart.tsx'
import { Marker } from '../../ui/contender-name.tsx'
import { Note } from '../../ui/states.tsx'
import { percentText } from './percent-text.ts'
import { shareTable } from './prepare-decision-tables.ts'
import { prepareWinShares } from './prepare-win-shares.ts'
import { Sentence } from './sentence.tsx'
import styles from './decision.module.css'

const TITLE = 'If something mattered more, or less'

/** What becomes of the answer as one weight moves: how often each wins, and the exact weights at which the leader changes. */
export function SensitivitySection({
  evaluation,
  contenders,
  trialName,
}: {
  evaluation: Pick<DecisionEvaluation, 'draws' | 'criteria' | 'sensitivities'>
  contenders: readonly DecisionContender[]
  trialName: string
}) {
  const { sensitivities, criteria, draws } = evaluation
  const [chosen, setChosen] = useState<CriterionId | null>(null)
  const heaviest = sensitivities.toSorted((one, other) => other.weight - one.weight)[0]
  const shown = sensitivities.find(({ criterionId }) => criterionId === chosen) ?? heaviest
  if (shown === undefined)
    return (
      <ChartFrame
        title={TITLE}
        source={trialName}
        caption={{ what: '', count: '', method: '' }}
        table={{ rows: [], columns: [] }}
        nothing="It takes two criteria that are weighed and known: with one alone there is nothing to weigh it against."
      >
        {null}
      </ChartFrame>
    )
  const titleOf = (criterionId: CriterionId): string =>
    criteria.find((each) => each.criterionId === criterionId)?.title ?? criterionId
  const title = titleOf(shown.criterionId)
  return (
    <ChartFrame
      title={`If ${title} mattered more, or less`}
      source={trialName}
      above={
        <div className={styles['axes']}>
          <select
            aria-label="Whose weight moves"
            value={shown.criterionId}
            onChange={(event) => setChosen(event.target.value)}
          >
            {sensitivities.map(({ criterionId }) => (
              <option key={criterionId} value={criterionId}>
                {titleOf(criterionId)}
              </option>
            ))}
          </select>
        </div>
      }
      caption={{
        what: `Share of the weightings near yours that each wins as the weight of ${title} moves.${
          criteria.some(({ state }) => state === 'set-aside')
            ? ' Yours is what it comes to with the weights of those that are set aside gone to the others.'
            : ''
        }`,
        count: `${figureText(draws)} draws.`,
        method: 'Every measurement is redrawn within its interval.',
      }}
      table={shareTable(shown, contenders)}
      under={
        <div className={styles['turns']}>
          <Note>
            <Sentence parts={thresholdParts(shown, contenders)} />
          </Note>
        </div>
      }
    >
      <WinShares sensitivity={shown} contenders={contenders} title={title} />
    </ChartFrame>
  )
}

function WinShares({
  sensitivity,
  contenders,
  title,
}: {
  sensitivity: WeightSensitivity
  contenders: readonly DecisionContender[]
  title: string
}) {
  const prepared = useMemo(() => prepareWinShares(sensitivity, contenders), [sensitivity, contenders])
  const { bands } = prepared
  return (
    <>
      <WinShareChart
        {...prepared}
        own={{ weight: sensitivity.weight, text: `yours, ${percentText(sensitivity.weight)} %` }}
        title={`weight of ${title}; the others keep their proportions`}
        label={`Share of weightings won by each contender as the weight of ${title} moves`}
      />
      {bands.some(({ named }) => named === null) && (
        <ul className={`small two ${styles['thinBands']}`}>
          {bands.map(
            ({ contenderId, name, position, named }, place) =>
              named === null && (
                <li key={contenderId}>
                  <Marker position={position} /> {name}: a band too thin for its name
                  {/* Without its colour its place tells it. */}
                  {place === 0 ? ', at the bottom' : `, above ${bands[place - 1]?.name}`}
                </li>
              ),
          )}
        </ul>
      )}
    </>
  )
}
