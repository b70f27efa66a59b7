import { Slider } from 'radix-ui'
import { useRef } from 'react'
import type { Criterion } from '#shared/decision/criteria.ts'
import { weightsOf } from '#shared/decision/weights.ts'
import type { CriterionStanding, PairwiseConsistency } from '#shared/domain/decision-evaluation.ts'
import type { CriterionId, DecisionSettings } from '#shared/domain/decision-settings.ts'
import { Button } from '../../ui/button.tsx'
import { Figure } from '../../ui/figure.tsx'
import { AddCriterion } from './add-criterion.tsx'
import { CompareDialog } from './compare-dialog.tsx'
import { describeConsistency } from './describe-consistency.ts'
import { evenWeights, listed, moveWeight, removeWeight, setWeights, type Weights } from './edit-settings.ts'
import { percentText } from './percent-text.ts'
import { SECTIONS } from './sentence.tsx'
import styles from './decision.module.css'

interface WeightsSectionProps {
  settings: DecisionSettings
  criteria: readonly Criterion[]
  /** Absent as long as there is no evidence. */
  standings: readonly CriterionStanding[] | undefined
  change: (changes: Partial<DecisionSettings>) => void
}

/** How much each criterion counts: by sliders that add up to 100 %, or from comparing two at a time. */
export function WeightsSection({ settings, criteria, standings, change }: WeightsSectionProps) {
  const { byCriterion, consistency } = weightsOf(settings)
  const isPairwise = settings.weighing === 'pairwise'
  const percents: Weights = Object.fromEntries(
    listed(settings.weights).map((id) => [id, 100 * (byCriterion.get(id) ?? 0)]),
  )
  // While a slider is dragged the others keep the proportions that they had before it was taken up.
  const before = useRef<Weights | null>(null)
  const shown = criteria.filter(({ id }) =>
    isPairwise ? (byCriterion.get(id) ?? 0) > 0 : settings.weights[id] !== undefined,
  )
  const setAside = new Set(
    standings?.flatMap(({ criterionId, state }) => (state === 'set-aside' ? [criterionId] : [])) ?? [],
  )
  return (
    <section aria-labelledby={SECTIONS.weights}>
      <div className={styles['sectionHead']}>
        <h2 id={SECTIONS.weights} tabIndex={-1}>
          What matters to you
        </h2>
        {isPairwise ? (
          <Button small look="quiet" onClick={() => change({ weighing: 'sliders' })}>
            Back to sliders
          </Button>
        ) : (
          <Button small look="quiet" onClick={() => change(setWeights(evenWeights(settings.weights)))}>
            Even
          </Button>
        )}
        <CompareDialog settings={settings} criteria={criteria} change={change} />
      </div>
      {shown.map((criterion) => (
        <div key={criterion.id} className={styles['weight']}>
          <span className={styles['weightName']}>
            {criterion.title}
            {setAside.has(criterion.id) && (
              <span className={`micro three ${styles['setAside']}`}>known of nobody, set aside</span>
            )}
          </span>
          {isPairwise ? (
            <span className={styles['bar']} aria-hidden="true">
              <i style={{ width: `${100 * (byCriterion.get(criterion.id) ?? 0)}%` }} />
            </span>
          ) : (
            <WeightSlider
              title={criterion.title}
              percent={percents[criterion.id] ?? 0}
              onMove={(percent) => {
                before.current ??= percents
                change(setWeights(moveWeight(before.current, criterion.id, percent)))
              }}
              onLeave={() => {
                before.current = null
              }}
            />
          )}
          <span className="right">
            <Figure value={percentText(byCriterion.get(criterion.id) ?? 0)} unit="%" />
          </span>
          {!isPairwise && (
            <RemoveWeight
              title={criterion.title}
              isLast={shown.length === 1}
              onRemove={() => change(removeWeight(percents, criterion.id))}
            />
          )}
        </div>
      ))}
      {consistency !== null && <Consistency consistency={consistency} criteria={criteria} />}
      {!isPairwise && <AddCriterion settings={settings} criteria={criteria} weights={percents} change={change} />}
    </section>
  )
}

function WeightSlider({
  title,
  percent,
  onMove,
  onLeave,
}: {
  title: string
  percent: number
  onMove: (percent: number) => void
  onLeave: () => void
}) {
  return (
    <Slider.Root
      className={styles['slider']}
      min={0}
      max={100}
      step={1}
      value={[percent]}
      onValueChange={([next]) => {
        if (next !== undefined) onMove(next)
      }}
      onValueCommit={onLeave}
    >
      <Slider.Track className={styles['track']}>
        <Slider.Range className={styles['range']} />
      </Slider.Track>
      <Slider.Thumb
        className={styles['thumb']}
        aria-label={`Weight of ${title}`}
        aria-valuetext={`${percentText(percent / 100)} %`}
      />
    </Slider.Root>
  )
}

function RemoveWeight({ title, isLast, onRemove }: { title: string; isLast: boolean; onRemove: () => void }) {
  return (
    <button
      type="button"
      className={styles['remove']}
      aria-label={`Don’t weigh ${title}`}
      title={`Don’t weigh ${title}`}
      disabled={isLast}
      onClick={onRemove}
    >
      ×
    </button>
  )
}

/** Whether comparisons fit together, in words and with the ratio that says so. */
function Consistency({ consistency, criteria }: { consistency: PairwiseConsistency; criteria: readonly Criterion[] }) {
  const titleOf = (id: CriterionId): string => criteria.find((each) => each.id === id)?.title ?? id
  return <p className="small two">{describeConsistency(consistency, titleOf)}</p>
}
