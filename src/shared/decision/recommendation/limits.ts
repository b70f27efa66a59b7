import type { DecisionSentence } from '../../domain/decision-evaluation.ts'
import { limitParts } from '../constraints.ts'
import { countFigure, named, namedList, percentFigure, text } from '../parts.ts'
import {
  contenderOf,
  countsAs,
  countingOf,
  eligibleOf,
  measured,
  openLimitSentence,
  setSentence,
  standingOf,
  type Given,
} from './given.ts'

/** What was left out of the answer, and why: who is excluded, what is known of nobody, what is not known of some. */
export function limitsOf(given: Given, leaderId: string | null): DecisionSentence[] {
  return [
    ...excluded(given),
    ...openOfOthers(given, leaderId),
    ...setAside(given),
    ...unknown(given, leaderId),
    ...inconsistent(given),
  ]
}

function excluded(given: Given): DecisionSentence[] {
  return given.contenders.flatMap(({ contenderId, standing, constraints }) => {
    const contender = contenderOf(given, contenderId)
    if (standing === 'no-pictures') {
      const parts = [
        named(contender),
        text(' is left out: it gave no picture in '),
        countFigure(contender.asked, 'samples'),
        text('.'),
      ]
      const evidence = {
        source: 'measured' as const,
        text: 'outcomes of its samples',
        method: null,
        priceVersion: null,
      }
      return [{ parts, evidence: { ...evidence, count: contender.asked, target: 'reliability' as const } }]
    }
    return constraints
      .filter(({ verdict }) => verdict === 'broken')
      .map(({ reason }) =>
        setSentence(
          [named(contender), text(' is excluded by your limit: '), ...reason, text('.')],
          'your limits',
          'constraints',
        ),
      )
  })
}

/** Limit by limit. Those of the leader stand among what speaks against it. */
function openOfOthers(given: Given, leaderId: string | null): DecisionSentence[] {
  return given.settings.constraints.flatMap((constraint) => {
    const criterion = given.criteria.find(({ id }) => id === constraint.criterionId)
    const open = eligibleOf(given).flatMap((contender) => {
      if (contender.contenderId === leaderId) return []
      const { constraints } = standingOf(given, contender.contenderId)
      const found = constraints.find(
        ({ criterionId, verdict }) => criterionId === constraint.criterionId && verdict === 'open',
      )
      return found === undefined ? [] : [{ contender, reason: found.reason }]
    })
    const [first] = open
    if (first === undefined || criterion === undefined) return []
    if (open.length === 1) return [openLimitSentence(first.contender, first.reason)]
    const names = namedList(open.map(({ contender }) => contender))
    const parts = [
      text('Whether '),
      ...names,
      text(' keep a limit of yours can’t be told: '),
      ...limitParts(constraint, criterion),
      text('.'),
    ]
    return [setSentence(parts, 'your limits', 'constraints')]
  })
}

function setAside({ standings, criteria, contenders }: Given): DecisionSentence[] {
  if (!contenders.some(({ standing }) => standing === 'eligible')) return []
  return standings.flatMap(({ criterionId, state, weight }) => {
    const criterion = criteria.find(({ id }) => id === criterionId)
    if (state !== 'set-aside' || criterion === undefined) return []
    const parts = [
      text(`${criterion.title}: known of nobody, so it favours nobody. Your `),
      percentFigure({ value: weight, low: weight, high: weight }),
      text(' for it go to what else you weigh, in proportion.'),
    ]
    return [setSentence(parts, 'nothing was measured or rated', criterion.target)]
  })
}

function unknown(given: Given, leaderId: string | null): DecisionSentence[] {
  return eligibleOf(given)
    .filter(({ contenderId }) => contenderId !== leaderId)
    .flatMap((contender) =>
      countingOf(given).flatMap((criterion) => {
        const measure = measured(contender, criterion, given)
        if (measure.state === 'known') return []
        const parts = [
          text(`The ${criterion.name} of `),
          named(contender),
          text(` is not known: ${measure.reason}. ${countsAs(measure)}`),
        ]
        return [setSentence(parts, measure.reason, criterion.target)]
      }),
    )
}

function inconsistent({ settings, consistency, criteria }: Given): DecisionSentence[] {
  if (settings.weighing !== 'pairwise' || consistency === null) return []
  const titles = (ids: readonly string[]): string =>
    ids.map((id) => criteria.find((criterion) => criterion.id === id)?.title ?? id).join(', ')
  if (consistency.state === 'incomplete') {
    const [first] = consistency.missing
    const words =
      first === undefined
        ? 'nothing has been compared'
        : `${consistency.missing.length} comparisons are missing, the first of ${titles(first)}`
    return [setSentence([text(`Your comparisons give no weights yet: ${words}.`)], 'comparisons of two', 'weights')]
  }
  if (consistency.isConsistent) return []
  const worst = consistency.worst === null ? '' : `, most of all those of ${titles(consistency.worst)}`
  return [
    setSentence(
      [
        text(
          `Your comparisons contradict each other${worst}: consistency ratio ${consistency.ratio.toFixed(2)}, where less than 0.10 is taken to fit.`,
        ),
      ],
      'comparisons of two',
      'weights',
    ),
  ]
}
