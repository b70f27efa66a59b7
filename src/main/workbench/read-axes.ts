import { axisName, type Axis, type FrozenAxis } from '#shared/domain/axis.ts'
import { axisParameters, variedParameters } from '#shared/domain/axis-parameters.ts'
import { checkAxisValues, parseAxisValues } from '#shared/domain/axis-values.ts'
import type { CaseParameters } from '#shared/domain/generation.ts'
import type { ReportProblem } from './plan-problem.ts'

/** An axis with its values read. */
export interface ReadAxis extends FrozenAxis {
  /** Place in the plan, from 0. */
  index: number
  /** What each value asks; an empty object for a variable. */
  parameters: CaseParameters[]
}

/** Reads the axes of a plan; one of which something is wrong is reported and left out. */
export function readAxes(axes: readonly Axis[], reporter: (path: string) => ReportProblem): ReadAxis[] {
  const read = axes.flatMap((axis, index) => readAxis(axis, index, reporter(`axes[${index}]`)) ?? [])
  for (const [place, axis] of read.entries()) {
    const before = read.slice(0, place).find((other) => variesTheSame(axis, other))
    if (before !== undefined)
      reporter(`axes[${axis.index}]`)(
        '',
        `"${axis.name}" varies what axis ${before.index + 1}, "${before.name}", varies as well. Leave one of them out.`,
      )
  }
  return read
}

function readAxis(axis: Axis, index: number, report: ReportProblem): ReadAxis | null {
  const name = axisName(axis)
  const read = typeof axis.values === 'string' ? parseAxisValues(axis.values) : checkAxisValues(axis.values.map(String))
  if (!read.ok) {
    report(read.index === null || typeof axis.values === 'string' ? 'values' : `values[${read.index}]`, read.message)
    return null
  }
  const { values } = read
  if ('variable' in axis) {
    const varies = { kind: 'variable', variable: axis.variable } as const
    return { name, index, varies, values, parameters: values.map(() => ({})) }
  }
  const asked = values.map((value) => axisParameters(axis.parameter, value))
  for (const [place, found] of asked.entries()) if (!found.ok) report(`values[${place}]`, found.message)
  const parameters = asked.flatMap((found) => (found.ok ? [found.parameters] : []))
  if (parameters.length < values.length) return null
  return { name, index, varies: { kind: 'parameter', parameter: axis.parameter }, values, parameters }
}

function variesTheSame({ varies: one }: ReadAxis, { varies: other }: ReadAxis): boolean {
  if (one.kind === 'variable' || other.kind === 'variable')
    return one.kind === 'variable' && other.kind === 'variable' && one.variable === other.variable
  const parameters = variedParameters(other.parameter)
  return variedParameters(one.parameter).some((parameter) => parameters.includes(parameter))
}
