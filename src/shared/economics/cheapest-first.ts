import type { CostComparison, MachinesAgainst } from './compare-costs.ts'

/** Ids of contenders by the median of all that comes with them; those whose costs are not known are left out. */
export function cheapestFirst({ ownership }: Pick<CostComparison, 'ownership'>): string[] {
  return ownership.contenders
    .flatMap((one) => (one.state === 'known' ? one : []))
    .toSorted((left, right) => left.p50Micros - right.p50Micros)
    .map(({ id }) => id)
}

/** The cheapest machines against the cheapest API; null where one of the two is missing or not known. */
export function closestPair(comparison: CostComparison): MachinesAgainst | null {
  const order = cheapestFirst(comparison)
  const ranked = comparison.against
    .map((pair) => ({ pair, places: [order.indexOf(pair.machinesId), order.indexOf(pair.managedId)] as const }))
    .filter(({ places }) => !places.includes(-1))
    .toSorted((left, right) => left.places[0] - right.places[0] || left.places[1] - right.places[1])
  return ranked[0]?.pair ?? null
}
