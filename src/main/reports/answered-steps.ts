import type { ContenderAnalysis } from '#shared/domain/analysis.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { ecdf } from '#shared/stats/ecdf.ts'
import { wasTimed } from './asked-samples.ts'
import { isOfTheService } from './service-answer.ts'

/** A line of more steps looks the same. */
const MOST_STEPS = 300

/**
 * Which share of a contender's samples had a picture within a time. Failures and refusals stay in the denominator, so a line that
 * ends below 1 shows them, also where a retry by hand gave a picture later; samples whose time is not the provider's are left out. Of many steps the first, the last and evenly spaced ones between are kept; each is exact.
 * @param asked its samples that were asked, in any order
 */
export function answeredSteps(asked: readonly SampleFigures[]): ContenderAnalysis['answeredWithin'] {
  const timed = asked.filter(wasTimed)
  const latencies = timed
    .filter((row) => row.outcome === 'succeeded' && !row.earlier.some(isOfTheService))
    .map((row) => row.latencyMs)
  const steps = ecdf(latencies, timed.length)
  const most = Math.min(MOST_STEPS, steps.length)
  return Array.from({ length: most }, (_, index) => {
    const step = steps[most === 1 ? 0 : Math.round((index * (steps.length - 1)) / (most - 1))]
    if (step === undefined) throw new Error(`A line of ${steps.length} steps has no ${index}.`)
    return { latencyMs: step.value, share: step.share }
  })
}
