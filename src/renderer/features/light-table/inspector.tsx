import { useQuery } from '@tanstack/react-query'
import { noMark, type Mark } from '#shared/domain/mark.ts'
import type { Case, Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { figureText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { Button } from '../../ui/button.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import { formatImageCost, formatLatency } from '../../ui/format-estimate.ts'
import { ErrorState, Note } from '../../ui/states.tsx'
import { AttemptList } from './attempt-list.tsx'
import { compareAskedAndReturned } from './asked-and-returned.ts'
import styles from './inspector.module.css'
import { MarkEditor } from './mark-editor.tsx'
import { PhaseBar } from './phase-bar.tsx'
import { PictureChecks } from './picture-checks.tsx'
import { StepList } from './step-list.tsx'

interface InspectorProps {
  trial: Trial
  planCase: Case
  contender: Contender
  /** From 1. */
  repeat: number
  row: SampleRow | undefined
  mark: Mark | undefined
  onMark: (mark: Mark) => void
  /** null where all contenders are side by side already. */
  onCompare: (() => void) | null
  onClose: () => void
}

/** Everything that is known of one sample. */
export function Inspector(props: InspectorProps) {
  const { trial, planCase, contender, repeat, row, onCompare, onClose } = props
  return (
    <aside className={styles['inspector']} aria-label="Inspector">
      <div className={styles['title']}>
        <h2>{planCase.name}</h2>
        <Button look="quiet" small onClick={onClose} aria-label="Hide the inspector">
          ×
        </Button>
      </div>
      <div>
        <ContenderName
          position={contender.position}
          name={contender.name}
          runs={[contender, ...contender.furtherSteps].map(({ modelName }) => modelName).join(' → ')}
        />
      </div>
      <p className="two">
        repeat {repeat} of {trial.plan.repeats}
        {row !== undefined && ` · place ${figureText(row.position + 1)} of ${figureText(trial.sampleCount)}`}
      </p>
      {onCompare !== null && (
        <Button small onClick={onCompare} className={styles['compare']}>
          Side by side <kbd>Enter</kbd>
        </Button>
      )}
      {row === undefined ? (
        <p className="two">This sample has not finished.</p>
      ) : (
        <>
          <h3>Marks</h3>
          <MarkEditor mark={props.mark ?? noMark(row.sampleId)} onMark={props.onMark} />
          <SampleFacts row={row} contender={contender} planCase={planCase} />
        </>
      )}
      <h3>Prompt</h3>
      <p className={styles['prompt']}>{planCase.prompt}</p>
      {planCase.parameters.negativePrompt !== undefined && (
        <>
          <h3>Negative prompt, of this prompt</h3>
          <p className={styles['prompt']}>{planCase.parameters.negativePrompt}</p>
        </>
      )}
    </aside>
  )
}

function SampleFacts({ row, contender, planCase }: { row: SampleRow; contender: Contender; planCase: Case }) {
  const sample = useQuery(
    workbench.sample.get.queryOptions({ input: { sampleId: row.sampleId }, staleTime: Number.POSITIVE_INFINITY }),
  )
  return (
    <>
      {row.failureMessage !== null && (
        <div className={styles['failure']}>
          <Note look={row.outcome === 'failed' ? 'bad' : 'plain'}>{row.failureMessage}</Note>
        </div>
      )}
      <h3>Asked, returned</h3>
      <table className={styles['facts']}>
        <thead>
          <tr>
            <th>
              <span className="unseen">parameter</span>
            </th>
            <th className="right">asked</th>
            <th className="right">returned</th>
          </tr>
        </thead>
        <tbody>
          {compareAskedAndReturned(row, contender, planCase).map((line) => (
            <tr key={line.name}>
              <td className="two">{line.name}</td>
              <td className="right">{line.asked}</td>
              <td className={`right ${line.returned === null ? 'three' : line.differs ? styles['differs'] : ''}`}>
                {line.returned ?? 'not said'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {row.warnings.map((warning) => (
        <div key={`${warning.parameter} ${warning.reason}`} className={styles['failure']}>
          <Note look="warn">
            {warning.parameter} {warning.action}: asked {warning.asked}, sent {warning.sent ?? 'nothing'}.{' '}
            {warning.reason}
          </Note>
        </div>
      ))}
      <PictureChecks row={row} contender={contender} />
      <h3>Time, from due to last byte</h3>
      <PhaseBar phases={row.phases} />
      <table className={styles['facts']}>
        <tbody>
          <Fact
            name="We measured"
            value={row.failureClass === 'interrupted' ? 'not known' : formatLatency(row.latencyMs)}
          />
          <Fact
            name={contender.furtherSteps.length > 0 ? 'The last tries of its steps' : 'The last try alone'}
            value={formatLatency(row.serviceMs)}
          />
          <Fact
            name={contender.furtherSteps.length > 0 ? 'Provider says, of the last step' : 'Provider says'}
            value={row.reportedInferenceMs === null ? null : formatLatency(row.reportedInferenceMs)}
          />
          <Fact name="Its queue" value={row.reportedQueueMs === null ? null : formatLatency(row.reportedQueueMs)} />
          {row.pollingSlackMs !== null && (
            <Fact name="Polling slack" value={`≤ ${formatLatency(row.pollingSlackMs)}`} />
          )}
          {row.heldBackMs > 0 && <Fact name="Held back, not counted" value={formatLatency(row.heldBackMs)} />}
          {row.reportedCold !== null && <Fact name="Worker was" value={row.reportedCold ? 'cold' : 'warm'} />}
        </tbody>
      </table>
      <h3>Cost</h3>
      <p>
        <b>{formatImageCost(row.chargeMicros)}</b>{' '}
        {row.chargeMicros !== null && <span className="two">{row.chargeBasis}</span>}
      </p>
      {sample.data !== undefined && <p className="two">{sample.data.charge.evidence}</p>}
      {sample.data !== undefined && contender.furtherSteps.length > 0 && (
        <StepList contender={contender} steps={sample.data.steps} />
      )}
      {row.image !== null && (
        <p className="two">
          {row.image.format.toUpperCase()}, {formatBytes(row.image.sizeBytes)}
        </p>
      )}
      <h3>{row.attempts === 1 ? 'One try' : `${row.attempts} tries`}</h3>
      {sample.isError && (
        <ErrorState title="The exchanges can’t be read" error={sample.error} onRetry={() => void sample.refetch()} />
      )}
      {sample.data !== undefined && <AttemptList attempts={sample.data.attempts} contender={contender} />}
    </>
  )
}

function Fact({ name, value }: { name: string; value: string | null }) {
  return (
    <tr>
      <td className="two">{name}</td>
      <td className={`right ${value === null ? 'three' : ''}`}>{value ?? 'not reported'}</td>
    </tr>
  )
}
