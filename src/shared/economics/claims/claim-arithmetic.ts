import type { Claim, ClaimFigures } from '../../domain/claim.ts'
import type { ClaimEvidence } from '../../domain/claim-check.ts'
import type { CostBasis } from '../../domain/cost-basis.ts'
import { DEFAULT_ASSUMPTIONS } from '../../domain/default-assumptions.ts'
import { figureText } from '../../units/count-text.ts'
import { sentence } from '../../units/sentence.ts'
import { breakEven } from '../break-even.ts'
import { unitMicros } from '../charge-units.ts'
import { machineHours } from '../machine-hours.ts'
import { numberText, perMonthText, perPictureText, shareText } from '../money-words.ts'
import { prepareSetting } from '../month-setting.ts'
import { reckonMonth } from '../reckon-month.ts'
import { claimedBasis, claimedThroughput, type ClaimedThroughput } from './claimed-bases.ts'
import { fitRange } from './fit-range.ts'

/** What follows for a claim from other figures of the same file, by plain arithmetic. */
export function claimArithmetic({ figures, amount }: Claim, claims: readonly Claim[]): ClaimEvidence[] {
  if (figures?.kind === 'machine-image' && amount !== null) return ofImage(figures, amount.amountUsd, claims)
  if (figures?.kind === 'managed-months') return ofManagedMonths(figures, claims)
  if (figures?.kind === 'machine-months') return ofMachineMonths(figures, claims)
  if (figures?.kind === 'break-even') return ofBreakEven(figures, claims)
  return []
}

type Figures<Kind extends ClaimFigures['kind']> = Extract<ClaimFigures, { kind: Kind }>
type OnMachines = Pick<Figures<'machine-months'>, 'throughputClaim' | 'machineClaims'>

function machinesOf(on: OnMachines, claims: readonly Claim[]): { throughput: ClaimedThroughput; bases: CostBasis[] } {
  const throughput = claimedThroughput(on.throughputClaim, claims)
  return { throughput, bases: on.machineClaims.map((id) => claimedBasis(id, claims, throughput)) }
}

/** Of machines that never idle, and of such as are used as little as is claimed. */
function monthAt(basis: CostBasis, images: number, utilisation: number | null): number {
  const month = reckonMonth(basis, images, prepareSetting({ ...DEFAULT_ASSUMPTIONS, utilisation }))
  if (month.state === 'unknown') throw new Error(`The claim ${basis.id} can’t be reckoned with: ${month.reason}`)
  return month.totalMicros
}

function ofImage(figures: OnMachines, amountUsd: string, claims: readonly Claim[]): ClaimEvidence[] {
  const { throughput, bases } = machinesOf(figures, claims)
  const claimed = unitMicros(amountUsd)
  const many = 1_000_000
  return bases.map((basis) => {
    const least = monthAt(basis, many, 1) / many
    const needed = (throughput.imagesPerHour * least) / claimed
    const words = `${sentence(basis.name)} that draws ${throughput.imagesPerHour} an hour without an idle minute comes to ${perPictureText(least)} a picture; ${perPictureText(claimed)} takes ${numberText(needed)} an hour.`
    const most = least / throughput.utilisation
    return fitRange('arithmetic', words, { low: least, value: least, high: most }, { low: claimed, high: claimed })
  })
}

function ofManagedMonths({ series }: Figures<'managed-months'>, claims: readonly Claim[]): ClaimEvidence[] {
  return series.flatMap(({ priceClaim, points }) => {
    const basis = claimedBasis(priceClaim, claims, null)
    return points.map(({ imagesPerMonth, lowUsd, highUsd }) => {
      const value = monthAt(basis, imagesPerMonth, null)
      const words = `${sentence(basis.name)} comes to ${perMonthText(value)} for ${figureText(imagesPerMonth)} pictures.`
      return fitRange('arithmetic', words, { low: value, value, high: value }, micros(lowUsd, highUsd))
    })
  })
}

function ofMachineMonths(figures: Figures<'machine-months'>, claims: readonly Claim[]): ClaimEvidence[] {
  const { throughput, bases } = machinesOf(figures, claims)
  return figures.points.flatMap(({ imagesPerMonth, lowUsd, highUsd }) => {
    const hours = numberText(machineHours(imagesPerMonth, throughput.imagesPerHour))
    return bases.map((basis) => {
      const least = monthAt(basis, imagesPerMonth, 1)
      const most = monthAt(basis, imagesPerMonth, throughput.utilisation)
      const claimed = `$${figureText(lowUsd)}–${figureText(highUsd)}`
      const words = `${figureText(imagesPerMonth)} pictures are ${hours} h: ${perMonthText(least)} with ${basis.name}, ${perMonthText(most)} at work ${shareText(throughput.utilisation)} of the time; ${claimed} are claimed.`
      return fitRange('arithmetic', words, { low: least, value: least, high: most }, micros(lowUsd, highUsd))
    })
  })
}

/** With machines that are kept on; where even one that never idles is dearer, that is the reason told. */
function ofBreakEven(figures: Figures<'break-even'>, claims: readonly Claim[]): ClaimEvidence[] {
  const { bases } = machinesOf(figures, claims)
  const setting = prepareSetting(DEFAULT_ASSUMPTIONS)
  return figures.managedClaims.flatMap((id) => {
    const managed = claimedBasis(id, claims, null)
    return bases.map((basis): ClaimEvidence => {
      const answer = breakEven(basis, managed, setting)
      const words = sentence(answer.words)
      const first = answer.state === 'unknown' ? undefined : answer.spans[0]?.from
      if (first === undefined) return { by: 'arithmetic', words, fits: false, ratio: null }
      return fitRange('arithmetic', words, { low: first, value: first, high: first }, figures.imagesPerMonth)
    })
  })
}

function micros(lowUsd: number, highUsd: number): { low: number; high: number } {
  return { low: lowUsd * 1_000_000, high: highUsd * 1_000_000 }
}
