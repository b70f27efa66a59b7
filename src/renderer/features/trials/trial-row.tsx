import { formatWait } from '#shared/units/duration.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TrialSummary } from '#shared/domain/trial.ts'
import { countText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { Marker } from '../../ui/contender-name.tsx'
import { formatSpent } from '../../ui/format-estimate.ts'
import { reducedPicture } from '../../ui/picture-address.ts'
import { PictureFile } from '../../ui/picture-file.tsx'
import { CompareTick, type ComparisonChoice } from './compare-tick.tsx'
import { canResume } from '../trial/can-go-on.ts'
import { countTrial, stateTrial } from './describe-trial.ts'
import { ResumeTrial } from './resume-trial.tsx'
import styles from './trial-row.module.css'

/** A trial in a list: four of its pictures, who took part, where it stands, and what came of it. */
export function TrialRow({ trial, choice }: { trial: TrialSummary; choice?: ComparisonChoice }) {
  const running = trial.status === 'running'
  const analysis = useQuery(
    workbench.analysis.get.queryOptions({
      input: { trialId: trial.id },
      enabled: !running && trial.succeededCount > 0,
      staleTime: Number.POSITIVE_INFINITY,
    }),
  )
  const progress = useQuery(
    workbench.trial.progress.queryOptions({ input: { trialId: trial.id }, enabled: running, refetchInterval: 2000 }),
  )
  const toGoMs = progress.data?.toGoMs ?? null
  const finding = analysis.data?.findings[0]?.text

  return (
    <article className={styles['trial']}>
      <div className={styles['pictures']} aria-hidden="true">
        {trial.pictures.map((sha256) => (
          <PictureFile key={sha256} sha256={sha256} address={reducedPicture(sha256)} alt="" lazy />
        ))}
        {trial.pictures.length === 0 && <span className={`micro three ${styles['none']}`}>no picture yet</span>}
      </div>
      <div className={styles['words']}>
        <h3>
          <Link to={running ? '/trials/$trialId/run' : '/trials/$trialId/light-table'} params={{ trialId: trial.id }}>
            {trial.name}
          </Link>
        </h3>
        <div className="small two">
          <span className={styles['markers']} title={trial.contenders.map((contender) => contender.name).join(', ')}>
            {trial.contenders.map((contender) => (
              <Marker key={contender.id} position={contender.position} />
            ))}
          </span>
          {stateTrial(trial)}
        </div>
        <p className={styles['outcome']}>{finding ?? countTrial(trial)}</p>
      </div>
      <div className={`small two ${styles['end']}`}>
        {canResume(trial, trial.sampleCount - trial.doneCount) && <ResumeTrial trialId={trial.id} />}
        {running && toGoMs !== null && <div>about {formatWait(toGoMs)} to go</div>}
        <div>{formatSpent(trial.spentMicros, trial.unknownChargeCount)}</div>
        <div className="three">
          {trial.practice ? 'practice, not charged' : unknownCharges(trial.unknownChargeCount)}
        </div>
        {choice !== undefined && (
          <div className={styles['choice']}>
            <CompareTick choice={choice} name={trial.name} />
          </div>
        )}
      </div>
    </article>
  )
}

function unknownCharges(count: number): string {
  return count === 0 ? '' : `${countText(count, 'charge')} not reported`
}
