import type { Estimate, StageAnalysis } from '#shared/domain/analysis.ts'
import type { CostMeasures } from '#shared/domain/cost-measures.ts'
import { judgePictures, type GateTally } from '#shared/domain/picture-gates.ts'
import type { SampleFigures } from '#shared/domain/sample-figures.ts'
import { clusteredShare } from '#shared/stats/clustered-share.ts'
import { wilsonEstimate } from '#shared/stats/wilson.ts'
import { sumUnlessUnknown } from '#shared/units/money.ts'
import { wasTimed, type Lane } from './asked-samples.ts'
import { meanUnderWay, throughput } from './images-per-hour.ts'
import { isOfTheService } from './service-answer.ts'
import { unitsPerImage } from './units-per-image.ts'

/** What a contender’s cost hangs on besides its charges. Of a sweep, the rate is that of its best stage: a machine would be run at it. */
export function measureCosts(
  lane: Lane,
  { stages, gates, seed }: { stages: readonly StageAnalysis[]; gates: GateTally; seed: number },
): CostMeasures {
  const timed = atBestStage(lane.asked.filter(wasTimed), stages)
  const drawn = lane.answers.filter(({ outcome }) => outcome === 'succeeded').length
  return {
    imagesPerHour: throughput(timed),
    slots: Math.max(1, Math.round(meanUnderWay(timed))),
    unitsPerImage: unitsPerImage(lane, { seed }),
    failedShare: wilsonEstimate(lane.answers.length - drawn, lane.answers.length),
    failedChargeShare: failedChargeShare(lane.asked),
    usableShare: usableShare(lane, gates),
  }
}

function atBestStage(rows: readonly SampleFigures[], stages: readonly StageAnalysis[]): readonly SampleFigures[] {
  const rates = stages.map(({ imagesPerMinute }) => imagesPerMinute ?? 0)
  const best = rates.indexOf(Math.max(...rates))
  return stages.length === 0 ? rows : rows.filter((row) => row.stage === best)
}

/** A picture that came only when it was asked again cost what failed before as well. */
function failedChargeShare(asked: readonly SampleFigures[]): number | null {
  const ofFailures = asked.flatMap((row) => [
    ...(row.image === null ? [row.chargeMicros] : []),
    ...row.earlier.filter(isOfTheService).map(({ chargeMicros }) => chargeMicros),
  ])
  const failed = sumUnlessUnknown(ofFailures)
  const drawn = sumUnlessUnknown(asked.flatMap((row) => (row.image === null ? [] : [row.chargeMicros])))
  if (failed === null || drawn === null) return null
  return failed === 0 ? 0 : failed / (failed + drawn)
}

function usableShare({ asked, promptOf, contender }: Lane, { open }: GateTally): Estimate {
  if (open > 0) return { state: 'unknown', count: open }
  const byPrompt = new Map<number, { successes: number; count: number }>()
  judgePictures(asked, { promptOf, task: contender.task }).forEach((judged, place) => {
    const row = asked[place]
    if (judged === null || row === undefined) return
    const prompt = promptOf(row.caseIndex)
    const cluster = byPrompt.get(prompt) ?? { successes: 0, count: 0 }
    cluster.count += 1
    if (judged.failed.length === 0) cluster.successes += 1
    byPrompt.set(prompt, cluster)
  })
  return clusteredShare([...byPrompt.values()])
}
