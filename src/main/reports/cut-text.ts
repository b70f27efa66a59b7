const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A text of at most `most` letters as people count them; a longer one ends in an ellipsis. */
export function cutText(text: string, most: number): string {
  // A letter is at least one code unit, so a short text needs no counting.
  if (text.length <= most) return text
  const counted = Array.from(letters.segment(text), ({ segment }) => segment)
  return counted.length <= most ? text : `${counted.slice(0, most - 1).join('')}…`
}
