import { parseAxisValues } from '#shared/domain/axis-values.ts'
import type { PlanInput } from '#shared/domain/plan.ts'
import type { Problem } from '#shared/errors.ts'
import type { DraftDesign, DraftSkip } from './draft-design.ts'
import { readNumberIn, type NumberRange } from './read-number.ts'

type DesignInput = Pick<
  PlanInput,
  'axes' | 'skip' | 'load' | 'warmUp' | 'seedChecks' | 'blocks' | 'coldProbes' | 'stop'
>

const PER_MINUTE: NumberRange = { minimum: 0.001, maximum: 60_000, whole: false }

/** Reads how samples are arranged into its parts of a plan, with what can't be read told by its place there. */
export function readDesign(design: DraftDesign): { input: DesignInput; problems: Problem[] } {
  const problems: Problem[] = []
  const number = (path: string, text: string, range: NumberRange): number => readNumberIn(problems, path, text, range)
  const numbers = (path: string, text: string, range: NumberRange): number[] => {
    const read = parseAxisValues(text)
    if (read.ok) return read.values.map((value) => number(path, value, range))
    problems.push({ path, message: read.message })
    return [range.minimum]
  }
  const minutes = (path: string, text: string, maximum: number): number =>
    number(path, text, { minimum: 0.01, maximum, whole: false })

  const input: DesignInput = {
    axes: design.axes.map(({ kind, variable, values }) =>
      kind === 'variable' ? { variable: variable.trim(), values } : { parameter: kind, values },
    ),
    skip: design.skips.map((skip, index) => readSkip(skip, `skip[${index}]`, problems)),
    load: readLoad(design, number, numbers),
    warmUp: number('warmUp', design.warmUp, { minimum: 0, maximum: 50, whole: true }),
    seedChecks: number('seedChecks', design.seedChecks, { minimum: 0, maximum: 50, whole: true }),
    ...(design.inBlocks && {
      blocks: {
        count: number('blocks.count', design.blockCount, { minimum: 2, maximum: 100, whole: true }),
        everyMinutes: minutes('blocks.everyMinutes', design.blockEveryMinutes, 10_080),
      },
    }),
    ...(design.probesCold && {
      coldProbes: {
        gapsMinutes: numbers('coldProbes.gapsMinutes', design.gapsMinutes, {
          minimum: 0.01,
          maximum: 1440,
          whole: false,
        }),
        probes: number('coldProbes.probes', design.probes, { minimum: 1, maximum: 200, whole: true }),
      },
    }),
    stop: {
      errorWindow: number('stop.errorWindow', design.stopErrorWindow, { minimum: 5, maximum: 1000, whole: true }),
      whenSaturated: design.stopWhenSaturated && isOpen(design),
      ...(design.stopErrorPercent.trim() !== '' && {
        errorShare:
          number('stop.errorShare', design.stopErrorPercent, { minimum: 0, maximum: 100, whole: false }) / 100,
      }),
      ...(design.stopAfterMinutes.trim() !== '' && {
        afterMinutes: minutes('stop.afterMinutes', design.stopAfterMinutes, 100_000),
      }),
    },
  }
  for (const [index, { kind, variable, values }] of design.axes.entries()) {
    if (kind === 'variable' && variable.trim() === '')
      problems.push({ path: `axes[${index}].variable`, message: 'Name the placeholder, such as style for {{style}}' })
    if (values.trim() === '') problems.push({ path: `axes[${index}].values`, message: 'Give at least one value' })
  }
  return { input, problems }
}

/** Whether samples are due at given times. */
export function isOpen({ loadKind }: Pick<DraftDesign, 'loadKind'>): boolean {
  return loadKind === 'open' || loadKind === 'ramp'
}

function readLoad(
  design: DraftDesign,
  number: (path: string, text: string, range: NumberRange) => number,
  numbers: (path: string, text: string, range: NumberRange) => number[],
): DesignInput['load'] {
  const { loadKind, arrivals } = design
  if (loadKind === 'closed') return { kind: 'closed' }
  if (loadKind === 'sweep')
    return {
      kind: 'sweep',
      concurrencies: numbers('load.concurrencies', design.concurrencies, { minimum: 1, maximum: 256, whole: true }),
    }
  const mostInFlight = number('load.mostInFlight', design.mostInFlight, { minimum: 1, maximum: 1024, whole: true })
  if (loadKind === 'open')
    return { kind: 'open', arrivals, mostInFlight, perMinute: number('load.perMinute', design.perMinute, PER_MINUTE) }
  return {
    kind: 'ramp',
    arrivals,
    mostInFlight,
    fromPerMinute: number('load.fromPerMinute', design.fromPerMinute, PER_MINUTE),
    toPerMinute: number('load.toPerMinute', design.toPerMinute, PER_MINUTE),
  }
}

/** A rule that names nothing is left as it is: the workbench says so. */
function readSkip({ values, contenders, prompts }: DraftSkip, at: string, problems: Problem[]) {
  const list = (path: string, text: string): string[] => {
    const read = parseAxisValues(text)
    if (read.ok) return read.values
    problems.push({ path, message: read.message })
    return ['?']
  }
  const axes = Object.entries(values).filter(([, text]) => text.trim() !== '')
  return {
    ...(axes.length > 0 && {
      axes: Object.fromEntries(axes.map(([name, text]) => [name, list(`${at}.axes.${name}`, text)])),
    }),
    ...(contenders.trim() !== '' && { contenders: list(`${at}.contenders`, contenders) }),
    ...(prompts.trim() !== '' && {
      prompts: list(`${at}.prompts`, prompts).map((prompt) => (/^\d{1,5}$/.test(prompt) ? Number(prompt) : prompt)),
    }),
  }
}
