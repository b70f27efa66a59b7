import type { Recommendation, SentencePart } from '../../domain/decision-evaluation.ts'
import type { DecisionContender } from '../../domain/decision-evidence.ts'
import { named, namedList, text } from '../parts.ts'
import { changesFor } from './changes.ts'
import { contenderOf, type Given } from './given.ts'
import { limitsOf } from './limits.ts'
import { reasonsFor } from './reasons.ts'

/**
 * The written recommendation: composed from the figures, so that it can't drift from them, and for every door alike. One contender is
 * named only where it is better than each other one in 95 % of redraws at the user's weights; else those that can't be told apart are.
 */
export function recommend(given: Given): Recommendation {
  const [leaderId] = given.ranking
  if (leaderId === undefined) return none(given)
  const leader = contenderOf(given, leaderId)
  const { reasons, against } = reasonsFor(leaderId, given)
  const shared = { reasons, against, changes: changesFor(leaderId, given), limits: limitsOf(given, leaderId) }
  if (given.levelWith.length > 0) {
    const level = [leader, ...given.levelWith.map((id) => contenderOf(given, id))]
    return {
      ...shared,
      verdict: 'level',
      contenderIds: level.map(({ contenderId }) => contenderId),
      fallbackId: null,
      title: [...namedList(level), text(' can’t be told apart by your weights and the evidence so far.')],
    }
  }
  return {
    ...shared,
    verdict: 'run',
    contenderIds: [leaderId],
    fallbackId: given.ranking[1] ?? null,
    title: runTitle(leader, given),
  }
}

function runTitle(leader: DecisionContender, given: Given): SentencePart[] {
  const isPartial = given.standings.some(({ state }) => state === 'set-aside')
  const begin = isPartial ? [text('As far as it is known, run '), named(leader)] : [text('Run '), named(leader)]
  if (given.ranking.length === 1 && given.contenders.length > 1) return [...begin, text(': no other is left.')]
  const [, fallbackId] = given.ranking
  if (fallbackId === undefined) return [...begin, text('.')]
  return [...begin, text('. Keep '), named(contenderOf(given, fallbackId)), text(' as the fallback.')]
}

function none(given: Given): Recommendation {
  const { contenders } = given
  const nothing = {
    contenderIds: [],
    fallbackId: null,
    reasons: [],
    against: [],
    changes: [],
    limits: limitsOf(given, null),
  }
  if (contenders.some(({ standing }) => standing === 'eligible')) {
    const isWeighed = given.standings.some(({ weight }) => weight > 0)
    const why = isWeighed ? 'nothing that you weigh is known.' : 'nothing is weighed.'
    return { ...nothing, verdict: 'unknown', title: [text(`None can be recommended: ${why}`)] }
  }
  const failed = contenders.filter(({ standing }) => standing === 'no-pictures').length
  const why =
    failed === contenders.length
      ? 'no contender gave a picture.'
      : failed === 0
        ? 'your limits exclude every contender.'
        : 'your limits exclude every contender that gave a picture.'
  return { ...nothing, verdict: 'none', title: [text(`None can be recommended: ${why}`)] }
}
