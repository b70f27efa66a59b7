import { axisName } from '#shared/domain/axis.ts'
import { stageCount } from '#shared/domain/lane-load.ts'
import type { Plan } from '#shared/domain/plan.ts'
import { plannedTotal } from '#shared/domain/planned-counts.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import type { CheckedContender } from './checked-contender.ts'
import { countedPlan } from './counted-plan.ts'
import type { Matrix } from './expand-matrix.ts'
import type { ReportProblem } from './plan-problem.ts'

/** From here on a person is asked to look twice. */
export const MANY_SAMPLES = 2000
/** More than this no trial of ours needs; it would be days, and a bill. */
export const MOST_SAMPLES = 100_000

/**
 * Judges what a plan says of load, blocks, stop rules and size: what could not be run, what would be measured as something else, and how
 * many samples all of it comes to.
 * @returns notes on the plan as a whole
 */
export function checkDesign(
  plan: Plan,
  { cases }: Matrix,
  contenders: readonly CheckedContender[],
  reporter: (path: string) => ReportProblem,
): string[] {
  checkBlocks(plan, reporter('blocks'))
  checkStages(plan, contenders, reporter)
  checkOpenLoad(plan, contenders, reporter)
  if (plan.stop.whenSaturated && plan.load.kind !== 'open' && plan.load.kind !== 'ramp')
    reporter('stop')(
      'whenSaturated',
      'Only an open loop or a ramp can be saturated: in a closed loop the number in flight is set.',
    )
  const total = samplesOf(plan, cases, contenders)
  if (total > MOST_SAMPLES)
    reporter('')(
      'repeats',
      `The plan has ${figureText(total)} samples; at most ${figureText(MOST_SAMPLES)} are taken. ${factors(plan, cases.length)}.`,
    )
  return total > MANY_SAMPLES && total <= MOST_SAMPLES
    ? [`${countText(total, 'sample')}: ${factors(plan, cases.length)}`]
    : []
}

/** All samples of a plan, of whatever role. */
export function samplesOf(plan: Plan, cases: Matrix['cases'], contenders: readonly CheckedContender[]): number {
  const counted = countedPlan(plan, cases, contenders)
  return plan.contenders.reduce((sum, { id }) => sum + plannedTotal(id, counted), 0)
}

function factors(plan: Plan, cases: number): string {
  const axes = plan.axes.map(axisName)
  const stages = stageCount(plan)
  return [
    countText(plan.contenders.length, 'contender'),
    countText(plan.prompts.length, 'prompt'),
    ...(axes.length === 0 ? [] : [`${countText(cases, 'case')} along ${axes.join(', ')}`]),
    countText(plan.repeats, 'repeat'),
    ...(stages === 1 ? [] : [countText(stages, 'stage')]),
  ].join(', ')
}

function checkBlocks({ blocks, repeats }: Plan, report: ReportProblem): void {
  if (blocks === undefined || blocks.count <= repeats) return
  report(
    'count',
    `${countText(blocks.count, 'block')} need at least as many repeats, and there are ${repeats}. Each block has all cases.`,
  )
}

/** A worker that draws one at a time is not asked for more: the wait would pass as its latency. */
function checkStages(
  { load }: Plan,
  contenders: readonly CheckedContender[],
  reporter: (path: string) => ReportProblem,
): void {
  if (load.kind !== 'sweep') return
  for (const [place, concurrency] of load.concurrencies.entries()) {
    if (load.concurrencies.indexOf(concurrency) < place)
      reporter('load')(
        `concurrencies[${place}]`,
        `${concurrency} in flight stands twice. Ask for more repeats instead.`,
      )
    const tooMuch = contenders.find(({ steps }) =>
      steps.some(({ model }) => concurrency > (model.maximumConcurrency ?? concurrency)),
    )
    const bound = contenders.find(({ steps }) =>
      steps.some(({ account }) => account?.kind === 'account' && concurrency > (account.concurrency ?? concurrency)),
    )
    if (tooMuch !== undefined)
      reporter('load')(
        `concurrencies[${place}]`,
        `${tooMuch.name} draws fewer than ${concurrency} at a time: a further request would wait there and be logged as latency. Leave the stage or the contender out.`,
      )
    else if (bound !== undefined)
      reporter('load')(
        `concurrencies[${place}]`,
        `The account of ${bound.name} lets fewer than ${concurrency} through at a time, so that the stage would measure another load than it says.`,
      )
  }
}

/** Two contenders behind one bound would wait for each other, and neither's waiting would be its own. */
function checkOpenLoad(
  { load }: Plan,
  contenders: readonly CheckedContender[],
  reporter: (path: string) => ReportProblem,
): void {
  if (load.kind !== 'open' && load.kind !== 'ramp') return
  const seen = new Map<string, CheckedContender>()
  for (const contender of contenders) {
    const keys = contender.steps.flatMap(({ account, model, planned, adapter }) => {
      const isBounded =
        model.maximumConcurrency !== null || (account?.kind === 'account' && account.concurrency !== null)
      const baseUrl = account === null || account.kind === 'practice' ? '' : account.baseUrl
      return isBounded ? [[adapter.descriptor.id, planned.account, baseUrl].join('\n')] : []
    })
    for (const key of new Set(keys)) {
      const other = seen.get(key)
      seen.set(key, contender)
      if (other === undefined) continue
      reporter(`contenders[${contender.position}]`)(
        '',
        `${contender.name} and ${other.name} share an account that lets only so many through at a time. In an open loop each would wait for the other, and the wait would pass as latency. Leave one out, or use a closed loop.`,
      )
    }
  }
}
