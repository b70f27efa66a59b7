import { axisName, type Axis, type SkipRule } from '#shared/domain/axis.ts'
import type { Load } from '#shared/domain/load.ts'
import type { FrozenPlan, Plan } from '#shared/domain/plan.ts'

/** How samples are arranged, while someone types it. A part that is switched off keeps what was typed. */
export interface DraftDesign {
  axes: DraftAxis[]
  skips: DraftSkip[]
  loadKind: Load['kind']
  /** "1, 2, 4, 8" */
  concurrencies: string
  arrivals: 'constant' | 'poisson'
  perMinute: string
  fromPerMinute: string
  toPerMinute: string
  mostInFlight: string
  warmUp: string
  seedChecks: string
  inBlocks: boolean
  blockCount: string
  blockEveryMinutes: string
  probesCold: boolean
  /** "1, 5, 15, 60" */
  gapsMinutes: string
  probes: string
  /** Empty means no such rule, here and below. */
  stopErrorPercent: string
  stopErrorWindow: string
  stopAfterMinutes: string
  stopWhenSaturated: boolean
}

export interface DraftAxis {
  /** `variable`, or the parameter that it varies. */
  kind: 'variable' | Extract<Axis, { parameter: string }>['parameter']
  variable: string
  /** As a person writes them: "10, 20, …, 50". */
  values: string
}

/** A combination that is left out. Empty means any. */
export interface DraftSkip {
  /** By the axis's name, as a person writes values. */
  values: Record<string, string>
  contenders: string
  /** Places from 1, or names. */
  prompts: string
}

export const PLAIN_DESIGN: DraftDesign = {
  axes: [],
  skips: [],
  loadKind: 'closed',
  concurrencies: '1, 2, 4, 8',
  arrivals: 'poisson',
  perMinute: '30',
  fromPerMinute: '10',
  toPerMinute: '60',
  mostInFlight: '256',
  warmUp: '0',
  seedChecks: '0',
  inBlocks: false,
  blockCount: '3',
  blockEveryMinutes: '240',
  probesCold: false,
  gapsMinutes: '1, 5, 15, 60',
  probes: '3',
  stopErrorPercent: '',
  stopErrorWindow: '20',
  stopAfterMinutes: '',
  stopWhenSaturated: false,
}

export function designFromPlan(plan: Plan): DraftDesign {
  return {
    ...arrangement({ ...plan, blocks: plan.blocks ?? null, coldProbes: plan.coldProbes ?? null }, plan.seedChecks),
    axes: plan.axes.map((axis) => ({
      kind: 'variable' in axis ? 'variable' : axis.parameter,
      variable: 'variable' in axis ? axisName(axis) : '',
      values: typeof axis.values === 'string' ? axis.values : writeValues(axis.values.map(String)),
    })),
    skips: plan.skip.map(skipFromRule),
  }
}

export function designFromFrozenPlan(plan: FrozenPlan): DraftDesign {
  return {
    ...arrangement(plan, plan.seedChecks?.pairs ?? 0),
    axes: plan.axes.map(({ varies, values }) => ({
      kind: varies.kind === 'variable' ? 'variable' : varies.parameter,
      variable: varies.kind === 'variable' ? varies.variable : '',
      values: writeValues(values),
    })),
    skips: (plan.skip ?? []).map(skipFromRule),
  }
}

function arrangement(
  { load, warmUp, blocks, coldProbes, stop }: Pick<FrozenPlan, 'load' | 'warmUp' | 'blocks' | 'coldProbes' | 'stop'>,
  seedChecks: number,
): DraftDesign {
  const open = load.kind === 'open' || load.kind === 'ramp' ? load : null
  return {
    ...PLAIN_DESIGN,
    loadKind: load.kind,
    ...(load.kind === 'sweep' && { concurrencies: load.concurrencies.join(', ') }),
    ...(open !== null && { arrivals: open.arrivals, mostInFlight: String(open.mostInFlight) }),
    ...(load.kind === 'open' && { perMinute: String(load.perMinute) }),
    ...(load.kind === 'ramp' && { fromPerMinute: String(load.fromPerMinute), toPerMinute: String(load.toPerMinute) }),
    warmUp: String(warmUp),
    seedChecks: String(seedChecks),
    ...(blocks !== null && {
      inBlocks: true,
      blockCount: String(blocks.count),
      blockEveryMinutes: String(blocks.everyMinutes),
    }),
    ...(coldProbes !== null && {
      probesCold: true,
      gapsMinutes: coldProbes.gapsMinutes.join(', '),
      probes: String(coldProbes.probes),
    }),
    stopErrorPercent: stop.errorShare === undefined ? '' : String(Math.round(stop.errorShare * 1000) / 10),
    stopErrorWindow: String(stop.errorWindow),
    stopAfterMinutes: stop.afterMinutes === undefined ? '' : String(stop.afterMinutes),
    stopWhenSaturated: stop.whenSaturated,
  }
}

function skipFromRule({ axes = {}, contenders = [], prompts = [] }: SkipRule): DraftSkip {
  return {
    values: Object.fromEntries(Object.entries(axes).map(([name, values]) => [name, writeValues(values.map(String))])),
    contenders: contenders.join(', '),
    prompts: writeValues(prompts.map(String)),
  }
}

/** So that it is read back as the same values. */
function writeValues(values: readonly string[]): string {
  const holdsComma = values.some((value) => value.includes(','))
  return values.join(holdsComma ? ' || ' : ', ')
}
