import { gammaln } from 'simple-statistics'
import { seedHonesty, type Fingerprint, type PicturePair, type SeedHonesty } from './seed-honesty.ts'
import type { DriftVerdict } from './judge-ratio.ts'
import { wilsonEstimate } from './wilson.ts'

/** How often, at most, a contender that did not change is said to have. */
const LARGEST_ERROR = 0.025

/** A picture of one contender with what it was drawn from. */
export interface SeededPicture {
  prompt: number
  seed: number
  picture: Fingerprint
}

export interface OutputDrift {
  verdict: DriftVerdict
  /** Pairs within the baseline, one for each prompt and seed that it drew twice: how reproducible the contender was. */
  within: SeedHonesty
  /** Pairs across, one for each prompt and seed of both runs. */
  across: SeedHonesty
  /** Chance of so few alike across, or fewer, had nothing changed; null where pairs are missing. */
  chance: number | null
}

/**
 * Whether the same prompt and seed still give the same picture (identical or near, see `likeness`), judged against how reproducible
 * the contender was before: pictures that were never alike can't cease to be.
 * - `changed`: alike across is rarer than alike within the baseline by more than chance (Fisher's exact test, one-sided, 2.5 %):
 *   from four pairs each on, where all were alike and none is.
 * - `unchanged`: most are still alike: the lower end of the Wilson interval of the share alike across is above one half, from
 *   four of four on.
 * - `cannot-tell`: else, and always where nothing within the baseline was alike, as of a contender that ignores seeds.
 * Pairs of one prompt and seed share a picture within and across, which makes the test more careful, not less.
 * Source: Agresti, Categorical Data Analysis, 3rd edition, section 3.5.
 */
export function outputDrift(baseline: readonly SeededPicture[], repeat: readonly SeededPicture[]): OutputDrift {
  const before = byPromptAndSeed(baseline)
  const after = byPromptAndSeed(repeat)
  const pairsWithin: PicturePair[] = []
  const pairsAcross: PicturePair[] = []
  for (const [key, [first, second]] of before) {
    if (first === undefined) continue
    if (second !== undefined) pairsWithin.push({ first, second })
    const again = after.get(key)?.[0]
    if (again !== undefined) pairsAcross.push({ first, second: again })
  }
  const within = seedHonesty(pairsWithin)
  const across = seedHonesty(pairsAcross)
  const [once, still] = [countAlike(within), countAlike(across)]
  const chance = once.count === 0 || still.count === 0 ? null : fewerAlikeByChance(once, still)
  return { verdict: judge(once.alike, still, chance), within, across, chance }
}

function judge(onceAlike: number, still: Alike, chance: number | null): DriftVerdict {
  if (chance === null || onceAlike === 0) return 'cannot-tell'
  if (chance <= LARGEST_ERROR) return 'changed'
  const share = wilsonEstimate(still.alike, still.count)
  return share.state === 'known' && share.low > 0.5 ? 'unchanged' : 'cannot-tell'
}

interface Alike {
  alike: number
  count: number
}

function countAlike({ identical, near, different }: SeedHonesty): Alike {
  return { alike: identical + near, count: identical + near + different }
}

/** Lower tail of the hypergeometric law: that of all alike so few or fewer fall on the pairs across. */
function fewerAlikeByChance(once: Alike, still: Alike): number {
  const alike = once.alike + still.alike
  let chance = 0
  for (let across = Math.max(0, alike - once.count); across <= still.alike; across += 1) {
    chance += Math.exp(
      logChoose(still.count, across) +
        logChoose(once.count, alike - across) -
        logChoose(once.count + still.count, alike),
    )
  }
  return Math.min(1, chance)
}

function logChoose(count: number, chosen: number): number {
  return gammaln(count + 1) - gammaln(chosen + 1) - gammaln(count - chosen + 1)
}

function byPromptAndSeed(pictures: readonly SeededPicture[]): Map<string, Fingerprint[]> {
  const grouped = new Map<string, Fingerprint[]>()
  for (const { prompt, seed, picture } of pictures) {
    const key = `${prompt} ${seed}`
    const held = grouped.get(key)
    if (held === undefined) grouped.set(key, [picture])
    else held.push(picture)
  }
  return grouped
}
