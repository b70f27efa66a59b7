import type { PriceDraft as SentPrice } from '#shared/domain/own-price.ts'
import type { Price, PriceUnit } from '#shared/domain/price.ts'
import { isTimeZone } from '#shared/domain/time-zone.ts'
import type { Problem } from '#shared/errors.ts'

/** A price while someone types it. */
export interface PriceDraft {
  label: string
  /** Model ids with commas between them; empty means every model of the provider. */
  models: string
  unit: PriceUnit
  amountUsd: string
  minimumIncrement: string
  tiers: readonly { fromUnits: string; amountUsd: string }[]
  /** null where every hour costs the same. */
  peakHours: PeakDraft | null
  effectiveFrom: string
  effectiveUntil: string
  note: string
}

/** Hours of the day with another price; the hours as they are chosen, so that they are whole and within their range. */
export interface PeakDraft {
  fromHour: number
  untilHour: number
  timeZone: string
  amountUsd: string
}

/** Working hours where this page is. */
export function newPeak(): PeakDraft {
  return { fromHour: 8, untilHour: 20, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone, amountUsd: '' }
}

export const NEW_PRICE: PriceDraft = {
  label: '',
  models: '',
  unit: 'image',
  amountUsd: '',
  minimumIncrement: '',
  tiers: [],
  peakHours: null,
  effectiveFrom: '',
  effectiveUntil: '',
  note: '',
}

export function draftOfPrice(price: Price): PriceDraft {
  return {
    label: price.label,
    models: price.models.join(', '),
    unit: price.unit,
    amountUsd: price.amountUsd,
    minimumIncrement: price.minimumIncrement?.toString() ?? '',
    tiers: (price.tiers ?? []).map((tier) => ({ fromUnits: String(tier.fromUnits), amountUsd: tier.amountUsd })),
    peakHours: price.peakHours ?? null,
    effectiveFrom: price.effectiveFrom ?? '',
    effectiveUntil: price.effectiveUntil ?? '',
    note: price.note ?? '',
  }
}

export type PriceFromDraft = { price: SentPrice; problems: [] } | { price: null; problems: Problem[] }

/** What is to be kept; amounts stay decimal text, so that nothing is rounded on the way. */
export function priceFromDraft(draft: PriceDraft): PriceFromDraft {
  const problems: Problem[] = []
  const amount = (text: string, path: string): string => {
    const trimmed = text.trim()
    if (!/^\d+(\.\d+)?$/.test(trimmed)) problems.push({ path, message: 'Type dollars, such as 0.003' })
    return trimmed
  }
  const above = (text: string, path: string): number => {
    const number = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text.trim()) : 0
    if (number <= 0) problems.push({ path, message: 'Type a number above 0' })
    return number
  }
  const day = (text: string, path: string): string => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) problems.push({ path, message: 'Type a day, such as 2026-12-31' })
    return text.trim()
  }
  const readPeak = (peak: PeakDraft): NonNullable<SentPrice['peakHours']> => {
    if (!isTimeZone(peak.timeZone)) {
      problems.push({ path: 'draft.peakHours.timeZone', message: 'Choose a time zone' })
    }
    return { ...peak, amountUsd: amount(peak.amountUsd, 'draft.peakHours.amountUsd') }
  }
  if (draft.label.trim() === '') problems.push({ path: 'draft.label', message: 'Give it a name' })
  const models = draft.models.split(',').map((model) => model.trim())
  const price: SentPrice = {
    label: draft.label.trim(),
    models: models.filter((model) => model !== ''),
    unit: draft.unit,
    amountUsd: amount(draft.amountUsd, 'draft.amountUsd'),
    ...(draft.minimumIncrement.trim() === ''
      ? {}
      : { minimumIncrement: above(draft.minimumIncrement, 'draft.minimumIncrement') }),
    ...(draft.tiers.length === 0
      ? {}
      : {
          tiers: draft.tiers.map((tier, index) => ({
            fromUnits: above(tier.fromUnits, `draft.tiers[${index}].fromUnits`),
            amountUsd: amount(tier.amountUsd, `draft.tiers[${index}].amountUsd`),
          })),
        }),
    ...(draft.peakHours === null ? {} : { peakHours: readPeak(draft.peakHours) }),
    ...(draft.effectiveFrom.trim() === '' ? {} : { effectiveFrom: day(draft.effectiveFrom, 'draft.effectiveFrom') }),
    ...(draft.effectiveUntil.trim() === ''
      ? {}
      : { effectiveUntil: day(draft.effectiveUntil, 'draft.effectiveUntil') }),
    ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
  }
  return problems.length === 0 ? { price, problems: [] } : { price: null, problems }
}
