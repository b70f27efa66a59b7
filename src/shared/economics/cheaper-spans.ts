import type { BreakEvenEnd, BreakEvenState, CheaperSpan } from '../domain/break-even.ts'
import { lowestWhere } from './machines-for-load.ts'

/**
 * The stretches of volumes at which something is cheaper, ascending; the last is open where it is so at the largest of them.
 * @param volumes ascending whole numbers, close enough for at most one change between two; each change is traced to the picture
 */
export function cheaperSpans(isCheaper: (images: number) => boolean, volumes: readonly number[]): CheaperSpan[] {
  const spans: CheaperSpan[] = []
  let [before, was] = [0, false]
  for (const images of volumes) {
    const is = isCheaper(images)
    if (is !== was) {
      const change =
        before === 0 ? images : lowestWhere((volume) => volume >= images || isCheaper(volume) === is, before + 1)
      if (is) spans.push({ from: change, until: null })
      else (spans.at(-1) as CheaperSpan).until = change - 1
    }
    ;[before, was] = [images, is]
  }
  return spans
}

/** What stretches come to: whether, and from where on, it stays cheaper. */
export function endOf(spans: readonly CheaperSpan[]): BreakEvenEnd {
  const last = spans.at(-1)
  const from = last?.until === null ? last.from : null
  const state: BreakEvenState =
    spans.length === 0 ? 'never' : from === null ? 'between' : from === 1 ? 'always' : 'from'
  return { state, from }
}
