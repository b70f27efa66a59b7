import type { ImageRecord } from '#shared/domain/image.ts'
import type { Plan } from '#shared/domain/plan.ts'
import type { PlannedContender } from '#shared/domain/planned-contender.ts'
import type { Model } from '#shared/domain/provider.ts'
import type { ErrorCode, Problem } from '#shared/errors.ts'
import { checkDesign } from './check-design.ts'
import { checkKnownCosts } from './check-known-costs.ts'
import { checkMatrix } from './check-matrix.ts'
import { checkStep, findStepModel, type CheckedStep } from './check-step.ts'
import type { CheckedContender } from './checked-contender.ts'
import { expandMatrix, longestValues, type Matrix } from './expand-matrix.ts'
import type { ReportProblem } from './plan-problem.ts'
import { noteSeedChecks } from './plan-seed-checks.ts'
import { checkPrompts } from './check-prompts.ts'
import type { PlanSources } from './plan-sources.ts'
import { resultOf } from './settings-of-contender.ts'

export interface CheckedPlan {
  contenders: CheckedContender[]
  /** The input picture of each prompt, by its place; null where it has none. */
  pictures: (ImageRecord | null)[]
  matrix: Matrix
  /** On one contender, or on the plan as a whole. */
  notes: { contenderId: string | null; text: string }[]
  problems: Problem[]
  /** The code that fits the first problem. */
  code: ErrorCode
}

/**
 * Finds everything that can be refused before the first request: unknown names, missing keys, impossible loads, pipelines whose
 * steps don't fit together, a budget that could not be kept. Collects all problems, each with its path in the plan.
 */
export function checkPlan(plan: Plan, sources: PlanSources): CheckedPlan {
  const contenders: CheckedContender[] = []
  const notes: CheckedPlan['notes'] = []
  const found: (Problem & { code: ErrorCode })[] = []
  const seen = new Set<string>()
  const reporter =
    (path: string): ReportProblem =>
    (field, message, code = 'INVALID_PLAN') => {
      found.push({ path: [path, field].filter((part) => part !== '').join('.'), message, code })
    }
  const pictures = plan.prompts.map(({ picture }, index) => {
    const record = picture === undefined ? null : sources.picture(picture)
    if (picture !== undefined && record === null) {
      const which = `${picture.slice(0, 12)}…`
      reporter(`prompts[${index}]`)(
        'picture',
        `There is no picture ${which} in this data folder. Add it with "assay pictures add".`,
      )
    }
    return record
  })
  const matrix = expandMatrix(plan, reporter)

  checkPrompts(plan.prompts, reporter, longestValues(matrix.axes))

  for (const [position, planned] of plan.contenders.entries()) {
    const path = `contenders[${position}]`
    const report = reporter(path)
    if (seen.has(planned.id)) report('id', `"${planned.id}" stands twice. Give each contender an id of its own.`)
    seen.add(planned.id)

    const steps = checkSteps(planned, { plan, pictures, sources, reporter, path })
    if (steps === null) continue
    for (const [index, { notes: texts }] of steps.entries()) {
      const which = steps.length > 1 ? `step ${index + 1}: ` : ''
      notes.push(...texts.map((text) => ({ contenderId: planned.id, text: `${which}${text}` })))
    }
    if (plan.load.kind === 'closed')
      notes.push(...loadNotes(planned, steps).map((text) => ({ contenderId: planned.id, text })))
    const name =
      planned.name ??
      steps
        .map(({ adapter }) => adapter.descriptor.name)
        .filter(isFirst)
        .join(' + ')
    contenders.push({ planned, name, position, steps })
  }
  const named = tellApart(contenders)
  notes.push(...checkMatrix(matrix, named, reporter), ...noteSeedChecks(plan, matrix.cases.length, named))
  checkKnownCosts(plan, { matrix, contenders: named }, sources, reporter)
  const onPlan = [...matrix.notes, ...checkDesign(plan, matrix, named, reporter)]
  notes.push(...onPlan.map((text) => ({ contenderId: null, text })))
  return {
    contenders: named,
    pictures,
    matrix,
    notes,
    problems: found.map(({ path, message }) => ({ path, message })),
    code: found[0]?.code ?? 'INVALID_PLAN',
  }
}

