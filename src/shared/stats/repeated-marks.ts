/** Pictures it takes to tell a mark from chance: with fewer, cells of pictures that share nothing agree too often. */
export const NEEDED_FOR_MARKS = 8

/** A cell is of a mark where it stands out the same way in more than this share of the pictures: a pale mark is lost on a bright ground. */
const CELL_SHARE = 0.75
/** Cells that make a mark: a small star or a strip of colours has hardly more; of pictures that share nothing two of the 256 agree. */
const MARK_CELLS = 8
/** A picture bears the mark where this share of its cells is there. */
const BEARING_SHARE = 0.7

const CORNERS = ['top left', 'top right', 'bottom left', 'bottom right'] as const
const CELLS_OF_CORNER = 256

/** What returns in one corner of many pictures: a watermark, a logo, a line of text. */
export interface RepeatedMark {
  corner: (typeof CORNERS)[number]
  /** Pictures that bear it, of all that were looked at. */
  bearing: number
}

/**
 * Marks in the corners of pictures that should share nothing: of one contender, one of each prompt.
 * @param details of each picture, 512 hexadecimal digits: for each corner 256 cells, two a digit, 1 brighter and 2 darker than those
 *   around, 0 neither
 * @returns in the order of the corners; empty where there is none, or fewer than `NEEDED_FOR_MARKS` pictures
 */
export function repeatedMarks(details: readonly string[]): RepeatedMark[] {
  if (details.length < NEEDED_FOR_MARKS) return []
  const pictures = details.map(cellsOf)
  return CORNERS.flatMap((corner, index) => {
    const mark = markIn(pictures, index * CELLS_OF_CORNER)
    if (mark.length < MARK_CELLS) return []
    const needed = BEARING_SHARE * mark.length
    const bears = (cells: Uint8Array): boolean => mark.filter(({ cell, sign }) => cells[cell] === sign).length >= needed
    return [{ corner, bearing: pictures.filter(bears).length }]
  })
}

function cellsOf(detail: string): Uint8Array {
  const cells = new Uint8Array(2 * detail.length)
  for (let place = 0; place < detail.length; place += 1) {
    const digit = Number.parseInt(detail.charAt(place), 16)
    cells[2 * place] = digit >> 2
    cells[2 * place + 1] = digit & 3
  }
  return cells
}

function markIn(pictures: readonly Uint8Array[], from: number): { cell: number; sign: 1 | 2 }[] {
  const least = CELL_SHARE * pictures.length
  const found: { cell: number; sign: 1 | 2 }[] = []
  for (let cell = from; cell < from + CELLS_OF_CORNER; cell += 1) {
    for (const sign of [1, 2] as const)
      if (pictures.filter((cells) => cells[cell] === sign).length > least) found.push({ cell, sign })
  }
  return found
}
