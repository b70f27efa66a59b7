import { describePeak } from '#shared/economics/price-span.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField, type FieldOption } from '../../ui/field.tsx'
import type { PeakDraft } from './price-draft.ts'
import styles from './prices.module.css'

interface PeakFieldsProps {
  peak: PeakDraft
  onChange: (changes: Partial<PeakDraft>) => void
  onRemove: () => void
}

/** Another amount at some hours of the day. */
export function PeakFields({ peak, onChange, onRemove }: PeakFieldsProps) {
  return (
    <fieldset>
      <legend className="small two">Peak hours: what one costs {describePeak(peak)}</legend>
      <div className={styles['peak']}>
        <SelectField
          label="From"
          path="draft.peakHours.fromHour"
          value={String(peak.fromHour)}
          options={hours(0, 23)}
          onChange={(hour) => onChange({ fromHour: Number(hour) })}
        />
        <SelectField
          label="Until"
          path="draft.peakHours.untilHour"
          value={String(peak.untilHour)}
          options={hours(1, 24)}
          onChange={(hour) => onChange({ untilHour: Number(hour) })}
        />
        <SelectField
          label="Time zone"
          path="draft.peakHours.timeZone"
          value={peak.timeZone}
          options={timeZones(peak.timeZone)}
          onChange={(timeZone) => onChange({ timeZone })}
        />
        <TextField
          label="Each one then costs"
          path="draft.peakHours.amountUsd"
          value={peak.amountUsd}
          numeric
          unit="$"
          onChange={(amountUsd) => onChange({ amountUsd })}
        />
        <Button small look="quiet" aria-label="Remove peak hours" onClick={onRemove}>
          Remove
        </Button>
      </div>
    </fieldset>
  )
}

function hours(first: number, last: number): FieldOption[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    value: String(first + index),
    label: `${first + index}:00`,
  }))
}

/** UTC first, which no list of places holds; a zone that was kept stays, also under a name that this browser writes otherwise. */
function timeZones(kept: string): FieldOption[] {
  return [...new Set(['UTC', kept, ...Intl.supportedValuesOf('timeZone')])].map((zone) => ({
    value: zone,
    label: zone,
  }))
}
