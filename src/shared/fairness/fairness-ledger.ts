import type { FairnessParameter, FairnessRow, LedgerParameter, ValueCount } from '../domain/fairness.ts'
import type { Case, Contender } from '../domain/plan.ts'
import type { SampleFigures } from '../domain/sample-figures.ts'
import { countText, figureText } from '../units/count-text.ts'
import { traceParameters, type ParameterTrace } from './trace-parameters.ts'

/** A contender with those of its samples that were asked. */
export interface LedgerLane {
  contender: Contender
  rows: readonly SampleFigures[]
}

const TRACED = ['size', 'seed', 'steps', 'guidance', 'negative prompt', 'format'] as const
/** A seed is another number in every cell; what matters is whether it is the one that was asked. */
const AS_ASKED = 'as asked'

/**
 * What was asked of each contender, what was sent and what came back, with a verdict: whether each did what was asked, and whether all
 * did the same. A difference is only claimed where both sides are known. Parameters that nobody was asked for and of which nothing came
 * back are left out.
 */
export function fairnessLedger(lanes: readonly LedgerLane[], cases: readonly Case[]): FairnessParameter[] {
  const byIndex = new Map(cases.map((asked) => [asked.index, asked]))
  const traced = lanes.map(({ contender, rows }) => ({
    contender,
    traces: groupAlike(rows).map(({ row, count }) =>
      traceParameters(row, contender, caseOf(row, byIndex)).map((trace): CountedTrace => ({ ...trace, count })),
    ),
  }))
  const parameters = TRACED.flatMap((parameter): FairnessParameter[] => {
    const own = traced.map(({ contender, traces }) => ({
      contender,
      traces: traces.flatMap((list) => list.filter((trace) => trace.parameter === parameter)),
    }))
    const isSilent = own.every(({ traces }) =>
      traces.every(({ asked, returned }) => asked === null && returned === null),
    )
    if (isSilent) return []
    const rows = own.map(({ contender, traces }) => judgeOne(contender.id, parameter, traces))
    return [{ parameter, ...judgeAll(own, rows), rows }]
  })
  return [...parameters, safetyOf(lanes)]
}

/** A trace with the number of samples that have it. */
interface CountedTrace extends ParameterTrace {
  count: number
}

function countOf(traces: readonly CountedTrace[]): number {
  return traces.reduce((total, { count }) => total + count, 0)
}

/**
 * One sample for all whose traces are the same, in the order in which each comes first: a million samples of fifty cases have some
 * hundred traces. A seed is another in each sample; where it was sent and reported as asked, that does not tell them apart.
 */
