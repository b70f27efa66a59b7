import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { UNIT_WORDS } from '#shared/units/price-words.ts'
import type { PriceDraft } from './price-draft.ts'
import styles from './prices.module.css'

interface TierFieldsProps {
  draft: Pick<PriceDraft, 'tiers' | 'unit'>
  onChange: (changes: Pick<PriceDraft, 'tiers'>) => void
}

/** Other amounts from a volume on. */
export function TierFields({ draft: { tiers, unit }, onChange }: TierFieldsProps) {
  const changeTier = (index: number, changes: Partial<PriceDraft['tiers'][number]>) =>
    onChange({ tiers: tiers.map((tier, place) => (place === index ? { ...tier, ...changes } : tier)) })
  return tiers.map((tier, index) => (
    <div key={index} className={styles['tier']}>
      <TextField
        label={`From so many ${UNIT_WORDS[unit].many} a month`}
        path={`draft.tiers[${index}].fromUnits`}
        value={tier.fromUnits}
        numeric
        onChange={(fromUnits) => changeTier(index, { fromUnits })}
      />
      <TextField
        label="Each further one costs"
        path={`draft.tiers[${index}].amountUsd`}
        value={tier.amountUsd}
        numeric
        unit="$"
        onChange={(amountUsd) => changeTier(index, { amountUsd })}
      />
      <Button
        small
        look="quiet"
        aria-label={`Remove tier ${index + 1}`}
        onClick={() => onChange({ tiers: tiers.filter((_, place) => place !== index) })}
      >
        Remove
      </Button>
    </div>
  ))
}
