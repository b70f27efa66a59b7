import { formatBytes } from '../units/bytes.ts'
import { countText, figureText } from '../units/count-text.ts'

/** What a voting file holds, in sentences. @param sizeBytes of the file */
export function exportedText(
  {
    ballotCount,
    repeatCount,
    pictureCount,
  }: {
    ballotCount: number
    repeatCount: number
    pictureCount: number
  },
  sizeBytes: number,
): string {
  const again =
    repeatCount === 0 ? '' : `, ${figureText(repeatCount)} of them on pictures that come again with their sides swapped`
  return (
    `${countText(ballotCount, 'vote')} to give${again}, on ${countText(pictureCount, 'picture')}; ${formatBytes(sizeBytes)}. ` +
    'It tells nobody whose the pictures are, and one file serves several reviewers: each gives a name and sends the saved answers back.'
  )
}
