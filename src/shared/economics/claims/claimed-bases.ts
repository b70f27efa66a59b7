import type { Claim } from '../../domain/claim.ts'
import type { CostBasis } from '../../domain/cost-basis.ts'
import type { Price } from '../../domain/price.ts'
import { UNIT_WORDS } from '../../units/price-words.ts'
import { typedBasis } from '../typed-basis.ts'

/** What is claimed of one machine. */
export interface ClaimedThroughput {
  imagesPerHour: number
  utilisation: number
}

/** @throws Error where a file names a claim that is not in it, or has no throughput */
export function claimedThroughput(id: string, claims: readonly Claim[]): ClaimedThroughput {
  const { figures } = claimNamed(id, claims)
  if (figures?.kind !== 'throughput') throw new Error(`The claim ${id} has no throughput.`)
  return figures
}

/** A contender as a claim has it: at its price, and a machine at a claimed speed. @throws Error as `claimedThroughput` */
export function claimedBasis(id: string, claims: readonly Claim[], throughput: ClaimedThroughput | null): CostBasis {
  const { amount, providers } = claimNamed(id, claims)
  if (amount === null) throw new Error(`The claim ${id} has no amount.`)
  const price: Price = {
    id: `claim/${id}`,
    label: id,
    models: [],
    unit: amount.unit,
    amountUsd: amount.amountUsd,
    source: null,
    retrievedOn: '2026-01-01',
    confidence: 'third-party',
  }
  const name = `${amount.unit === 'image' ? 'an API' : 'a machine'} at $${amount.amountUsd} ${UNIT_WORDS[amount.unit].one}`
  return typedBasis({ id, name, providerId: providers[0] ?? null, price, imagesPerHour: throughput?.imagesPerHour })
}

function claimNamed(id: string, claims: readonly Claim[]): Claim {
  const found = claims.find((claim) => claim.id === id)
  if (found === undefined) throw new Error(`There is no claim ${id}.`)
  return found
}
