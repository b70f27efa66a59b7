/**
 * The place that each prompt of two groups has among what is resampled, by its number: the same seed then draws the same prompts
 * whichever group comes first, and whatever the order of its samples, so that exchanging the two turns the interval round and
 * changes nothing else.
 */
export function placesOfPrompts(...groups: readonly (readonly { prompt: number }[])[]): ReadonlyMap<number, number> {
  const prompts = [...new Set(groups.flat().map(({ prompt }) => prompt))].sort((left, right) => left - right)
  return new Map(prompts.map((prompt, place) => [prompt, place]))
}
