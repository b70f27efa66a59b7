import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ComparedTrial, TrialComparison, UnmatchedContender } from '#shared/domain/trial-comparison.ts'
import { chanceSentence, SAME_TRIAL } from '#shared/comparison/compared-words.ts'
import { countText } from '#shared/units/count-text.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { Screen } from '../../app/screen.tsx'
import { workbench } from '../../client/client.ts'
import { buttonClass } from '../../ui/button.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { formatDateAndTime, formatDay } from '../../ui/format-time.ts'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import styles from './compare-trials.module.css'
import { ComparedContenderSection } from './compared-contender-section.tsx'

/** A trial against an earlier one: what makes them not like for like, what has moved, then the figures. */
export function CompareTrialsScreen() {
  const { firstId, secondId } = useParams({ from: '/compare/$firstId/$secondId' })
  const query = useQuery(workbench.analysis.compare.queryOptions({ input: { firstId, secondId } }))
  const comparison = query.data
  return (
    <Screen
      title="Two trials"
      practice={comparison?.first.practice === true && comparison.second.practice}
      end={
        <Link
          to="/compare/$firstId/$secondId"
          params={{ firstId: secondId, secondId: firstId }}
          className={buttonClass('line')}
        >
          Exchange them
        </Link>
      }
      foot={
        comparison === undefined
          ? undefined
          : countText(comparison.contenders.length, 'contender in both', 'contenders in both')
      }
    >
      <h1>Two trials against each other</h1>
      {query.isPending && <LoadingShape label="Comparing the trials" lines={8} />}
      {query.isError && (
        <ErrorState title="These can’t be compared" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {comparison !== undefined && <Comparison comparison={comparison} />}
    </Screen>
  )
}

function Comparison({ comparison }: { comparison: TrialComparison }) {
  const { first, second, isSameTrial, prompts, conditions, contenders, onlyFirst, onlySecond } = comparison
  const chance = chanceSentence(contenders.flatMap(({ figures }) => figures))
  return (
    <>
      <dl className={styles['trials']}>
        <TrialFacts term="First" trial={first} />
        <TrialFacts term="Second" trial={second} />
      </dl>
      <section aria-labelledby="conditions">
        <h2 id="conditions">{conditionsTitle(comparison)}</h2>
        {isSameTrial && <p className="lead">{SAME_TRIAL}</p>}
        {conditions.length === 0 && prompts !== null && !isSameTrial && (
          <p>No condition that is kept differs, and the {countText(prompts.shared, 'prompt')} are the same.</p>
        )}
        {conditions.length > 0 && (
          <ul className={styles['conditions']}>
            {conditions.map((condition) => (
              <li key={condition}>{condition}</li>
            ))}
          </ul>
        )}
      </section>
      {contenders.length > 0 && (
        <section aria-labelledby="findings">
          <h2 id="findings">What has moved</h2>
          {contenders.every(({ moved }) => moved.length === 0) && (
            <p className="lead">Nothing is known to have moved.</p>
          )}
          <ul className={styles['findings']}>
            {contenders.flatMap(({ second: { id }, moved }) =>
              moved.map((sentence) => <li key={`${id} ${sentence}`}>{sentence}</li>),
            )}
          </ul>
          <ul className={`two ${styles['conditions']}`}>
            {contenders.flatMap(({ second: { id }, unmoved }) =>
              unmoved.map((sentence) => <li key={`${id} ${sentence}`}>{sentence}</li>),
            )}
          </ul>
          {chance !== null && <p className={`small two ${styles['method']}`}>{unbroken(chance)}</p>}
        </section>
      )}
      {contenders.length === 0 && (
        <EmptyState title="No contender of the one is in the other">
          Contenders are matched by their provider and model, and these trials have none in common.
        </EmptyState>
      )}
      {contenders.map((contender) => (
        <ComparedContenderSection key={contender.second.id} contender={contender} />
      ))}
      <Unmatched title="Only in the first" contenders={onlyFirst} />
      <Unmatched title="Only in the second" contenders={onlySecond} />
    </>
  )
}

function conditionsTitle({ isSameTrial, conditions }: TrialComparison): string {
  if (isSameTrial) return 'One trial twice'
  return conditions.length === 0 ? 'Like for like' : 'Not like for like'
}

function TrialFacts({ term, trial }: { term: string; trial: ComparedTrial }) {
  return (
    <div>
      <dt className="small two">{term}</dt>
      <dd>
        <Link to="/trials/$trialId/charts" params={{ trialId: trial.trialId }}>
          {trial.name}
        </Link>
        <span className="small two">
          {formatDateAndTime(trial.startedAt)} · {trial.headline} · {countText(trial.asked, 'sample')}
        </span>
        {trial.bundle !== null && (
          <span className="small two">
            Evidence bundle, made {formatDay(trial.bundle.createdAt)} by Assay {trial.bundle.assayVersion}
          </span>
        )}
      </dd>
    </div>
  )
}

function Unmatched({ title, contenders }: { title: string; contenders: readonly UnmatchedContender[] }) {
  if (contenders.length === 0) return null
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className={styles['unmatched']}>
        {contenders.map(({ id, name, position, providerName, modelName }) => (
          <li key={id}>
            <ContenderName position={position} name={name} runs={`${providerName}, ${modelName}`} />
          </li>
        ))}
      </ul>
    </section>
  )
}
