import type { ClaimCheck } from '#shared/domain/claim-check.ts'
import type { AmountInterval, MonthCost, UsableCost } from '#shared/domain/month-cost.ts'
import type { CostAssumptions, Overhead } from '#shared/domain/cost-assumptions.ts'
import { COST_ITEM_NAMES } from '#shared/economics/cost-item-names.ts'
import { averagedText } from '#shared/economics/averaged-text.ts'
import { contradictionText } from '#shared/economics/claims/check-claims.ts'
import { cheapestFirst, closestPair } from '#shared/economics/cheapest-first.ts'
import type { CostComparison, MachinesAgainst } from '#shared/economics/compare-costs.ts'
import {
  chanceText,
  numberText,
  perMonthText,
  perPictureText,
  rangeText,
  shareText,
  spanText,
  machinesText,
} from '#shared/economics/money-words.ts'
import { describeCosts } from '#shared/economics/describe-costs.ts'
import { OVERHEAD_LABELS, OVERHEAD_UNITS } from '#shared/economics/uncertain-inputs.ts'
import { figureText } from '#shared/units/count-text.ts'
import { plainTable } from './plain-table.ts'

/** Bars of the tornado that are told. */
const TOLD = 4

/** A comparison of costs, for people. */
export function costWords(comparison: CostComparison, assumptions: CostAssumptions): string {
  const nameOf = (id: string): string => comparison.contenders.find(({ basis }) => basis.id === id)?.basis.name ?? id
  const volume = figureText(assumptions.imagesPerMonth)
  const closest = closestPair(comparison)
  const [answer = ''] = describeCosts(comparison, assumptions).sentences
  return [
    answer,
    '',
    'A month, by pictures',
    monthTable(comparison),
    '',
    `What ${volume} pictures are made of`,
    ...comparison.contenders.flatMap(({ basis, own }) => [basis.name, ...itemLines(own)]),
    ...(comparison.against.length === 0 ? [] : ['', 'Break-even']),
    ...comparison.against.flatMap((pair) => [pair.breakEven.words, utilisationWords(pair)]),
    '',
    `With all that comes with it, at ${volume} pictures (${figureText(comparison.ownership.draws)} draws, seed ${comparison.ownership.seed})`,
    ...ownershipLines(comparison, nameOf),
    ...(closest === null ? [] : tornadoLines(closest, nameOf)),
    '',
    ...assumptionLines(assumptions),
    ...comparison.contenders.flatMap(({ basis }) => {
      const averaged = averagedText(basis)
      return averaged === null ? [] : [`Of ${basis.name}: ${averaged}`]
    }),
  ].join('\n')
}

/** Claims that arithmetic or the trial has something to say of; none without a trial. */
export function claimLines(checks: readonly ClaimCheck[]): string[] {
  const told = checks.filter(({ verdict }) => verdict !== 'not-measured')
  if (told.length === 0) return []
  return [
    '',
    'What others claim, beside this',
    ...told.flatMap((check) => {
      const against = contradictionText(check)
      return [`  ${check.verdictWords}: ${check.published}`, ...(against === null ? [] : [`    But: ${against}`])]
    }),
  ]
}

function monthTable({ volumes, contenders }: CostComparison): string {
  const head = ['contender', ...volumes.map(figureText), 'a usable picture']
  const rows = contenders.map(({ basis, months, usable, own }) => [
    basis.name,
    ...months.map((month) => (month.state === 'known' ? amountText(month.total, perMonthText) : 'not known')),
    usableText(usable.find(({ imagesPerMonth }) => imagesPerMonth === own.imagesPerMonth)),
  ])
  return plainTable(
    head,
    rows,
    head.map((_, index) => (index === 0 ? 'left' : 'right')),
  )
}

function usableText(cost: UsableCost | undefined): string {
  return cost?.state === 'known' ? amountText(cost, perPictureText) : 'not known'
}

/** `$350`, `$350 ($340–361)` */
export function amountText({ value, low, high }: AmountInterval, write: (micros: number) => string): string {
  return write(low) === write(high) ? write(value) : `${write(value)} (${spanText(low, high, write)})`
}