interface PlanPlace {
  plan: Plan
  pictures: (ImageRecord | null)[]
  sources: PlanSources
  reporter: (path: string) => ReportProblem
  path: string
}

/** @returns null where the provider or the model of a step is unknown: nothing more can be said of the contender then */
function checkSteps(planned: PlannedContender, place: PlanPlace): CheckedContender['steps'] | null {
  const { plan, pictures, sources, reporter, path } = place
  const steps: CheckedStep[] = []
  let picture: ImageRecord | null = pictures[0] ?? null
  for (const [index, step] of [planned, ...planned.furtherSteps].entries()) {
    const report = reporter(index === 0 ? path : `${path}.furtherSteps[${index - 1}]`)
    const found = findStepModel(step, report)
    if (found === null) continue
    const { model } = found
    if ((step.account === 'practice') !== (planned.account === 'practice')) {
      report(
        'account',
        'The steps of a contender are all practice or none: what is charged would be mixed up with what is not.',
      )
    }
    checkTask(model, index, plan, report)
    if (plan.load.kind === 'closed')
      checkLoad(model, found.adapter.descriptor.name, planned.concurrency, reporter(path))
    const given = index === 0 && model.task === 'generate' ? null : picture
    const checked = checkStep({ ...found, planned: step, picture: given, isFirst: index === 0 }, plan, sources, report)
    steps.push(checked)
    picture = resultOf(model, checked.sampleAsk)
  }
  const [first, ...further] = steps
  return first === undefined || steps.length <= planned.furtherSteps.length ? null : [first, ...further]
}

/** A first step that changes a picture needs one from every prompt; a later one must take the picture of the step before. */
function checkTask(model: Model, index: number, plan: Plan, report: ReportProblem): void {
  if (index > 0 && model.task === 'generate') {
    report(
      'model',
      `${model.name} draws from the prompt alone and would throw away the picture of the step before. Choose a model that changes a picture.`,
    )
  }
  if (index > 0 || model.task === 'generate') return
  const without = plan.prompts.flatMap(({ picture }, place) => (picture === undefined ? [place + 1] : []))
  if (without.length === 0) return
  const which = without.length === 1 ? `prompt ${without[0]} brings none` : `${without.length} prompts bring none`
  report(
    'model',
    `${model.name} changes a picture, and ${which}. Give every prompt a picture ("assay pictures add"), or begin with a model that draws one.`,
  )
}

function checkLoad(model: Model, providerName: string, concurrency: number, report: ReportProblem): void {
  const most = model.maximumConcurrency
  if (most === null || concurrency <= most) return
  report(
    'concurrency',
    `${providerName} draws ${most} at a time: a further request would wait there and be logged as latency. Use at most ${most}.`,
  )
}

function loadNotes(planned: PlannedContender, steps: readonly CheckedStep[]): string[] {
  return steps.flatMap(({ account, adapter }) => {
    if (account?.kind !== 'account' || account.concurrency === null || account.concurrency >= planned.concurrency)
      return []
    return [
      `concurrency ${planned.concurrency} is not reached: the account of ${adapter.descriptor.name} lets ${account.concurrency} through at a time, the others wait`,
    ]
  })
}

/** A picture of the size that a step is to give, to judge the next one by. It is nowhere, and nothing is sent of it. */
/** Two contenders of one provider carry their model in the name, so that no table shows two alike. */
function tellApart(contenders: CheckedContender[]): CheckedContender[] {
  const count = (name: string): number => contenders.filter((contender) => contender.name === name).length
  return contenders.map((contender) =>
    contender.planned.name === undefined && count(contender.name) > 1
      ? { ...contender, name: `${contender.name} ${contender.steps[0].model.name}` }
      : contender,
  )
}

function isFirst(name: string, index: number, names: readonly string[]): boolean {
  return names.indexOf(name) === index
}
