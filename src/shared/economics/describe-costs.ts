import type { CostAssumptions } from '../domain/cost-assumptions.ts'
import type { CostBasis } from '../domain/cost-basis.ts'
import type { AmountInterval } from '../domain/month-cost.ts'
import { figureText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'
import { intervalText, volumeText } from './break-even-words.ts'
import type { MachinesAgainst, MonthComparison } from './compare-costs.ts'
import { monthDifference } from './month-difference.ts'
import { monthIntervalText, perMonthText } from './money-words.ts'
import { prepareSetting } from './month-setting.ts'

/** What is said of a comparison before its tables. */
export interface CostAnswer {
  /** The answer first, then from which volume it holds, then what it leaves out. */
  sentences: string[]
  /** The cheapest at the volume of the assumptions, and the one it is held against; fewer where fewer are known. */
  ids: string[]
  /** The cheapest machines against the cheapest managed API; null without one of the two. */
  rental: MachinesAgainst | null
}

interface KnownContender {
  basis: CostBasis
  total: AmountInterval
}

/**
 * Who is cheapest at the volume of the assumptions, by how much and from which volume on; or that they can’t be told apart, where the
 * 95 % interval of their difference holds 0.
 * @param comparison of the same assumptions
 */
export function describeCosts(comparison: MonthComparison, assumptions: CostAssumptions): CostAnswer {
  const known = comparison.contenders
    .flatMap(({ basis, own }) => (own.state === 'known' ? [{ basis, total: own.total }] : []))
    .toSorted((left, right) => left.total.value - right.total.value)
  const rental = cheapestRental(comparison, known)
  const ids = known.slice(0, 2).map(({ basis }) => basis.id)
  const standing = standingOf(known, assumptions)
  const sentences = [
    answerText(standing),
    ...(rental === null ? [] : [rentalText(rental, standing)]),
    ...peopleText(known, assumptions),
    ...comparison.contenders.flatMap(({ basis, own }) =>
      own.state === 'unknown' ? [`${basis.name} is left out: ${lowerFirst(own.reason)}`] : [],
    ),
  ]
  return { sentences, ids, rental }
}

function answerText({ known, together, saving, assumptions }: Standing): string {
  const [first, second] = known
  const at = `At ${figureText(assumptions.imagesPerMonth)} pictures a month`
  if (first === undefined) return `${at} no contender’s cost is known.`
  if (second === undefined) return `${at} ${first.basis.name} costs ${amountText(first.total)}.`
  if (together.length === 1 && saving !== null) {
    return `${at} ${first.basis.name} saves ${amountText(saving)} against ${second.basis.name}.`
  }
  const names = listText(together.map(({ basis }) => basis.name))
  const isExact = together.every(({ total }) => total.low === total.high && total.value === first.total.value)
  if (isExact) return `${at} ${names} cost the same: ${amountText(first.total)}.`
  const amounts = listText(together.map(({ total }) => `${perMonthText(total.value)}${spaced(total)}`))
  return `${at} ${names} can’t be told apart by cost: ${amounts} a month.`
}

/** Where they stand at the volume of the assumptions. */
interface Standing {
  assumptions: CostAssumptions
  /** The cheapest first. */
  known: readonly KnownContender[]
  /** The cheapest, and all that can’t be told apart from it. */
  together: readonly KnownContender[]
  /** Of the cheapest against the next. */
  saving: AmountInterval | null
}

function standingOf(known: readonly KnownContender[], assumptions: CostAssumptions): Standing {
  const setting = prepareSetting(assumptions)
  const [first, ...others] = known
  if (first === undefined) return { assumptions, known, together: [], saving: null }
  const differences = others.map(({ basis }) =>
    monthDifference(first.basis, basis, assumptions.imagesPerMonth, setting),
  )
  const together = [first, ...others.filter((_, index) => (differences[index]?.low ?? 0) <= 0)]
  return { assumptions, known, together, saving: differences[0] ?? null }
}

/** `$269 a month ±$140` */
function amountText(amount: AmountInterval): string {
  return `${perMonthText(amount.value)} a month${spaced(amount)}`
}

function spaced(amount: AmountInterval): string {
  const interval = monthIntervalText(amount)
  return interval === '' ? '' : ` ${interval}`
}

function cheapestRental(comparison: MonthComparison, known: readonly KnownContender[]): MachinesAgainst | null {
  const idOf = (isMachine: boolean): string | undefined =>
    known.find(({ basis }) => (basis.billing.by === 'machine') === isMachine)?.basis.id
  const [machinesId, managedId] = [idOf(true), idOf(false)]
  return comparison.against.find((pair) => pair.machinesId === machinesId && pair.managedId === managedId) ?? null
}

/**
 * Short where the sentence before it told that the machines are cheaper, else in full; where the two can’t be told apart at this volume,
 * neither can the volume at which they cross.
 */
function rentalText(
  { machinesId, managedId, breakEven }: MachinesAgainst,
  { known: [first, second], together, assumptions: { imagesPerMonth } }: Standing,
): string {
  const ids = together.map(({ basis }) => basis.id)
  if (ids.includes(machinesId) && ids.includes(managedId)) return `By the values alone: ${breakEven.words}`
  const isTold = together.length === 1 && first?.basis.id === machinesId && second?.basis.id === managedId
  if (isTold && breakEven.state === 'from' && breakEven.spans.length === 1 && imagesPerMonth >= (breakEven.from ?? 0)) {
    const measured = intervalText(breakEven.interval)
    const interval = measured === null ? '' : ` (95 % interval: ${measured})`
    return `Below ${volumeText(breakEven.from ?? 0, breakEven.interval)} a month${interval}, ${second.basis.name} is cheaper.`
  }
  return breakEven.words
}

function peopleText(known: readonly KnownContender[], { countOverhead }: CostAssumptions): string[] {
  const hasMachines = known.some(({ basis }) => basis.billing.by === 'machine')
  return hasMachines && !countOverhead ? ['The people who look after machines are not counted in this.'] : []
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
