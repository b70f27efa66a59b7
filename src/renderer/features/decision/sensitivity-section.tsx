import { useId, useMemo, useState } from 'react'
import { thresholdParts } from '#shared/decision/threshold-parts.ts'
import type { DecisionEvaluation, WeightSensitivity } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { CriterionId } from '#shared/domain/decision-settings.ts'
import { figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { WinShareChart } from '../../charts/win-share-chart.tsx'
import { ContenderName, Marker } from '../../ui/contender-name.tsx'
import { Note } from '../../ui/states.tsx'
import { percentText } from './percent-text.ts'
import { prepareWinShares } from './prepare-win-shares.ts'
import { Sentence } from './sentence.tsx'
import styles from './decision.module.css'

/** What becomes of the answer as one weight moves: how often each wins, and the exact weights at which the leader changes. */
export function SensitivitySection({
  evaluation,
  contenders,
  showRows,
}: {
  evaluation: Pick<DecisionEvaluation, 'draws' | 'criteria' | 'sensitivities'>
  contenders: readonly DecisionContender[]
  showRows: boolean
}) {
  const id = useId()
  const { sensitivities, criteria, draws } = evaluation
  const [chosen, setChosen] = useState<CriterionId | null>(null)
  const heaviest = sensitivities.toSorted((one, other) => other.weight - one.weight)[0]
  const shown = sensitivities.find(({ criterionId }) => criterionId === chosen) ?? heaviest
  if (shown === undefined)
    return (
      <section aria-labelledby={id}>
        <h2 id={id}>If something mattered more, or less</h2>
        <p className={styles['caption']}>
          It takes two criteria that are weighed and known: with one alone there is nothing to weigh it against.
        </p>
      </section>
    )
  const titleOf = (criterionId: CriterionId): string =>
    criteria.find((each) => each.criterionId === criterionId)?.title ?? criterionId
  const title = titleOf(shown.criterionId)
  return (
    <section aria-labelledby={id}>
      <div className={styles['sectionHead']}>
        <h2 id={id}>If {title} mattered more, or less</h2>
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
      <p className={styles['caption']}>
        Share of {figureText(draws)} weightings near yours that each wins as the weight of {title} moves; every
        measurement is redrawn within its interval.
        {criteria.some(({ state }) => state === 'set-aside') &&
          ' Yours is what it comes to with the weights of those that are set aside gone to the others.'}
      </p>
      {showRows ? (
        <SensitivityRows sensitivity={shown} contenders={contenders} />
      ) : (
        <WinShares sensitivity={shown} contenders={contenders} title={title} />
      )}
      <div className={styles['turns']}>
        <Note>
          <Sentence parts={thresholdParts(shown, contenders)} />
        </Note>
      </div>
    </section>
  )
}

interface ShownProps {
  sensitivity: WeightSensitivity
  contenders: readonly DecisionContender[]
}

function WinShares({ sensitivity, contenders, title }: ShownProps & { title: string }) {
  const prepared = useMemo(() => prepareWinShares(sensitivity, contenders), [sensitivity, contenders])
  const unnamed = prepared.bands.filter(({ named }) => named === null)
  return (
    <>
      <WinShareChart
        {...prepared}
        own={{ weight: sensitivity.weight, text: `yours, ${percentText(sensitivity.weight)} %` }}
        title={`weight of ${title}; the others keep their proportions`}
        label={`Share of weightings won by each contender as the weight of ${title} moves`}
      />
      {unnamed.length > 0 && (
        <ul className={`small two ${styles['thinBands']}`}>
          {unnamed.map(({ contenderId, name, position }) => (
            <li key={contenderId}>
              <Marker position={position} /> {name}: a band too thin for its name
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Every fourth weight of the curve, and where the leader changes. */
function SensitivityRows({ sensitivity, contenders }: ShownProps) {
  const { curve, segments, contenderIds } = sensitivity
  const rows = curve.filter((_, place) => place % 4 === 0)
  const nameOf = (id: string): string => contenders.find(({ contenderId }) => contenderId === id)?.name ?? id
  return (
    <div className={styles['rows']}>
      <table className="compact">
        <thead>
          <tr>
            <th scope="col">Weight</th>
            {contenderIds.map((id) => {
              const contender = contenders.find(({ contenderId }) => contenderId === id)
              return (
                <th scope="col" key={id} className="right">
                  {contender === undefined ? id : <ContenderName position={contender.position} name={contender.name} />}
                </th>
              )
            })}
            <th scope="col">Leads by the values</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ weight, shares }) => (
            <tr key={weight}>
              <th scope="row">{percentText(weight)} %</th>
              {contenderIds.map((id, place) => (
                <td key={id} className="right">
                  {((shares[place] ?? 0) * 100).toFixed(1)} %
                </td>
              ))}
              <td>
                {listText(
                  (segments.find(({ from, to }) => weight >= from && weight <= to)?.contenderIds ?? []).map(nameOf),
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
