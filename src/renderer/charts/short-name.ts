/** A name that fits into a chart; the rows have it whole. */
export function shortName(name: string, longest: number): string {
  return name.length > longest ? `${name.slice(0, longest - 1)}…` : name
}
