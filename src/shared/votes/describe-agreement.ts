import type { CheckAgreement } from '../domain/check-agreement.ts'
import { SOFT_CHECKS } from '../domain/soft-check.ts'
import { countText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'

/** Below it an interval leaves nearly everything open, and a sentence would only sound like a result. */
const NEEDED_VOTES = 10

/** Whether automatic checks agree with the reviewers, a sentence each; one more for those of which too few votes tell. */
export function describeAgreement(agreement: readonly CheckAgreement[]): string[] {
  const told = agreement.filter(({ share }) => share.state === 'known' && share.count >= NEEDED_VOTES)
  const untold = agreement.filter((one) => !told.includes(one))
  if (told.length === 0) return []
  const rest =
    untold.length === 0
      ? []
      : [
          `${listText(untold.map(({ name }) => SOFT_CHECKS[name].title))}: too few votes on pictures that differ in ${untold.length === 1 ? 'it' : 'them'} to say.`,
        ]
  return [...told.map(sentence), ...rest]
}

function sentence({ name, share }: CheckAgreement): string {
  const { title, better } = SOFT_CHECKS[name]
  if (share.state !== 'known') return ''
  const figures = `${percent(share.value)} % of ${countText(share.count, 'vote')}, ${percent(share.low)} to ${percent(share.high)}`
  if (better === null) {
    if (share.low > 0.5) return `Reviewers prefer more ${title.toLowerCase()}: ${figures}.`
    if (share.high < 0.5) return `Reviewers prefer less ${title.toLowerCase()}: more of it won ${figures}.`
    return `${title} tells the reviewers’ choice no better than chance: more of it won ${figures}.`
  }
  if (share.low > 0.5) return `${title} agrees with the reviewers: the ${better} value won ${figures}.`
  if (share.high < 0.5) return `${title} says the opposite of the reviewers: the ${better} value won ${figures}.`
  return `${title} agrees with the reviewers no more than chance: ${figures}.`
}

function percent(share: number): string {
  return String(Math.round(share * 100))
}
