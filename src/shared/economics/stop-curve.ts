import type { CostAssumptions } from '../domain/cost-assumptions.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import { UNMEASURED_IDLE_SECONDS } from '../domain/default-assumptions.ts'
import { numberText, shareText } from './money-words.ts'

/** When an idle machine stops: the chance that it has stopped by so many seconds, ascending; the last chance is 1. */
export type StopCurve = readonly { seconds: number; chance: number }[]

type Measured = CostBasis['coldStart']['curve']
type Assumed = Pick<CostAssumptions, 'idleSecondsUntilStop'>

/**
 * What somebody typed in, else what the trial’s probes after idling found: the shares that started cold, made never to fall with a longer gap
 * (pool-adjacent-violators, Barlow et al., Statistical Inference under Order Restrictions, 1972), straight lines between them, from none at
 * 0 s on. Of what was still warm after the longest gap nothing is known: it is taken to stop then, or after `UNMEASURED_IDLE_SECONDS`
 * where that is longer. Without probes, that many seconds.
 */
export function stopCurve(measured: Measured, { idleSecondsUntilStop }: Assumed): StopCurve {
  if (idleSecondsUntilStop !== null) return stopAfter(idleSecondsUntilStop)
  const last = measured.at(-1)
  if (last === undefined) return stopAfter(UNMEASURED_IDLE_SECONDS)
  const end = Math.max(last.gapSeconds, UNMEASURED_IDLE_SECONDS)
  const probed = neverFalling(measured).map((chance, index) => ({
    seconds: measured[index]?.gapSeconds ?? 0,
    chance,
  }))
  return [
    { seconds: 0, chance: 0 },
    ...probed,
    { seconds: end, chance: probed.at(-1)?.chance ?? 0 },
    { seconds: end, chance: 1 },
  ]
}

function stopAfter(seconds: number): StopCurve {
  return [
    { seconds, chance: 0 },
    { seconds, chance: 1 },
  ]
}

function neverFalling(measured: Measured): number[] {
  const pools: { sum: number; weight: number; size: number }[] = []
  for (const { share } of measured) {
    const weight = share.count ?? 1
    pools.push({ sum: share.value * weight, weight, size: 1 })
    for (let last = pools.at(-1), before = pools.at(-2); last && before; last = pools.at(-1), before = pools.at(-2)) {
      if (before.sum / before.weight <= last.sum / last.weight) break
      pools.splice(-2, 2, {
        sum: before.sum + last.sum,
        weight: before.weight + last.weight,
        size: before.size + last.size,
      })
    }
  }
  return pools.flatMap(({ sum, weight, size }) => Array.from({ length: size }, () => sum / weight))
}

/**
 * The chance that the next picture finds a machine stopped, where pictures come at random: ∫ F(t) λ e^(−λt) dt = E[e^(−λT)] for a stop after T,
 * piece by piece of its straight lines.
 * @param perHour pictures asked of one machine
 */
export function chanceOfStop(curve: StopCurve, perHour: number): number {
  const perSecond = perHour / 3600
  return curve.reduce((sum, { seconds, chance }, index) => {
    const before = curve[index - 1]
    if (before === undefined) return sum
    const width = seconds - before.seconds
    const gone =
      width === 0
        ? Math.exp(-perSecond * seconds)
        : (Math.exp(-perSecond * before.seconds) - Math.exp(-perSecond * seconds)) / (perSecond * width)
    return sum + (chance - before.chance) * gone
  }, 0)
}

/** `20 % cold after 60 s, 100 % after 300 s` */
export function curveText(measured: Measured): string {
  return measured
    .map(
      ({ gapSeconds, share }, index) =>
        `${shareText(share.value)}${index === 0 ? ' cold' : ''} after ${numberText(gapSeconds)} s`,
    )
    .join(', ')
}

/** `60 s after its last picture`, `as measured: 20 % cold after 60 s, 100 % after 300 s` */
export function stopWords(measured: Measured, assumptions: Assumed): string {
  if (assumptions.idleSecondsUntilStop === null && measured.length > 0) {
    return `as measured: ${curveText(measured)}`
  }
  return `${numberText(assumptions.idleSecondsUntilStop ?? UNMEASURED_IDLE_SECONDS)} s after its last picture`
}
