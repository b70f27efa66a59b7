const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 3 })

/** A large number in three figures: `84k`, `1.2M` */
export function compactText(value: number): string {
  return COMPACT.format(value).replace('K', 'k')
}
