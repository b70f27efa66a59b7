import type { ReactNode } from 'react'
import type { Mark } from '#shared/domain/mark.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { AskedReturned } from './asked-returned.tsx'
import type { InspectedPicture } from './inspected-picture.ts'
import { InspectorFrame } from './inspector-frame.tsx'
import { TimeFacts } from './time-facts.tsx'
import { formatImageCost } from '../../ui/format-estimate.ts'

interface RowInspectorProps extends InspectedPicture {
  repeats: number
  mark: Mark | undefined
  /** What automatic checks found in it, where that is known. */
  checks?: ReactNode
  /** What of its file the size is of. */
  file: 'as it came' | 'without metadata'
  onClose: () => void
  onCompare: (() => void) | null
}

/** What the row of a sample tells of its picture, for a gallery or a bundle: the exchanges with the provider stay where they were made. */
export function RowInspector({ sample, repeats, mark, checks, file, ...picture }: RowInspectorProps) {
  const { contender, planCase, repeat } = picture
  return (
    <InspectorFrame {...picture} place={`repeat ${repeat + 1} of ${repeats}`}>
      {sample === undefined ? (
        <p className="two">This sample has not finished.</p>
      ) : (
        <>
          {mark !== undefined && <MarkWords mark={mark} />}
          <AskedReturned row={sample} contender={contender} planCase={planCase} />
          {checks}
          <TimeFacts row={sample} isPipeline={contender.furtherSteps.length > 0} />
          <h3>Cost</h3>
          <p>
            <b>{formatImageCost(sample.chargeMicros)}</b>{' '}
            {sample.chargeMicros !== null && <span className="two">{sample.chargeBasis}</span>}
          </p>
          {sample.image !== null && (
            <p className="two">
              {sample.image.format.toUpperCase()}, {formatBytes(sample.image.sizeBytes)}, {file}
            </p>
          )}
          <p className="two">{sample.attempts === 1 ? 'One try' : `${sample.attempts} tries`}</p>
        </>
      )}
    </InspectorFrame>
  )
}

function MarkWords({ mark: { stars, verdict, tags, note } }: { mark: Mark }) {
  const words = [
    stars === null ? '' : '★'.repeat(stars),
    verdict === null ? '' : verdict === 'pass' ? 'passed' : 'rejected',
    ...tags,
  ].filter(Boolean)
  return (
    <>
      <h3>Marks</h3>
      {words.length > 0 && <p>{words.join(', ')}</p>}
      {note !== '' && <p className="two">{note}</p>}
    </>
  )
}
