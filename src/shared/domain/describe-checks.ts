import { countText, figureText } from '../units/count-text.ts'
import { listText } from '../units/list-text.ts'
import { PICTURE_GATES, type GateTally, type PictureGate } from './picture-gates.ts'
import { SOFT_CHECKS, type SoftCheckName, type SoftCheckUnit } from './soft-check.ts'
import type { ContenderChecks, SoftSummary } from './trial-checks.ts'

/** The unit of a value, as it stands behind it or at the head of its column; null where its scale is its own. */
export const UNIT_WORDS: Readonly<Record<SoftCheckUnit, string | null>> = {
  'grey-levels': 'levels',
  'grey-levels-squared': 'levels²',
  share: '%',
  index: null,
}

/** A value without its unit, in three figures: `146`, `3.21`, and a share in percent: `4.0`. */
export function valueText(name: SoftCheckName, value: number): string {
  if (SOFT_CHECKS[name].unit === 'share') return shareFigure(value)
  if (value >= 100) return figureText(Math.round(value))
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** A share that is not nothing never reads as 0.0. */
function shareFigure(share: number): string {
  const rounded = (share * 100).toFixed(1)
  return rounded === '0.0' && share > 0 ? '<0.1' : rounded
}

/** `3.21 levels`, `4.0 %`, `40.2` */
export function measureText(name: SoftCheckName, value: number): string {
  const unit = UNIT_WORDS[SOFT_CHECKS[name].unit]
  return unit === null ? valueText(name, value) : `${valueText(name, value)} ${unit}`
}

/** `58 of 60 pictures usable: 1 black, 2 of another size`, with what is still open. */
export function gatesText(tally: Omit<GateTally, 'costPerUsableMicros'>): string {
  const { pictures, usable } = tally
  if (pictures === 0) return 'no picture came'
  const found = `${figureText(usable)} of ${countText(pictures, 'picture')} usable`
  const why = failuresText(tally)
  return why === null ? found : `${found}: ${why}`
}

/** Why pictures are not usable, `1 black, 2 of another size`; null where all are. */
export function failuresText({ failed, open }: Pick<GateTally, 'failed' | 'open'>): string | null {
  const reasons = Object.entries(failed).map(([gate, count]) => {
    const { fails, failMany } = PICTURE_GATES[gate as PictureGate]
    return `${figureText(count)} ${count === 1 ? fails : failMany}`
  })
  const all = open === 0 ? reasons : [...reasons, `${figureText(open)} not examined yet`]
  return all.length === 0 ? null : all.join(', ')
}

/** `3 blurred`; null where none is worth a note. */
export function trippedText({ name, tripped }: Pick<SoftSummary, 'name' | 'tripped'>): string | null {
  return tripped === 0 ? null : `${figureText(tripped)} ${SOFT_CHECKS[name].trips.note}`
}

/** What only several pictures show together, in sentences; of what could not be looked for, that as well. */
export function togetherTexts({ nearDuplicates: { near, compared }, marks }: ContenderChecks): string[] {
  const alike =
    compared === 0
      ? 'No prompt was drawn with two seeds, so whether they repeat each other is not known.'
      : `${figureText(near)} of ${countText(compared, 'picture')} ${near === 1 ? 'looks' : 'look'} nearly the same as one of another seed.`
  if (marks === null) return [alike, 'Too few prompts to look for a mark that returns in a corner.']
  if (marks.found.length === 0)
    return [alike, `No mark returns in a corner (${countText(marks.compared, 'picture')} compared).`]
  const places = marks.found.map(
    ({ corner, bearing }) => `${corner} (${figureText(bearing)} of ${figureText(marks.compared)} pictures)`,
  )
  return [alike, `A mark returns in a corner: ${listText(places)}.`]
}
