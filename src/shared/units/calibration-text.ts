import type { Calibration, TrialCalibration } from '../domain/calibration.ts'
import { CLAIMED_ERROR_MS, judgeCalibration } from '../domain/claimed-error.ts'
import { figureText } from './count-text.ts'

/** The median error of the instrument, piece by piece; null where too few requests came back. */
export interface InstrumentFigure {
  /** With its sign: `+0.8`, `−0.2` */
  value: string
  unit: 'ms'
  /** `±0.3`, or `+0.4 −0.2` where it is skewed; empty where it rounds to nothing */
  interval: string
  count: number
}

export function instrumentFigure({ error: { p50 } }: Pick<Calibration, 'error'>): InstrumentFigure | null {
  if (p50.state !== 'known') return null
  const above = (p50.high - p50.value).toFixed(1)
  const below = (p50.value - p50.low).toFixed(1)
  const ends = [above === '0.0' ? '' : `+${above}`, below === '0.0' ? '' : `−${below}`].filter((end) => end !== '')
  const interval = above === below && above !== '0.0' ? `±${above}` : ends.join(' ')
  return {
    value: `${p50.value < 0 ? '−' : '+'}${Math.abs(p50.value).toFixed(1)}`,
    unit: 'ms',
    interval,
    count: p50.count,
  }
}

/** `+0.8 ms ±0.3 n 500`, or that it is not known. */
export function instrumentText(calibration: Pick<Calibration, 'error' | 'matchedCount'>): string {
  const figure = instrumentFigure(calibration)
  if (figure === null) return `not known (only ${figureText(calibration.matchedCount)} replies could be compared)`
  const { value, unit, interval, count } = figure
  return [`${value} ${unit}`, interval, `n ${figureText(count)}`].filter((part) => part !== '').join(' ')
}

/** Why the numbers of a trial are to be read with care, as far as the instrument goes; null where it kept to what is claimed. */
export function instrumentDoubt(known: TrialCalibration): string | null {
  if (known.state === 'not-recorded') return null
  if (known.state === 'left-out') return `The instrument was not calibrated before this trial: ${leftOutText(known)}.`
  const { calibration } = known
  const verdict = judgeCalibration(calibration)
  if (verdict === 'within') return null
  const found = `Before this trial the instrument read ${instrumentText(calibration)} at ${figureText(calibration.concurrency)} in flight`
  if (verdict === 'unknown') return `The error of the instrument is ${instrumentText(calibration)}.`
  return `${found}; Assay claims at most ${CLAIMED_ERROR_MS} ms. Differences between latencies that are not well above that are not to be trusted: another program may have kept the machine busy.`
}

export function leftOutText({ reason, detail }: Extract<TrialCalibration, { state: 'left-out' }>): string {
  if (reason === 'switched-off') return 'the plan switched it off'
  if (reason === 'other-trial') return 'another trial was being measured, and would have been disturbed'
  return detail === null ? 'it failed' : `it failed (${detail.replace(/\.$/, '')})`
}
