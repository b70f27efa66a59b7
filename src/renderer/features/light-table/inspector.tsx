import { useQuery } from '@tanstack/react-query'
import { noMark, type Mark } from '#shared/domain/mark.ts'
import type { Case, Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Trial } from '#shared/domain/trial.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { figureText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { formatImageCost } from '../../ui/format-estimate.ts'
import { ErrorState } from '../../ui/states.tsx'
import { AttemptList } from './attempt-list.tsx'
import { AskedReturned } from './asked-returned.tsx'
import { InspectorFrame } from './inspector-frame.tsx'
import { MarkEditor } from './mark-editor.tsx'
import { PictureChecks } from './picture-checks.tsx'
import { StepList } from './step-list.tsx'
import { TimeFacts } from './time-facts.tsx'

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
    <InspectorFrame
      planCase={planCase}
      contender={contender}
      place={`repeat ${repeat} of ${trial.plan.repeats}${row === undefined ? '' : ` · place ${figureText(row.position + 1)} of ${figureText(trial.sampleCount)}`}`}
      onCompare={onCompare}
      onClose={onClose}
    >
      {row === undefined ? (
        <p className="two">This sample has not finished.</p>
      ) : (
        <>
          <h3>Marks</h3>
          <MarkEditor mark={props.mark ?? noMark(row.sampleId)} onMark={props.onMark} />
          <SampleFacts row={row} contender={contender} planCase={planCase} />
        </>
      )}
    </InspectorFrame>
  )
}

function SampleFacts({ row, contender, planCase }: { row: SampleRow; contender: Contender; planCase: Case }) {
  const sample = useQuery(
    workbench.sample.get.queryOptions({ input: { sampleId: row.sampleId }, staleTime: Number.POSITIVE_INFINITY }),
  )
  return (
    <>
      <AskedReturned row={row} contender={contender} planCase={planCase} />
      <PictureChecks row={row} contender={contender} />
      <TimeFacts row={row} isPipeline={contender.furtherSteps.length > 0} />
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
