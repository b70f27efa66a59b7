import { useId, useState } from 'react'
import { SCENARIOS } from '#shared/decision/scenarios.ts'
import type { DecisionSettings, ScenarioId } from '#shared/domain/decision-settings.ts'
import { figureText } from '#shared/units/count-text.ts'
import { formatMinutes } from '#shared/units/duration.ts'
import { MOST_IMAGES_PER_MONTH } from '#shared/domain/default-assumptions.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { chooseScenario, describeScenario, setTraffic, setVolume } from './edit-settings.ts'
import { NumberField } from './number-field.tsx'
import { percentText } from './percent-text.ts'
import styles from './decision.module.css'

const OPTIONS: readonly { value: ScenarioId; label: string }[] = [
  { value: 'prototype', label: SCENARIOS.prototype.title },
  { value: 'steady', label: 'Steady' },
  { value: 'bursty', label: 'Bursty' },
  { value: 'batch', label: SCENARIOS.batch.title },
  { value: 'own', label: 'Own' },
]

/** What the pictures are for, and how many of them: choosing a scenario sets volume, traffic, weights and limits. */
export function ScenarioSection({
  settings,
  change,
}: {
  settings: DecisionSettings
  change: (changes: Partial<DecisionSettings>) => void
}) {
  const { scenario, imagesPerMonth, traffic } = settings
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles['scenario']}>
      <h2 id={id}>What it is for</h2>
      <Segmented<ScenarioId>
        label="Scenario"
        value={scenario}
        options={OPTIONS}
        onChange={(next) => change(chooseScenario(settings, next))}
      />
      <p className="small two">
        {describeScenario(scenario)}
        {scenario === 'own' ? '' : ' It sets volume, traffic, weights and limits; each can be changed.'}
      </p>
      <div className={styles['volume']}>
        <NumberField
          label="Pictures a month"
          value={imagesPerMonth}
          range={{ minimum: 1, maximum: MOST_IMAGES_PER_MONTH, whole: true }}
          onChange={(next) => change(setVolume(next))}
        />
        <Traffic traffic={traffic} change={change} />
      </div>
    </section>
  )
}

function Traffic({
  traffic,
  change,
}: {
  traffic: DecisionSettings['traffic']
  change: (changes: Partial<DecisionSettings>) => void
}) {
  const [open, setOpen] = useState(false)
  const { gapMinutes, shareAfterGap } = traffic
  return (
    <details className={styles['traffic']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small two">
        {shareAfterGap === 0
          ? 'Traffic: no pause long enough to fall asleep in'
          : `Traffic: ${percentText(shareAfterGap)} % come after a pause of ${formatMinutes(gapMinutes)}`}
      </summary>
      <div className={styles['trafficFields']}>
        <NumberField
          label="Usual pause"
          unit="min"
          value={gapMinutes}
          range={{ minimum: 0, maximum: 100_000, whole: false }}
          onChange={(next) => change(setTraffic({ ...traffic, gapMinutes: next }))}
        />
        <NumberField
          label="Pictures after one"
          unit="%"
          value={Number((shareAfterGap * 100).toPrecision(10))}
          range={{ minimum: 0, maximum: 100, whole: false }}
          onChange={(next) => change(setTraffic({ ...traffic, shareAfterGap: Number((next / 100).toPrecision(12)) }))}
        />
      </div>
      <p className="micro three">
        Decides how many pictures wait for a cold start: of {figureText(1000)} pictures,{' '}
        {figureText(Math.round(shareAfterGap * 1000))} come after such a pause.
      </p>
    </details>
  )
}
