import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { Price, PriceUnit } from '#shared/domain/price.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import desk from '../../ui/desk.module.css'
import { SelectField, TextField } from '../../ui/field.tsx'
import { UNIT_WORDS } from '#shared/units/price-words.ts'
import { ProblemsContext } from '../../ui/problems.ts'
import { Note } from '../../ui/states.tsx'
import { PeakFields } from './peak-fields.tsx'
import { draftOfPrice, NEW_PRICE, newPeak, priceFromDraft, type PriceDraft } from './price-draft.ts'
import styles from './prices.module.css'
import { TierFields } from './tier-fields.tsx'

const UNITS = Object.keys(UNIT_WORDS) as readonly PriceUnit[]

interface PriceFormProps {
  providerId: string
  providerName: string
  /** The price that is changed; null for a new one. */
  kept: Price | null
  onClose: () => void
}

/** A price that was negotiated, or read on an invoice. */
export function PriceForm({ providerId, providerName, kept, onClose }: PriceFormProps) {
  const cache = useQueryClient()
  const [draft, setDraft] = useState<PriceDraft>(() => (kept === null ? NEW_PRICE : draftOfPrice(kept)))
  const [tried, setTried] = useState(false)
  const save = useMutation(
    workbench.price.save.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries({ queryKey: workbench.price.list.key() })
        onClose()
      },
    }),
  )
  const { price, problems: typed } = priceFromDraft(draft)
  const { peakHours } = draft
  const refused = save.error === null ? [] : readFailure(save.error).problems
  const change = (changes: Partial<PriceDraft>) => {
    save.reset()
    setDraft({ ...draft, ...changes })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (price === null) return
    save.mutate({ ...(kept === null ? {} : { priceId: kept.id }), providerId, draft: price })
  }

  return (
    <ProblemsContext value={[...(tried ? typed : []), ...refused]}>
      <form onSubmit={submit} className={styles['form']} aria-label={`Price of ${providerName}`}>
        <div className={desk['pair']}>
          <TextField
            label="Name"
            path="draft.label"
            value={draft.label}
            placeholder="our contract of 2026"
            onChange={(label) => change({ label })}
          />
          <TextField
            label="For these models; empty is all"
            path="draft.models"
            value={draft.models}
            mono
            placeholder="model-id, model-id"
            onChange={(models) => change({ models })}
          />
        </div>
        <div className={desk['triple']}>
          <TextField
            label="Amount"
            path="draft.amountUsd"
            value={draft.amountUsd}
            numeric
            unit="$"
            placeholder="0.003"
            onChange={(amountUsd) => change({ amountUsd })}
          />
          <SelectField
            label="Buys"
            value={draft.unit}
            options={UNITS.map((unit) => ({ value: unit, label: UNIT_WORDS[unit].one }))}
            onChange={(value) => {
              const unit = UNITS.find((one) => one === value)
              if (unit !== undefined) change({ unit })
            }}
          />
          <TextField
            label="In whole multiples of"
            path="draft.minimumIncrement"
            value={draft.minimumIncrement}
            numeric
            hint="seconds, or pixels"
            onChange={(minimumIncrement) => change({ minimumIncrement })}
          />
        </div>
        <TierFields draft={draft} onChange={change} />
        {peakHours !== null && (
          <PeakFields
            peak={peakHours}
            onChange={(changes) => change({ peakHours: { ...peakHours, ...changes } })}
            onRemove={() => change({ peakHours: null })}
          />
        )}
        <div className={desk['triple']}>
          <TextField
            label="First day, if it has one"
            path="draft.effectiveFrom"
            value={draft.effectiveFrom}
            placeholder="2026-01-01"
            onChange={(effectiveFrom) => change({ effectiveFrom })}
          />
          <TextField
            label="Last day, if it has one"
            path="draft.effectiveUntil"
            value={draft.effectiveUntil}
            placeholder="2026-12-31"
            onChange={(effectiveUntil) => change({ effectiveUntil })}
          />
          <TextField label="Note" path="draft.note" value={draft.note} onChange={(note) => change({ note })} />
        </div>
        {save.isError && <Note look="bad">Not saved. {readFailure(save.error).message}</Note>}
        <div className={desk['buttons']}>
          <Button look="primary" type="submit" disabled={save.isPending}>
            Save the price
          </Button>
          <Button onClick={() => change({ tiers: [...draft.tiers, { fromUnits: '', amountUsd: '' }] })}>
            Add a tier
          </Button>
          {draft.peakHours === null && <Button onClick={() => change({ peakHours: newPeak() })}>Add peak hours</Button>}
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </ProblemsContext>
  )
}
