import type { SeedCheck } from '../domain/measurement-checks.ts'
import { NEEDED_PAIRS } from '../stats/seed-honesty.ts'
import { countText, figureText } from '../units/count-text.ts'

const SEED_WORDS: Readonly<Record<SeedCheck['verdict'], string>> = {
  'bit-identical': 'same seed, same picture to the bit',
  near: 'same seed, nearly the same picture',
  ignored: 'ignores the seed',
  mixed: 'heeds the seed sometimes',
  'not-enough': `too few pairs to judge (${NEEDED_PAIRS} are needed)`,
  'cannot-hold': 'cannot hold a seed',
  'not-tried': 'no seed was asked twice',
}

/** Whether a contender heeds the seed, with its pairs and how far they are apart. */
export function seedText({ verdict, identical, near, different, unknown, pairs }: SeedCheck): string {
  const counted = [
    ...(identical > 0 ? [`${figureText(identical)} identical`] : []),
    ...(near > 0 ? [`${figureText(near)} near`] : []),
    ...(different > 0 ? [`${figureText(different)} different`] : []),
    ...(unknown > 0 ? [`${figureText(unknown)} not comparable`] : []),
  ]
  const distances = pairs.flatMap(({ distance }) => distance ?? [])
  const apart =
    distances.length === 0
      ? ''
      : `; looks differ in ${rangeText(distances)} of 64 bits${identical + near + different + unknown > pairs.length ? ' (the first pairs)' : ''}`
  const total = identical + near + different + unknown
  if (total === 0) return `${sentence(SEED_WORDS[verdict])}.`
  return `${sentence(SEED_WORDS[verdict])}: of ${countText(total, 'pair')} ${counted.join(', ')}${apart}.`
}

/** `3`, or `0 to 2`: one by one, many pairs are a row of figures that nobody reads. */
function rangeText(distances: readonly number[]): string {
  const least = Math.min(...distances)
  const most = Math.max(...distances)
  return least === most ? String(least) : `${least} to ${most}`
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
