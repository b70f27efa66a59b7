import type { GateResult } from '../domain/trial-gate.ts'
import { figureText } from '../units/count-text.ts'
import { endTurns } from '../units/harmless-text.ts'
import { imagePlaces, LEAST_SECONDS_MS } from '../units/write-estimate.ts'
import { GATES } from './measured-by-gate.ts'

type Judged = Omit<GateResult, 'text'>

/** What came of a contender at a gate, in a sentence or two. @param missing why there is no value, where the estimate says no more */
export function gateText(judged: Judged, { strict, missing }: { strict: boolean; missing: string }): string {
  const { gate, measured, verdict, isClose } = judged
  const contenderName = endTurns(judged.contenderName)
  const { subject, side } = GATES[gate]
  const limit = limitText(judged)
  if (measured.state !== 'known')
    return `${contenderName}: ${subject} is not known: ${reasonText(judged, missing)}. The limit is ${limit}.`
  const { value, low, high, count, method } = measured
  const write = (one: number): string => valueText(one, judged)
  const interval = method === 'exact' ? 'no interval' : `95 % interval ${write(low)} to ${write(high)}`
  const found = `${contenderName}: ${subject} is ${write(value)} (${interval}, n ${figureText(count)})`
  if (verdict === 'not-known') {
    return `${found}; there are too few prompts to say in which interval it lies, and all of it must hold. The limit is ${limit}.`
  }
  const bound = side === 'max' ? `at most ${limit}` : `at least ${limit}`
  if (verdict === 'holds') {
    return `${found}, as wanted: ${bound}.${isClose ? ' The interval reaches beyond the limit: another trial may not hold.' : ''}`
  }
  if (strict && isClose) return `${found}; wanted: all of the interval ${bound}.`
  return `${found}; wanted: ${bound}.${isClose ? ' The interval reaches past the limit: another trial may hold.' : ''}`
}

/** A limit as it was typed: `8 s`, `$0.01`, `99.9 %`. */
export function limitText({ gate, limit }: Pick<GateResult, 'gate' | 'limit'>): string {
  const { quantity } = GATES[gate]
  if (quantity === 'moneyPerImage') return `$${(limit / 1_000_000).toFixed(6).replace(/0{1,4}$/, '')}`
  if (quantity === 'share') return `${plainFigure(limit * 100)} %`
  return limit < 1000 ? `${plainFigure(limit)} ms` : `${plainFigure(limit / 1000)} s`
}

/** Without the binary dust of a product or a quotient. */
function plainFigure(value: number): string {
  return String(Number(value.toPrecision(12)))
}

/** To as many places as it takes not to read as the limit where it is not the limit. */
function valueText(value: number, { gate, limit }: Judged): string {
  const { quantity } = GATES[gate]
  const write = (one: number, more: number): string => {
    if (quantity === 'share') return `${(one * 100).toFixed(1 + more)} %`
    if (quantity === 'moneyPerImage') return `$${(one / 1_000_000).toFixed(imagePlaces(one) + more)}`
    return Math.abs(one) < LEAST_SECONDS_MS ? `${one.toFixed(more)} ms` : `${(one / 1000).toFixed(2 + more)} s`
  }
  const reads = (more: number): boolean => value === limit || write(value, more) !== write(limit, more)
  // More than four further places are of no use to anyone: what differs by less is the limit, to all intents.
  const more = [0, 1, 2, 3].find(reads) ?? 4
  return write(value, more)
}

function reasonText({ measured }: Judged, missing: string): string {
  if (measured.state === 'too-few') {
    return measured.neededCount === 1
      ? 'there is nothing to measure it by'
      : `it needs n ${figureText(measured.neededCount)}, and n is ${figureText(measured.count)}`
  }
  return measured.state === 'mixed' ? 'the samples met different loads' : missing
}