function itemLines(month: MonthCost): string[] {
  if (month.state === 'unknown') return [`  not known: ${month.reason}`]
  return [
    ...month.items.map(
      ({ kind, amountMicros, words }) =>
        `  ${perMonthText(amountMicros).padStart(9)}  ${COST_ITEM_NAMES[kind]}: ${words}`,
    ),
    `  ${perMonthText(month.total.value).padStart(9)}  in all${month.use === null ? '' : `: ${machinesText(month.use)}`}`,
    ...month.notCounted.map((words) => `  ${'not in it'.padStart(9)}  ${words}`),
  ]
}

function utilisationWords({ utilisation }: MachinesAgainst): string {
  return `  ${utilisation.words}`
}

function ownershipLines(comparison: CostComparison, nameOf: (id: string) => string): string[] {
  const { ownership } = comparison
  const rows = ownership.contenders.map((one) =>
    one.state === 'known'
      ? [nameOf(one.id), perMonthText(one.p5Micros), perMonthText(one.p50Micros), perMonthText(one.p95Micros)]
      : [nameOf(one.id), 'not known', '', ''],
  )
  return [
    plainTable(['contender', 'p5', 'median', 'p95'], rows, ['left', 'right', 'right', 'right']),
    ...cheapestFirst(comparison)
      .slice(1)
      .flatMap((other) => {
        const [best] = cheapestFirst(comparison)
        const pair = ownership.cheaper.find(({ firstId, secondId }) => firstId === best && secondId === other)
        return pair === undefined
          ? []
          : [`${nameOf(pair.firstId)} is cheaper than ${nameOf(pair.secondId)} in ${chanceText(pair.share)} of them.`]
      }),
  ]
}

function tornadoLines({ machinesId, managedId, tornado }: MachinesAgainst, nameOf: (id: string) => string): string[] {
  if (tornado.state === 'unknown' || tornado.bars.length === 0) return []
  const saving = tornado.baseMicros
  const base =
    saving < 0
      ? `${nameOf(machinesId)} costs ${perMonthText(-saving)} a month more than ${nameOf(managedId)}`
      : `${nameOf(machinesId)} saves ${perMonthText(saving)} a month against ${nameOf(managedId)}`
  return [
    `${base} with people; what would change that most:`,
    ...tornado.bars
      .slice(0, TOLD)
      .map(
        ({ label, lowWords, highWords, atLowMicros, atHighMicros }) =>
          `  ${label}: ${perMonthText(atLowMicros)} at ${lowWords}, ${perMonthText(atHighMicros)} at ${highWords}`,
      ),
  ]
}

/** `hours of set-up 2 h to 4 h (claimed), share of an engineer 15 % to 25 % (claimed), …` */
function overheadText(overhead: Overhead): string {
  return (Object.keys(OVERHEAD_LABELS) as (keyof Overhead)[])
    .map((field) => `${OVERHEAD_LABELS[field].toLowerCase()} ${rangeText(overhead[field], OVERHEAD_UNITS[field])}`)
    .join(', ')
}

function assumptionLines(assumptions: CostAssumptions): string[] {
  const { traffic, utilisation, latencyTarget, machineOverhead, hourlyRateUsd, countOverhead } = assumptions
  return [
    `Assumed: ${[
      `${traffic.kind.replace('-', ' ')} traffic`,
      utilisation === null
        ? 'utilisation as it follows from that'
        : `machines at work ${shareText(utilisation)} of the hours paid`,
      ...(latencyTarget === null
        ? []
        : [`${shareText(latencyTarget.share)} of the pictures within ${latencyTarget.seconds} s`]),
      countOverhead ? 'people counted in every month' : 'people counted only where all that comes with it is',
    ].join('; ')}.`,
    `Of running machines: ${overheadText(machineOverhead)}; an hour at ${rangeText(hourlyRateUsd, (usd) => `$${numberText(usd)}`)}.`,
  ]
}
