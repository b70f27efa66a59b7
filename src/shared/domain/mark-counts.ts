import { MOST_STARS, type Mark } from './mark.ts'

/** What was noted of one contender's pictures. */
export interface MarkCounts {
  contenderId: string
  passed: number
  rejected: number
  /** Pictures with one star, with two, up to the most. */
  byStars: number[]
  withNote: number
  /** Pictures by tag, the most frequent first. */
  byTag: [tag: string, count: number][]
}

/**
 * Marks counted by contender, in the order given; of those without any all counts are 0. They are counts and no rates: whoever marks
 * chooses what to look at.
 * @param rows samples of the trial that stand; a mark of any other is left out
 */
export function countMarks(
  contenderIds: readonly string[],
  rows: readonly { sampleId: string; contenderId: string }[],
  marks: readonly Mark[],
): MarkCounts[] {
  const contenderOf = new Map(rows.map(({ sampleId, contenderId }) => [sampleId, contenderId]))
  return contenderIds.map((contenderId) => {
    const own = marks.filter(({ sampleId }) => contenderOf.get(sampleId) === contenderId)
    const tags = Map.groupBy(
      own.flatMap((mark) => mark.tags),
      (tag) => tag,
    )
    return {
      contenderId,
      passed: own.filter(({ verdict }) => verdict === 'pass').length,
      rejected: own.filter(({ verdict }) => verdict === 'fail').length,
      byStars: Array.from({ length: MOST_STARS }, (_, index) => own.filter(({ stars }) => stars === index + 1).length),
      withNote: own.filter(({ note }) => note !== '').length,
      byTag: [...tags]
        .map(([tag, all]): [string, number] => [tag, all.length])
        .toSorted(([one, few], [other, many]) => many - few || one.localeCompare(other)),
    }
  })
}
