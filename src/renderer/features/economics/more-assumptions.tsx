import type { CostAssumptions, Overhead } from '#shared/domain/cost-assumptions.ts'
import {
  MOST_IMAGES_PER_MONTH,
  UNMEASURED_IDLE_SECONDS,
  WORKING_HOURS_PER_MONTH,
} from '#shared/domain/default-assumptions.ts'
import type { ValueRange } from '#shared/domain/sourced-value.ts'
import { SOURCE_WORDS } from '#shared/economics/source-words.ts'
import { OVERHEAD_LABELS } from '#shared/economics/uncertain-inputs.ts'
import { SelectField } from '../../ui/field.tsx'
import { NumberField } from '../decision/number-field.tsx'
import type { ChangeAssumptions } from './edit-assumptions.ts'
import styles from './economics.module.css'
import { TimeZoneField } from './traffic-fields.tsx'
import { VolumesField } from './volumes-field.tsx'

interface MoreAssumptionsProps {
  assumptions: CostAssumptions
  onChange: ChangeAssumptions
}

const MOST = 1_000_000

/** All other things that no trial can measure, each range with how it is known. */
export function MoreAssumptions({ assumptions, onChange }: MoreAssumptionsProps) {
  const { imagesPerMonth, imagesPerMonthRange, utilisation, utilisationRange } = assumptions
  return (
    <details className={styles['more']}>
      <summary className="two">All other assumptions</summary>
      <div className={styles['fields']}>
        <PlainFields assumptions={assumptions} onChange={onChange} />
      </div>
      <table className={`compact ${styles['ranges']}`}>
        <caption className="unseen">Ranges that the simulation draws from</caption>
        <thead>
          <tr>
            <th scope="col">Range</th>
            <th scope="col">Least</th>
            <th scope="col">Likeliest</th>
            <th scope="col">Most</th>
            <th scope="col">How it is known</th>
          </tr>
        </thead>
        <tbody>
          <OverheadRows title="machines" keyOf="machineOverhead" assumptions={assumptions} onChange={onChange} />
          <OverheadRows title="managed APIs" keyOf="managedOverhead" assumptions={assumptions} onChange={onChange} />
          <RangeRow
            label="Hour of an engineer, $"
            range={assumptions.hourlyRateUsd}
            onChange={(hourlyRateUsd) => onChange({ hourlyRateUsd })}
          />
          <RangeRow
            label="Pictures a month"
            range={imagesPerMonthRange ?? alike(imagesPerMonth)}
            isWhole
            onChange={(range) => onChange({ imagesPerMonthRange: range })}
            onLeave={imagesPerMonthRange === null ? null : () => onChange({ imagesPerMonthRange: null })}
          />
          <RangeRow
            label="Utilisation, %"
            range={utilisationRange ?? alike(utilisation ?? 1)}
            factor={100}
            most={100}
            least={1}
            onChange={(range) => onChange({ utilisationRange: range })}
            onLeave={utilisationRange === null ? null : () => onChange({ utilisationRange: null })}
          />
        </tbody>
      </table>
      <p className="micro three">
        A share of an engineer is of {WORKING_HOURS_PER_MONTH} h a month. Default: Assay’s own. The last two are drawn
        only once they are set.
      </p>
    </details>
  )
}

function PlainFields({ assumptions, onChange }: MoreAssumptionsProps) {
  return (
    <>
      <VolumesField assumptions={assumptions} onChange={onChange} />
      <TimeZoneField assumptions={assumptions} onChange={onChange} />
      <IdleFields assumptions={assumptions} onChange={onChange} />
      <NumberField
        label="Variation of service time"
        unit="of its mean"
        value={assumptions.serviceVariation}
        range={{ minimum: 0, maximum: 3, whole: false }}
        onChange={(serviceVariation) => onChange({ serviceVariation })}
      />
      <NumberField
        label="Storage of a machine"
        unit="GB"
        value={assumptions.storageGigabytes}
        range={{ minimum: 0, maximum: MOST, whole: false }}
        onChange={(storageGigabytes) => onChange({ storageGigabytes })}
      />
      <NumberField
        label="Storage, a GB a month"
        unit="$"
        value={assumptions.storageMicrosPerGigabyteMonth / 1_000_000}
        range={{ minimum: 0, maximum: 1000, whole: false }}
        onChange={(usd) => onChange({ storageMicrosPerGigabyteMonth: usd * 1_000_000 })}
      />
      <NumberField
        label="Extra charge a picture"
        unit="$"
        value={assumptions.extraMicrosPerImage / 1_000_000}
        range={{ minimum: 0, maximum: 1000, whole: false }}
        onChange={(usd) => onChange({ extraMicrosPerImage: usd * 1_000_000 })}
      />
      <NumberField
        label="Set-up spread over"
        unit="months"
        value={assumptions.setUpMonths}
        range={{ minimum: 1, maximum: 120, whole: true }}
        onChange={(setUpMonths) => onChange({ setUpMonths })}
      />
      <NumberField
        label="Seed of the simulation"
        value={assumptions.seed}
        range={{ minimum: 0, maximum: 2_147_483_647, whole: true }}
        onChange={(seed) => onChange({ seed })}
      />
    </>
  )
}

