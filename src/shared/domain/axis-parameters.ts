import type { AxisParameter } from './axis.ts'
import { CaseParameters, type ParameterName } from './generation.ts'

export type AxisParameters = { ok: true; parameters: CaseParameters } | { ok: false; message: string }

/** What a value of a parameter's axis asks, whoever is asked; sizes as `1024x768`. */
export function axisParameters(parameter: AxisParameter, value: string): AxisParameters {
  if (parameter === 'size') {
    const [, width, height] = /^(\d{2,4})\s*[x×]\s*(\d{2,4})$/.exec(value) ?? []
    if (width === undefined || height === undefined)
      return { ok: false, message: `"${value}" is not a size. Write it as 1024x768.` }
    return parse(value, 'size', { width: Number(width), height: Number(height) })
  }
  return parse(value, parameter, { [parameter]: isNumber(parameter) ? readNumber(value) : value })
}

/** The parameters of a contender that an axis varies. */
export function variedParameters(parameter: AxisParameter): ParameterName[] {
  return parameter === 'size' ? ['width', 'height'] : [parameter]
}

function isNumber(parameter: AxisParameter): boolean {
  return parameter !== 'sampler' && parameter !== 'format' && parameter !== 'negativePrompt'
}

/** A text that is no number stays one, so that it is refused. */
function readNumber(value: string): number | string {
  return /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : value
}

function parse(value: string, parameter: string, fields: Record<string, unknown>): AxisParameters {
  const read = CaseParameters.safeParse(fields)
  if (read.success) return { ok: true, parameters: read.data }
  const [issue] = read.error.issues
  return { ok: false, message: `${parameter} "${value}" can't be asked: ${issue?.message ?? 'it does not fit'}.` }
}
