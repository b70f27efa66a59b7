import type { Claim, ClaimFile } from '../../domain/claim.ts'
import type { ClaimCheck, ClaimEvidence } from '../../domain/claim-check.ts'
import type { CostBasis } from '../../domain/cost-basis.ts'
import { DEFAULT_ASSUMPTIONS } from '../../domain/default-assumptions.ts'
import type { BookedPrice } from '../../domain/own-price.ts'
import { UNIT_WORDS } from '../../units/price-words.ts'
import { unitMicros } from '../charge-units.ts'
import { numberText, rateText } from '../money-words.ts'
import { prepareSetting, type MonthSetting } from '../month-setting.ts'
import { claimArithmetic } from './claim-arithmetic.ts'
import { claimMeasurements } from './claim-measurements.ts'
import { fitRange } from './fit-range.ts'

/** What claims are held against besides each other; each may be absent. */
export interface ClaimWitnesses {
  prices?: readonly BookedPrice[]
  /** Contenders of a trial; what of them was typed in does not count. */
  measured?: readonly CostBasis[]
  setting?: MonthSetting
}

/**
 * Each claim that is a number beside what follows from the others, what price lists say and what was measured. A claim that its own page
 * refutes `contradicts itself`, whatever was measured; else the measurement decides, and where there is none the list price.
 */
export function checkClaims(files: readonly ClaimFile[], witnesses: ClaimWitnesses = {}): ClaimCheck[] {
  return files.flatMap(({ claims }) =>
    claims
      .filter(({ amount, figures }) => amount !== null || figures !== undefined)
      .map((claim) => checkClaim(claim, claims, witnesses)),
  )
}

function checkClaim(
  claim: Claim,
  claims: readonly Claim[],
  { prices = [], measured = [], setting = prepareSetting(DEFAULT_ASSUMPTIONS) }: ClaimWitnesses,
): ClaimCheck {
  const arithmetic = claimArithmetic(claim, claims)
  const found = claimMeasurements(claim, measured, setting)
  const listed = listPrice(claim, prices)
  const isContradicted = arithmetic.some(({ fits }) => !fits)
  const decisive = found.length > 0 ? found : listed
  const worst = decisive.filter(({ fits }) => !fits).toSorted((left, right) => distance(right) - distance(left))[0]
  const verdict = isContradicted
    ? 'contradicts-itself'
    : worst !== undefined
      ? 'differs'
      : found.length > 0
        ? 'agrees'
        : 'not-measured'
  return {
    claimId: claim.id,
    topic: claim.topic,
    published: claim.text,
    evidence: [...arithmetic, ...listed, ...found],
    verdict,
    verdictWords: verdictWords(verdict, worst),
  }
}

const ORDER: readonly ClaimCheck['verdict'][] = ['contradicts-itself', 'differs', 'agrees', 'not-measured']

/** What contradicts itself first, then what differs, what agrees, and what nothing here measures. */
export function byVerdict<Check extends Pick<ClaimCheck, 'verdict'>>(checks: readonly Check[]): Check[] {
  return checks.toSorted((left, right) => ORDER.indexOf(left.verdict) - ORDER.indexOf(right.verdict))
}

/** The evidence that a verdict stands on: of a claim that contradicts itself its own figures, else all. */
export function decisiveEvidence({ evidence, verdict }: ClaimCheck): ClaimEvidence[] {
  return evidence.filter(({ by }) => verdict !== 'contradicts-itself' || by === 'arithmetic')
}

/**
 * What speaks against a claim, for people: what is farthest from it and what is nearest; null where nothing does. Of one that contradicts
 * itself, its own figures alone.
 */
export function contradictionText(check: ClaimCheck): string | null {
  return against(decisiveEvidence(check))
}

/** What evidence of one kind comes to, for people: what speaks against the claim, else what fits it; null where there is none. */
export function evidenceText(evidence: readonly ClaimEvidence[]): string | null {
  return against(evidence) ?? evidence[0]?.words ?? null
}

function against(evidence: readonly ClaimEvidence[]): string | null {
  const misfits = evidence.filter(({ fits }) => !fits).toSorted((left, right) => distance(right) - distance(left))
  const [farthest, nearest] = [misfits[0], misfits.at(-1)]
  if (farthest === undefined || nearest === undefined) return null
  return farthest === nearest ? farthest.words : `${farthest.words} ${nearest.words}`
}

function listPrice({ amount, figures }: Claim, prices: readonly BookedPrice[]): ClaimEvidence[] {
  if (amount === null || figures?.kind !== 'list-price') return []
  const listed = prices.find(({ price }) => price.id === figures.priceId)?.price
  if (listed === undefined) return []
  const value = unitMicros(listed.amountUsd) * figures.units
  const claimed = unitMicros(amount.amountUsd)
  const words = `The price list has ${rateText(value)} ${UNIT_WORDS[amount.unit].one} (${listed.id}, ${listed.confidence}, read ${listed.retrievedOn}).`
  return [fitRange('listed', words, { low: value, value, high: value }, { low: claimed, high: claimed })]
}

function distance({ ratio }: ClaimEvidence): number {
  return ratio === null || ratio === 0 ? Infinity : Math.abs(Math.log(ratio))
}

function verdictWords(verdict: ClaimCheck['verdict'], worst: ClaimEvidence | undefined): string {
  if (verdict === 'differs') {
    const ratio = worst?.ratio ?? null
    return ratio === null ? 'differs: never' : `differs: ${numberText(ratio)} times as much`
  }
  return verdict.replaceAll('-', ' ')
}
