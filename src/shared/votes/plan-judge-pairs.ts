import type { JudgePair } from '../domain/judge.ts'
import type { VoteQuestion } from '../domain/vote.ts'
import { createRandom, mixSeeds, type Random } from '../stats/random.ts'
import { picturePairs } from './fresh-pictures.ts'
import { votesOn } from './pair-votes.ts'
import type { RatedTrial } from './rate-trial.ts'

/** Apart from the streams of people's sessions. */
const STREAM = 3

type PlannedPair = Omit<JudgePair, 'number'>

/**
 * The pairs that a judge is asked. First those that people have judged, in the order of their votes, because only on them can be seen
 * whether the judge says what people say; then the others. All are planned before the first call: what comes next hangs on no answer, so
 * that a run can be taken up again. As long as no answer is known, every two contenders are worth the same, and answers on one prompt
 * hang together: so the two that stand against each other least come next, on the prompt that has least of them, then least of all.
 * @param count at most so many; fewer where there are fewer pairs of pictures. Who plans more plans the same ones first
 */
export function planJudgePairs(
  trial: RatedTrial,
  { seed, question, count }: { seed: number; question: VoteQuestion; count: number },
): JudgePair[] {
  const random = createRandom(mixSeeds(seed, STREAM))
  const pairs = pairsOfPeople(trial, question, random).slice(0, count)
  const planned = new Set(pairs.map(keyOf))
  const open = picturePairs(trial.pictures)
    .map((pair) => toPair(random.shuffle(pair)))
    .filter((pair) => !planned.has(keyOf(pair)))
  const spread = new Spread(pairs, random.shuffle(open), trial.promptOf)
  while (pairs.length < count) {
    const next = spread.take()
    if (next === null) break
    pairs.push(next)
  }
  return pairs.map((pair, index) => ({ ...pair, number: index + 1 }))
}

/** Each pair of pictures that people have judged on the question, once, where both pictures still stand. */
function pairsOfPeople({ votes, pictures }: RatedTrial, question: VoteQuestion, random: Random): PlannedPair[] {
  const standing = new Set(pictures.map(({ sampleId }) => sampleId))
  const found = new Map<string, PlannedPair>()
  for (const { caseIndex, repeat, shown } of votesOn(question, votes)) {
    for (const [place, one] of shown.entries()) {
      for (const other of shown.slice(place + 1)) {
        if (!standing.has(one.sampleId) || !standing.has(other.sampleId)) continue
        const pair = toPair(random.shuffle([one, other]).map((picture) => ({ ...picture, caseIndex, repeat })))
        if (!found.has(keyOf(pair))) found.set(keyOf(pair), pair)
      }
    }
  }
  return [...found.values()]
}

/** How often something is planned so far. */
interface Tally {
  count: number
}

/** What two contenders have against each other on one prompt. */
interface OpenPrompt extends Tally {
  ofPrompt: Tally
  pairs: PlannedPair[]
}

interface OpenContenders extends Tally {
  prompts: Set<OpenPrompt>
}

/** Hands out pairs so that they are spread evenly over contenders and prompts. */
class Spread {
  readonly #open: Set<OpenContenders>

  /** @param open in an order by lot, which decides between those that are worth the same */
  constructor(planned: readonly PlannedPair[], open: readonly PlannedPair[], promptOf: (caseIndex: number) => number) {
    const promptOfPair = ({ caseIndex }: PlannedPair): number => promptOf(caseIndex)
    const byContenders = Map.groupBy(planned, contendersOf)
    const ofPrompt = new Map<number, Tally>()
    for (const [prompt, pairs] of Map.groupBy(planned, promptOfPair)) ofPrompt.set(prompt, { count: pairs.length })
    const totalOf = (prompt: number): Tally => {
      const total = ofPrompt.get(prompt) ?? { count: 0 }
      ofPrompt.set(prompt, total)
      return total
    }
    this.#open = new Set(
      [...Map.groupBy(open, contendersOf)].map(([contenders, own]): OpenContenders => {
        const before = byContenders.get(contenders) ?? []
        const beforeOn = Map.groupBy(before, promptOfPair)
        const prompts = [...Map.groupBy(own, promptOfPair)].map(([prompt, pairs]): OpenPrompt => ({
          count: beforeOn.get(prompt)?.length ?? 0,
          ofPrompt: totalOf(prompt),
          pairs,
        }))
        return { count: before.length, prompts: new Set(prompts) }
      }),
    )
  }

  /** null where none is left */
  take(): PlannedPair | null {
    const contenders = firstOf(this.#open, (one, other) => one.count - other.count)
    if (contenders === null) return null
    const prompt = firstOf(
      contenders.prompts,
      (one, other) => one.count - other.count || one.ofPrompt.count - other.ofPrompt.count,
    )
    const pair = prompt?.pairs.pop()
    if (prompt === null || pair === undefined) throw new Error('Contenders without an open pair were kept.')
    for (const tally of [contenders, prompt, prompt.ofPrompt]) tally.count += 1
    if (prompt.pairs.length === 0) contenders.prompts.delete(prompt)
    if (contenders.prompts.size === 0) this.#open.delete(contenders)
    return pair
  }
}

/** The one that comes first by a comparison, and by their own order where several do; null where there is none. */
function firstOf<Item>(items: Iterable<Item>, compare: (one: Item, other: Item) => number): Item | null {
  let first: Item | null = null
  for (const item of items) if (first === null || compare(item, first) < 0) first = item
  return first
}

interface PlacedPicture {
  sampleId: string
  contenderId: string
  caseIndex: number
  repeat: number
}

function toPair([first, second]: readonly PlacedPicture[]): PlannedPair {
  if (first === undefined || second === undefined) throw new Error('A pair has two pictures.')
  const { caseIndex, repeat } = first
  return {
    caseIndex,
    repeat,
    first: { sampleId: first.sampleId, contenderId: first.contenderId },
    second: { sampleId: second.sampleId, contenderId: second.contenderId },
  }
}

function keyOf({ first, second }: PlannedPair): string {
  return [first.sampleId, second.sampleId].sort().join(' ')
}

function contendersOf({ first, second }: PlannedPair): string {
  return JSON.stringify([first.contenderId, second.contenderId].sort())
}
