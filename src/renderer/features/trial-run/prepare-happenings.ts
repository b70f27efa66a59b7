import type { FrozenPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { formatLatency, formatSize } from '../../ui/format-estimate.ts'

export interface Happening {
  /** Of the sample, or of what befell the whole trial. */
  id: string
  /** null for what befell the whole trial. */
  contenderId: string | null
  /** Milliseconds from the start of the trial. */
  atMs: number
  text: string
  /** True for what went wrong; a refusal or a flag is only worth knowing. */
  alarm: boolean
}

/**
 * What was out of the ordinary, newest first: failures, refusals, flags, tries.
 * @param limit of samples; what befell the whole trial is not crowded out by them
 * @param others what befell the whole trial
 */
export function prepareHappenings(
  plan: FrozenPlan,
  rows: readonly SampleRow[],
  limit: number,
  others: readonly Happening[] = [],
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
  return [...newest, ...others].sort((a, b) => b.atMs - a.atMs)
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
