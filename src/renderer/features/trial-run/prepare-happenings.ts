import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { Sitting } from '#shared/domain/sitting.ts'
import { workingTime } from '#shared/domain/working-time.ts'
import { formatLatency, formatSize } from '../../ui/format-estimate.ts'
import type { Happening } from './happening.ts'
import { prepareSittings } from './prepare-sittings.ts'

/**
 * What was out of the ordinary, newest first: failures, refusals, flags, tries.
 * @param limit of samples; what befell the whole trial is not crowded out by them
 * @param sittings in which the trial was run: their ends are told as well, and the time between them counts for nothing
 */
export function prepareHappenings(
  plan: FrozenPlan,
  rows: readonly SampleRow[],
  limit: number,
  sittings: readonly Sitting[] = [],
): Happening[] {
  const happenings: Happening[] = []
  for (const row of rows) {
    const text = describe(plan, row)
    if (text === null) continue
    happenings.push({
      id: row.sampleId,
      contenderId: row.contenderId,
      atMs: row.finishedMs,
      text,
      alarm: row.outcome === 'failed',
    })
  }
  const newest = happenings.sort((a, b) => b.atMs - a.atMs).slice(0, limit)
  const lastFinishedMs = rows.reduce((last, { finishedMs }) => Math.max(last, finishedMs), 0)
  const all = [...newest, ...prepareSittings(sittings, lastFinishedMs)].sort((a, b) => b.atMs - a.atMs)
  if (sittings.length === 0) return all
  const workedMs = workingTime(sittings)
  return all.map((happening) => ({ ...happening, atMs: workedMs(happening.atMs) }))
}

function describe(plan: FrozenPlan, row: SampleRow): string | null {
  const name = plan.cases[row.caseIndex]?.name ?? `prompt ${row.caseIndex + 1}`
  if (row.outcome === 'refused') return `${name}: content filter said no. Not counted as a failure.`
  if (row.outcome === 'cancelled') return `${name}: given up when the trial was stopped.`
  if (row.outcome === 'failed') return `${name}: ${row.failureMessage ?? 'no picture came, and no reason was given.'}`
  if (row.flags.includes('damaged')) return `${name}: picture is damaged and does not open, kept and flagged.`
  if (row.flags.includes('black')) return `${name}: picture is black, kept and flagged.`
  if (row.flags.includes('blank')) return `${name}: picture is blank, kept and flagged.`
  if (row.flags.includes('other-size') && row.image !== null) {
    return `${name}: came as ${formatSize(row.image.width, row.image.height)}, another size than asked.`
  }
  if (row.disturbance === 'picked-up') return `${name}: its job was picked up again. Its time is left out.`
  if (row.disturbance === 'sleep') return `${name}: came over a sleep of this machine. Its time is left out.`
  if (row.earlier.length > 0) return `${name}: came when it was asked again. Its first outcome counts for reliability.`
  if (row.attempts > 1) return `${name}: came on try ${row.attempts}, ${formatLatency(row.latencyMs)} in all.`
  return null
}
