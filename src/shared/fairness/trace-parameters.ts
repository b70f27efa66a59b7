import type { LedgerParameter } from '../domain/fairness.ts'
import type { ParameterName, ParameterWarning } from '../domain/generation.ts'
import type { Case, ShownContender } from '../domain/plan.ts'
import type { SampleFigures } from '../domain/sample-figures.ts'
import { sizeText } from '../units/size-text.ts'

/** One parameter on its way through a sample. */
export interface ParameterTrace {
  parameter: Exclude<LedgerParameter, 'safety'>
  /** null where it was left to the model. */
  asked: string | null
  /** After what the adapter had to change; null where nothing was sent, or nothing was asked. */
  sent: string | null
  /** Size and format are read from the picture's bytes, the seed is what the provider reports; null where nothing says. */
  returned: string | null
  /** Why it was not sent as asked; null where it was. */
  reason: string | null
  /**
   * Whether what comes back can be held against what was asked. Of a pipeline it is asked in the first step and comes back from the
   * last, which may make it larger and has no part in the seed: no difference is claimed there.
   */
  comparable: boolean
}

/** What was asked, sent and returned in one sample. Of a pipeline, format is asked of the last step and all else of the first. */
export function traceParameters(
  row: SampleFigures,
  contender: ShownContender,
  asked: Pick<Case, 'parameters'>,
): ParameterTrace[] {
  const own = contender.parameters
  const { parameters: changed } = asked
  const last = contender.furtherSteps.at(-1)
  const single = last === undefined
  const { image, warnings } = row
  const size = sizeTrace(row, contender, asked)
  const seed = String(row.seed)
  const format = last === undefined ? (changed.format ?? own.format) : last.parameters.format
  const trace = (
    parameter: ParameterTrace['parameter'],
    name: ParameterName,
    value: string | null,
    returned: string | null,
  ): ParameterTrace => {
    const warning = warnings.find((candidate) => candidate.parameter === name)
    const sent = value === null ? null : warning === undefined ? value : warning.sent
    return { parameter, asked: value, sent, returned, reason: warning?.reason ?? null, comparable: single }
  }
  return [
    size,
    trace('seed', 'seed', seed, single ? row.reportedSeed : null),
    trace('steps', 'steps', text(changed.steps ?? own.steps), null),
    trace('guidance', 'guidance', text(changed.guidance ?? own.guidance), null),
    trace('negative prompt', 'negativePrompt', text(changed.negativePrompt ?? own.negativePrompt), null),
    { ...trace('format', 'format', text(format), text(image?.format)), comparable: true },
  ]
}

/** A model that makes another picture of the given one without drawing takes its size from it. */
function sizeTrace(
  { image, warnings }: SampleFigures,
  contender: ShownContender,
  { parameters }: Pick<Case, 'parameters'>,
) {
  const width = parameters.width ?? contender.parameters.width
  const height = parameters.height ?? contender.parameters.height
  const draws = contender.task === 'generate' || contender.task === 'image-to-image'
  const asked = draws ? sizeText(width, height) : null
  const of = (name: ParameterName): ParameterWarning | undefined => warnings.find(({ parameter }) => parameter === name)
  const [wide, high] = [of('width'), of('height')]
  // A model with a list of sizes is sent one of them whole, which is said under the name of the width.
  const sides = wide?.sent?.split(' × ') ?? []
  const whole = sides.length === 2 ? sizeText(sides[0] ?? '', sides[1] ?? '') : null
  const dropped = wide?.sent === null || high?.sent === null
  const sent = whole ?? (dropped ? null : sizeText(wide?.sent ?? width, high?.sent ?? height))
  return {
    parameter: 'size',
    asked,
    sent: asked === null ? null : sent,
    returned: image === null ? null : sizeText(image.width, image.height),
    reason: (wide ?? high)?.reason ?? null,
    comparable: contender.furtherSteps.length === 0 && draws,
  } as const
}

function text(value: number | string | undefined): string | null {
  return value === undefined ? null : String(value)
}
