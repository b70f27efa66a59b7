import type { Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { formatSize } from '../../ui/format-estimate.ts'

export interface AskedAndReturned {
  name: string
  asked: string
  /** null where the reply does not say. */
  returned: string | null
  differs: boolean
}

/**
 * What was asked beside what came back, as far as either is known: size and format are read from the picture itself. Of a
 * pipeline it is asked for in the first step and comes back from the last, which may make it larger and has no part in the
 * seed: no difference is claimed there.
 */
export function compareAskedAndReturned(row: SampleRow, contender: Contender): AskedAndReturned[] {
  const { parameters } = contender
  const { image } = row
  const size = formatSize(parameters.width, parameters.height)
  const returnedSize = image === null ? null : formatSize(image.width, image.height)
  const last = contender.furtherSteps.at(-1)
  const reportedSeed = last === undefined ? row.reportedSeed : null
  const lines: AskedAndReturned[] = [
    {
      name: 'Size',
      asked: last === undefined ? size : `${size} in step 1`,
      returned: returnedSize,
      differs: last === undefined && returnedSize !== null && returnedSize !== size,
    },
    {
      name: 'Seed',
      asked: String(row.seed),
      returned: reportedSeed,
      differs: reportedSeed !== null && reportedSeed !== String(row.seed),
    },
  ]
  if (parameters.steps !== undefined) lines.push(unsaid('Steps', String(parameters.steps)))
  if (parameters.guidance !== undefined) lines.push(unsaid('Guidance', String(parameters.guidance)))
  const format = (last ?? contender).parameters.format?.toUpperCase()
  const returnedFormat = image?.format.toUpperCase() ?? null
  lines.push({
    name: 'Format',
    asked: format ?? 'its default',
    returned: returnedFormat,
    differs: format !== undefined && returnedFormat !== null && returnedFormat !== format,
  })
  return lines
}

function unsaid(name: string, asked: string): AskedAndReturned {
  return { name, asked, returned: null, differs: false }
}
