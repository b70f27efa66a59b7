/**
 * How each contender is told apart, by its position in the plan and for the life of a trial: hue (tokens `--c1` to `--c8`),
 * marker and dash. The marker is never left out, because eight hues alone are not enough for every eye.
 */
export interface ContenderLook {
  /** The outline of the marker in a box of 10 × 10. */
  markerPath: string
  /** For `stroke-dasharray`; empty is a solid line. */
  dash: string
  colour: string
  colourClass: string
}

const MARKERS: readonly [path: string, dash: string][] = [
  ['M5 .7a4.3 4.3 0 1 1 0 8.6a4.3 4.3 0 1 1 0-8.6z', ''],
  ['M1.2 1.2h7.6v7.6H1.2z', '8 3'],
  ['M5 .6 9.6 9H.4z', '2 3'],
  ['M5 .2 9.8 5 5 9.8.2 5z', '8 3 2 3'],
  ['M5 9.4.4 1h9.2z', '12 4'],
  ['M3.5 .5h3v3h3v3h-3v3h-3v-3h-3v-3h3z', '4 4'],
  ['M2.6 .9h4.8L9.8 5 7.4 9.1H2.6L.2 5z', '1 4'],
  ['M.4 3.2h9.2v3.6H.4z', '12 3 2 3 2 3'],
]

/** @param position place in the plan, from 0 to 7 */
export function contenderLook(position: number): ContenderLook {
  const marker = MARKERS[position]
  if (marker === undefined)
    throw new RangeError(`A trial has at most eight contenders; there is no look for position ${position}.`)
  return {
    markerPath: marker[0],
    dash: marker[1],
    colour: `var(--c${position + 1})`,
    colourClass: `k${position}`,
  }
}
