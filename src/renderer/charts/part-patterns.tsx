/** Fills of the parts of a whole, each told from its neighbours without colour. */
export type PartFill =
  | 'light'
  | 'middle'
  | 'dark'
  | 'black'
  | 'hatch'
  | 'back-hatch'
  | 'dots'
  | 'stripes'
  | 'bars'
  | 'grid'
  | 'rings'
  | 'empty'

/** For `fill`. @param prefix of the ids of the patterns */
export const PART_FILLS: Readonly<Record<PartFill, (prefix: string) => string>> = {
  light: () => 'var(--p4)',
  middle: () => 'var(--p3)',
  dark: () => 'var(--p2)',
  black: () => 'var(--p1)',
  empty: () => 'var(--paper)',
  hatch: (prefix) => `url(#${prefix}hatch)`,
  'back-hatch': (prefix) => `url(#${prefix}back-hatch)`,
  dots: (prefix) => `url(#${prefix}dots)`,
  stripes: (prefix) => `url(#${prefix}stripes)`,
  bars: (prefix) => `url(#${prefix}bars)`,
  grid: (prefix) => `url(#${prefix}grid)`,
  rings: (prefix) => `url(#${prefix}rings)`,
}

/** Stands in the `defs` of a drawing. */
export function PartPatterns({ prefix }: { prefix: string }) {
  const units = 'userSpaceOnUse'
  const line = { y1: 0, y2: 6, stroke: 'var(--ink-2)' }
  return (
    <>
      <pattern id={`${prefix}hatch`} width="5" height="5" patternUnits={units} patternTransform="rotate(45)">
        <line x1="0" x2="0" {...line} strokeWidth="1.6" />
      </pattern>
      <pattern id={`${prefix}back-hatch`} width="5" height="5" patternUnits={units} patternTransform="rotate(-45)">
        <line x1="0" x2="0" {...line} strokeWidth="1.6" />
      </pattern>
      <pattern id={`${prefix}dots`} width="4" height="4" patternUnits={units}>
        <circle cx="1.2" cy="1.2" r=".9" fill="var(--ink-2)" />
      </pattern>
      <pattern id={`${prefix}stripes`} width="5" height="5" patternUnits={units} patternTransform="rotate(-45)">
        <line x1="0" x2="0" {...line} stroke="var(--ink)" strokeWidth="5" />
      </pattern>
      <pattern id={`${prefix}bars`} width="4" height="4" patternUnits={units}>
        <line x1="1" x2="1" {...line} strokeWidth="1.4" />
      </pattern>
      <pattern id={`${prefix}grid`} width="5" height="5" patternUnits={units}>
        <path d="M0 0h5M0 0v5" stroke="var(--ink-2)" strokeWidth="1.6" />
      </pattern>
      <pattern id={`${prefix}rings`} width="6" height="6" patternUnits={units}>
        <circle cx="3" cy="3" r="1.8" fill="none" stroke="var(--ink-2)" strokeWidth="1" />
      </pattern>
    </>
  )
}
