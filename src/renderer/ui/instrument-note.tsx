import type { Calibration, TrialCalibration } from '#shared/domain/calibration.ts'
import { judgeCalibration } from '#shared/domain/claimed-error.ts'
import { instrumentDoubt, instrumentFigure, leftOutText } from '#shared/units/calibration-text.ts'
import { Figure } from './figure.tsx'
import figureStyles from './figure.module.css'
import { formatDayAndTime } from './format-time.ts'

/** How far off the instrument was when it was last tried: `Instrument +0.8 ms ±0.3 n 500, calibrated 14 Nov 09:12`. */
export function InstrumentNote({ calibration }: { calibration: Calibration }) {
  const figure = instrumentFigure(calibration)
  const when = `calibrated ${formatDayAndTime(calibration.calibratedAt)}`
  if (figure === null) return <span className="two">Instrument: too few replies to say, {when}</span>
  const beyond = judgeCalibration(calibration) === 'beyond'
  return (
    <span
      className={beyond ? 'alarm' : 'two'}
      title={instrumentDoubt({ state: 'calibrated', calibration }) ?? undefined}
    >
      Instrument{beyond ? ' beyond its claim, ' : ' '}
      <Figure value={figure.value} unit={figure.unit}>
        {figure.interval !== '' && <span className={figureStyles['interval']}>{figure.interval}</span>}
        <span className={figureStyles['count']}>n {figure.count}</span>
      </Figure>
      , {when}
    </span>
  )
}

/** What is known of the instrument of a trial. */
export function TrialInstrument({ known }: { known: TrialCalibration }) {
  if (known.state === 'calibrated') return <InstrumentNote calibration={known.calibration} />
  if (known.state === 'not-recorded') return <span>Instrument: not recorded</span>
  return <span>Instrument not calibrated: {leftOutText(known)}</span>
}
