import { useMemo } from 'react'
import { describeDesign } from '#shared/domain/describe-design.ts'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { formatDuration } from '#shared/units/duration.ts'
import { Marker } from '../../ui/contender-name.tsx'
import { formatTime } from '../trials/describe-trial.ts'
import { prepareHappenings } from './prepare-happenings.ts'
import styles from './trial-run.module.css'

const SHOWN = 8

interface HappeningsProps {
  plan: FrozenPlan
  rows: readonly SampleRow[]
  sittings: readonly Sitting[] | undefined
}

export function Happenings({ plan, rows, sittings }: HappeningsProps) {
  const happenings = useMemo(() => prepareHappenings(plan, rows, SHOWN, sittings), [plan, rows, sittings])
  return (
    <div>
      <h2>What happened</h2>
      {sittings !== undefined && sittings.length > 1 && (
        <p className="small two">By time at work: pauses are left out.</p>
      )}
      {happenings.length === 0 && <p className="small two">Nothing out of the ordinary so far.</p>}
      <ul className={styles['log']}>
        {happenings.map((happening) => {
          const contender = plan.contenders.find((candidate) => candidate.id === happening.contenderId)
          return (
            <li key={happening.id}>
              <time className="three">{(happening.atMs / 1000).toFixed(1)} s</time>
              {contender === undefined ? <span aria-hidden="true" /> : <Marker position={contender.position} />}
              <span>{contender === undefined ? happening.text : `${contender.name}, ${happening.text}`}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** What was frozen, and where it runs: a latency means little without its place. */
export function PlanFacts({ trial }: { trial: Trial }) {
  const { plan, environment } = trial
  return (
    <div>
      <h2>What runs</h2>
      <ul className={styles['facts']}>
        {plan.question !== null && <li>{plan.question}</li>}
        {describeDesign(plan).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        {plan.load.kind === 'closed' && (
          <li>
            {plan.contenders.map((contender) => `${contender.name} ${contender.concurrency} in flight`).join(', ')}
          </li>
        )}
        <li>{plan.seeds === 'per-prompt' ? 'One picture seed per prompt' : 'A new picture seed each repeat'}</li>
        <li>
          Given up after {formatDuration(plan.timeoutMs)},{' '}
          {plan.retry.maximumAttempts === 1 ? 'tried once' : `at most ${plan.retry.maximumAttempts} tries`}
        </li>
        <li className="two">
          Started {formatTime(trial.startedAt)} on {environment.processor}, {environment.cores} cores,{' '}
          {environment.runtime}
        </li>
      </ul>
    </div>
  )
}