/** Of machines by the second. */
function IdleFields({ assumptions: { idleSecondsUntilStop: seconds }, onChange }: MoreAssumptionsProps) {
  return (
    <div className={styles['target']}>
      <SelectField
        label="An idle machine by the second stops"
        value={seconds === null ? 'measured' : 'set'}
        options={[
          { value: 'measured', label: `As probed; else after ${UNMEASURED_IDLE_SECONDS} s` },
          { value: 'set', label: 'After so many seconds' },
        ]}
        onChange={(value) => onChange({ idleSecondsUntilStop: value === 'measured' ? null : UNMEASURED_IDLE_SECONDS })}
      />
      {seconds !== null && (
        <NumberField
          label="Idle until it stops"
          unit="s"
          value={seconds}
          range={{ minimum: 0, maximum: 86_400, whole: false }}
          onChange={(idleSecondsUntilStop) => onChange({ idleSecondsUntilStop })}
        />
      )}
    </div>
  )
}

function alike(value: number): ValueRange {
  return { low: value, likely: value, high: value, source: 'typed-in' }
}

interface OverheadRowsProps extends MoreAssumptionsProps {
  title: string
  keyOf: 'machineOverhead' | 'managedOverhead'
}

function OverheadRows({ title, keyOf, assumptions, onChange }: OverheadRowsProps) {
  const overhead = assumptions[keyOf]
  return (Object.keys(OVERHEAD_LABELS) as (keyof Overhead)[]).map((field) => (
    <RangeRow
      key={field}
      label={`${OVERHEAD_LABELS[field]}, ${title}${field === 'engineerShare' ? ', %' : ''}`}
      range={overhead[field]}
      {...(field === 'engineerShare' && { factor: 100, most: 100 })}
      onChange={(range) => onChange({ [keyOf]: { ...overhead, [field]: range } })}
    />
  ))
}

interface RangeRowProps {
  label: string
  range: ValueRange
  /** Of what is shown over what is kept. */
  factor?: number
  least?: number
  most?: number
  isWhole?: boolean
  onChange: (range: ValueRange) => void
  /** Gives the range up; null where it is not set. */
  onLeave?: (() => void) | null
}

const ENDS = ['low', 'likely', 'high'] as const
const END_WORDS = { low: 'least', likely: 'likeliest', high: 'most' } as const

/** An end that is moved past another one takes it along, so that the three stay in order. */
function RangeRow({
  label,
  range,
  factor = 1,
  least = 0,
  most = MOST,
  isWhole = false,
  onChange,
  onLeave,
}: RangeRowProps) {
  const put = (end: (typeof ENDS)[number], value: number) => {
    const low = end === 'low' ? value : Math.min(range.low, value)
    const high = end === 'high' ? value : Math.max(range.high, value)
    const likely = end === 'likely' ? value : Math.min(Math.max(range.likely, low), high)
    onChange({ low, likely, high, source: 'typed-in' })
  }
  return (
    <tr>
      <th scope="row">{label}</th>
      {ENDS.map((end) => (
        <td key={end} className={styles['rangeCell']}>
          <NumberField
            label={`${label}, ${END_WORDS[end]}`}
            value={tidy(range[end] * factor)}
            range={{ minimum: least, maximum: isWhole ? MOST_IMAGES_PER_MONTH : most, whole: isWhole }}
            onChange={(value) => put(end, value / factor)}
          />
        </td>
      ))}
      <td>
        {onLeave === null ? 'not drawn' : SOURCE_WORDS[range.source]}
        {typeof onLeave === 'function' && (
          <>
            {' · '}
            <button type="button" className={styles['link']} onClick={onLeave}>
              don’t draw
            </button>
          </>
        )}
      </td>
    </tr>
  )
}

function tidy(value: number): number {
  return Number(value.toPrecision(9))
}