function groupAlike(rows: readonly SampleFigures[]): { row: SampleFigures; count: number }[] {
  const groups = new Map<string, { row: SampleFigures; count: number }>()
  for (const row of rows) {
    const { image, warnings, reportedSeed } = row
    const seed = String(row.seed)
    const reported = reportedSeed === seed ? AS_ASKED : reportedSeed
    const picture = image === null ? '' : `${image.format} ${image.width} ${image.height}`
    // What was sent in the place of a seed is told from that seed, so that each such sample stands for itself.
    const changed = warnings.length === 0 ? '' : `${JSON.stringify(warnings)} ${isSeedChanged(row) ? seed : ''}`
    const key = `${row.caseIndex} ${picture} ${reported} ${changed}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { row, count: 1 })
    else known.count += 1
  }
  return [...groups.values()]
}

function isSeedChanged({ warnings }: SampleFigures): boolean {
  return warnings.some(({ parameter }) => parameter === 'seed')
}

function judgeOne(contenderId: string, parameter: LedgerParameter, all: readonly CountedTrace[]): FairnessRow {
  const traces = parameter === 'seed' ? all.map(seedInWords) : all
  const asked = traces.filter((trace) => trace.asked !== null)
  const changed = asked.filter((trace) => trace.sent !== trace.asked)
  const other = asked.filter(
    ({ comparable, returned, asked: value }) => comparable && returned !== null && returned !== value,
  )
  const reasons = [
    ...(changed.length === 0 ? [] : [changedReason(changed)]),
    ...(other.length === 0 ? [] : [`came back as ${valuesText(other)}`]),
  ]
  const base = {
    contenderId,
    parameter,
    count: countOf(traces),
    asked: tally(traces, ({ asked: value }) => (parameter === 'seed' ? 'that of the trial' : value)),
    sent: tally(traces, ({ sent }) => sent),
    returned: tally(traces),
  }
  if (reasons.length > 0) return { ...base, verdict: 'not-like-for-like', reason: reasons.join('; ') }
  if (traces.length === 0) return { ...base, verdict: 'not-known', reason: 'no sample was asked' }
  if (asked.length < traces.length) return { ...base, verdict: 'not-known', reason: 'left to the model' }
  return { ...base, verdict: 'like-for-like', reason: null }
}

function changedReason(changed: readonly CountedTrace[]): string {
  const [first] = changed
  const unsent = changed.every(({ sent }) => sent === null)
  const what = unsent ? 'not sent' : `sent as ${valuesText(changed, ({ sent }) => sent)}`
  return first === undefined || first.reason === null ? what : `${what}: ${first.reason}`
}

/** The value that each contender had most often, as it came back, else as it was sent. */
function judgeAll(
  own: readonly { contender: Contender; traces: readonly CountedTrace[] }[],
  rows: readonly FairnessRow[],
): Pick<FairnessParameter, 'verdict' | 'reason'> {
  const differences = new Map<string, string>()
  let unknown = false
  const cells = own.map(({ contender, traces }) => ({ name: contender.name, traces }))
  for (const { name, traces } of cells) {
    const known = tally(traces, effective).filter(({ value }) => value !== null)
    if (known.length === 0) unknown = true
    else differences.set(name, oneOf(known.map(({ value }) => String(value))))
  }
  const isSeed = rows[0]?.parameter === 'seed'
  const distinct = new Set(differences.values())
  if (distinct.size > 1 && !isSeed) {
    const list = [...differences].map(([name, value]) => `${name} ${cut(value)}`).join(', ')
    return { verdict: 'not-like-for-like', reason: list }
  }
  const failing = rows.filter(({ verdict }) => verdict === 'not-like-for-like')
  if (failing.length > 0 && (failing.length < rows.length || isSeed)) {
    const names = failing.map(
      ({ contenderId }) => own.find(({ contender }) => contender.id === contenderId)?.contender.name,
    )
    return { verdict: 'not-like-for-like', reason: `${names.join(', ')} not as asked` }
  }
  if (unknown && differences.size > 0) return { verdict: 'not-known', reason: 'some leave it to the model' }
  if (unknown) return { verdict: 'not-known', reason: 'not said' }
  return { verdict: 'like-for-like', reason: null }
}

function effective(trace: ParameterTrace): string | null {
  if (trace.parameter === 'seed') return trace.sent === null ? null : AS_ASKED
  return (trace.comparable ? trace.returned : null) ?? trace.sent
}

function seedInWords(trace: CountedTrace): CountedTrace {
  const words = (value: string | null): string | null => (value === trace.asked ? AS_ASKED : value)
  return { ...trace, asked: AS_ASKED, sent: words(trace.sent), returned: words(trace.returned) }
}

/** What a contender refused is missing from its pictures and from its latencies, while the others drew it. */
function safetyOf(lanes: readonly LedgerLane[]): FairnessParameter {
  const rows = lanes.map(({ contender, rows: own }): FairnessRow => {
    const refused = own.filter(({ outcome }) => outcome === 'refused').length
    const black = own.filter(({ flags }) => flags.includes('black')).length
    const reasons = [
      ...(refused === 0 ? [] : [`refused ${figureText(refused)} of ${figureText(own.length)}`]),
      ...(black === 0 ? [] : [`drew ${countText(black, 'black picture')}`]),
    ]
    const returned = [
      { value: 'drawn', count: own.filter(({ image }) => image !== null).length - black },
      { value: 'refused', count: refused },
      { value: 'black', count: black },
    ]
    return {
      contenderId: contender.id,
      parameter: 'safety',
      count: own.length,
      asked: [],
      sent: [],
      returned: returned.filter(({ count }) => count > 0),
      verdict: reasons.length > 0 ? 'not-like-for-like' : own.length === 0 ? 'not-known' : 'like-for-like',
      reason: reasons.length > 0 ? reasons.join(', ') : own.length === 0 ? 'no sample was asked' : null,
    }
  })
  const failing = rows.filter(({ verdict }) => verdict === 'not-like-for-like')
  const reason = failing
    .map(
      ({ contenderId, reason: why }) =>
        `${lanes.find(({ contender }) => contender.id === contenderId)?.contender.name ?? contenderId} ${why ?? ''}`,
    )
    .join('; ')
  const verdict = failing.length > 0 ? 'not-like-for-like' : 'like-for-like'
  return { parameter: 'safety', verdict, reason: failing.length > 0 ? reason : null, rows }
}

function caseOf({ caseIndex, position }: SampleFigures, cases: ReadonlyMap<number, Case>): Case {
  const found = cases.get(caseIndex)
  if (found === undefined) throw new Error(`The sample in position ${position} belongs to no case of its trial.`)
  return found
}

function tally(
  traces: readonly CountedTrace[],
  read: (trace: CountedTrace) => string | null = ({ returned }) => returned,
): ValueCount[] {
  const counts = new Map<string | null, number>()
  for (const trace of traces) counts.set(read(trace), (counts.get(read(trace)) ?? 0) + trace.count)
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((left, right) => right.count - left.count)
}

const MOST_NAMED = 3

/** `768 × 768 (18)`, the commonest few. */
function valuesText(traces: readonly CountedTrace[], read?: (trace: CountedTrace) => string | null): string {
  const counted = tally(traces, read)
  const named = counted
    .slice(0, MOST_NAMED)
    .map(({ value, count }) => `${cut(value ?? 'nothing')} (${figureText(count)})`)
  return [...named, ...(counted.length > MOST_NAMED ? ['others'] : [])].join(', ')
}

const LONGEST_VALUE = 40

function cut(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE)}…`
}

/** `4, 3 or 2` */
function oneOf(values: readonly string[]): string {
  const last = values.at(-1) ?? ''
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`
}
