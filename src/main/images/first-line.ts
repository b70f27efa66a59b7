/** Decoders answer in several lines, the first of which says it. */
export function firstLine(message: string): string {
  return message.split('\n', 1).join('').trim()
}
