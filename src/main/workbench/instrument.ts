import type { Store } from '#main/store/open-store.ts'
import type { Calibration, TrialCalibration } from '#shared/domain/calibration.ts'
import { MOST_CALIBRATED_CONCURRENCY } from '#shared/domain/claimed-error.ts'
import { AssayError } from '#shared/errors.ts'
import type { HostPorts } from './ports.ts'
import { runCalibration, type CalibrationLoad } from './run-calibration.ts'

/** What an ordinary picture comes to: a JPEG of a megapixel. */
const USUAL_PICTURE_BYTES = 200_000
/** A trial waits for it. */
const BEFORE_A_TRIAL = { lengthMs: 1000, leastSamples: 0 }
/** Whoever asks for it wants a p99 as well, which needs n 368. */
const ON_REQUEST = { lengthMs: 5000, leastSamples: 400 }

type Calibrate = (load: CalibrationLoad, ports: HostPorts) => Promise<Calibration>

/**
 * Calibrates, one calibration at a time and never beside a trial: each would be measured in the other. Also a trial's start waits
 * here until the calibration before it is over.
 */
export class Instrument {
  readonly #ports: HostPorts
  readonly #store: Store
  readonly #calibrate: Calibrate
  #last: Promise<unknown> = Promise.resolve()

  /** @param calibrate for tests of what surrounds it */
  constructor(ports: HostPorts, store: Store, calibrate: Calibrate = runCalibration) {
    this.#ports = ports
    this.#store = store
    this.#calibrate = calibrate
  }

  /** @throws AssayError INSTRUMENT_BUSY while a trial is measured, by this process or by another one on the data folder */
  calibrate(wanted: { concurrency: number; pictureBytes?: number | undefined }): Promise<Calibration> {
    return this.#inTurn(async () => {
      const [trialId] = this.#store.trials.runningIds()
      if (trialId !== undefined) {
        throw new AssayError(
          'INSTRUMENT_BUSY',
          `The trial ${trialId} is being measured, and a calibration would disturb it. Calibrate when it has ended.`,
        )
      }
      const { concurrency, pictureBytes = USUAL_PICTURE_BYTES } = wanted
      const calibration = await this.#calibrate({ ...ON_REQUEST, concurrency, pictureBytes }, this.#ports)
      const recordedAt = calibration.calibratedAt
      this.#store.calibrations.record({ state: 'calibrated', calibration }, { trialId: null, recordedAt })
      return calibration
    })
  }

  /**
   * Calibrates for a trial and starts it, before anyone else can use the instrument.
   * @param wanted.concurrency of all contenders together
   * @param start told what is known of the instrument; must start the trial before it returns
   */
  beforeTrial<T>(
    wanted: { concurrency: number; switchedOn: boolean },
    start: (known: TrialCalibration) => T,
  ): Promise<T> {
    return this.#inTurn(async () => start(await this.#knownFor(wanted)))
  }

  last(): Calibration | null {
    return this.#store.calibrations.last()
  }

  /** Resolves when nothing is being calibrated any more. */
  async close(): Promise<void> {
    await this.#last
  }

  async #knownFor({
    concurrency,
    switchedOn,
  }: {
    concurrency: number
    switchedOn: boolean
  }): Promise<TrialCalibration> {
    if (!switchedOn) return { state: 'left-out', reason: 'switched-off', detail: null }
    if (this.#store.trials.runningIds().length > 0) return { state: 'left-out', reason: 'other-trial', detail: null }
    const atMost = Math.min(concurrency, MOST_CALIBRATED_CONCURRENCY)
    try {
      const load = { ...BEFORE_A_TRIAL, concurrency: atMost, pictureBytes: USUAL_PICTURE_BYTES }
      return { state: 'calibrated', calibration: await this.#calibrate(load, this.#ports) }
    } catch (error) {
      // Pictures may be drawn all the same: the trial says that its instrument was not tried.
      return { state: 'left-out', reason: 'failed', detail: error instanceof Error ? error.message : String(error) }
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}
