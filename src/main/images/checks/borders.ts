import { SOFT_CHECKS } from '#shared/domain/soft-check.ts'
import type { SeenPicture } from './seen-pixels.ts'

const { tolerance, step, stepShare, outliers } = SOFT_CHECKS.borders.parameters

/** JPEG smears the step of a border over some pixels. */
const SMEAR = 2

type Side = 'top' | 'bottom' | 'left' | 'right'
type Grey = Pick<SeenPicture, 'grey' | 'width' | 'height'>

/**
 * Share of the picture in bands along its edges that are of one grey and end in a step across at least three quarters of their length: bars of a
 * letterbox, a frame, a white margin. A plain ground ends where the thing on it begins, in few pixels of a line, and is none; nor is a
 * sky, which changes without a step.
 */
export function borders(picture: Grey): number {
  const { width, height } = picture
  const [top, bottom] = [bandFrom(picture, 'top'), bandFrom(picture, 'bottom')]
  // Between them alone: a bar above would break the line of one at the side.
  const middle = { from: top, to: height - bottom }
  const [left, right] = [bandFrom(picture, 'left', middle), bandFrom(picture, 'right', middle)]
  const inside = (width - left - right) * (height - top - bottom)
  return 1 - inside / (width * height)
}

interface Lines {
  /** How many there are, and how long each is. */
  count: number
  length: number
  at: (line: number, place: number) => number
}

function bandFrom(
  picture: Grey,
  side: Side,
  part = { from: 0, to: isLevel(side) ? picture.width : picture.height },
): number {
  const lines = linesFrom(picture, side, part)
  if (lines.count < 3 || lines.length < 1) return 0
  const colour = middleOf(lines)
  let thickness = 0
  while (thickness < lines.count && isOfOneGrey(lines, thickness, colour)) thickness += 1
  if (thickness === 0 || thickness > lines.count / 2) return 0
  return endsInStep(lines, thickness, colour) ? thickness : 0
}

const isLevel = (side: Side): boolean => side === 'top' || side === 'bottom'

/** Rows or columns as they are met from one side, each from `from` to `to`. */
function linesFrom({ grey, width, height }: Grey, side: Side, { from, to }: { from: number; to: number }): Lines {
  const count = isLevel(side) ? height : width
  const number = (line: number): number => (side === 'top' || side === 'left' ? line : count - 1 - line)
  const at = isLevel(side)
    ? (line: number, place: number) => grey[number(line) * width + from + place] as number
    : (line: number, place: number) => grey[(from + place) * width + number(line)] as number
  return { count, length: to - from, at }
}

/** The median of the outermost line. */
function middleOf({ length, at }: Lines): number {
  const line = Uint8Array.from({ length }, (_, place) => at(0, place)).sort()
  return line[Math.floor(length / 2)] as number
}

function isOfOneGrey({ length, at }: Lines, line: number, colour: number): boolean {
  const most = outliers * length
  let others = 0
  for (let place = 0; place < length; place += 1) {
    if (Math.abs(at(line, place) - colour) > tolerance) others += 1
    if (others > most) return false
  }
  return true
}

function endsInStep({ count, length, at }: Lines, thickness: number, colour: number): boolean {
  const beyond = Math.min(thickness + SMEAR, count - 1)
  let steps = 0
  for (let place = 0; place < length; place += 1) if (Math.abs(at(beyond, place) - colour) >= step) steps += 1
  return steps >= stepShare * length
}
