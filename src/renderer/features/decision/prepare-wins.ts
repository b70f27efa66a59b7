import type { ContenderStanding } from '#shared/domain/decision-evaluation.ts'
import type { DecisionContender } from '#shared/domain/decision-evidence.ts'
import type { Estimate } from '#shared/domain/estimate.ts'

/** Over which weightings wins are counted. */
export type Weightings = keyof NonNullable<ContenderStanding['wins']>

interface WinRow {
  contender: DecisionContender
  share: Extract<Estimate, { state: 'known' }>
}

/** Who wins at all, most often first; the names of those that never do, and of those that can't, since they are not eligible. */
export function prepareWins(
  standings: readonly ContenderStanding[],
  contenders: readonly DecisionContender[],
  weightings: Weightings,
): { rows: WinRow[]; never: string[]; leftOut: string[] } {
  const rows: WinRow[] = []
  const never: string[] = []
  const leftOut: string[] = []
  for (const contender of contenders) {
    const wins = standings.find(({ contenderId }) => contenderId === contender.contenderId)?.wins ?? null
    const share = wins?.[weightings]
    if (share?.state !== 'known') leftOut.push(contender.name)
    else if (share.value === 0) never.push(contender.name)
    else rows.push({ contender, share })
  }
  rows.sort((one, other) => other.share.value - one.share.value || one.contender.position - other.contender.position)
  return { rows, never, leftOut }
}
