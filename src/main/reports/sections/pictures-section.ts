import { askedParameters, type GenerationParameters } from '#shared/domain/generation.ts'
import { isAsked } from '#shared/domain/lane-load.ts'
import type { ImageRecord } from '#shared/domain/image.ts'
import type { Case, Contender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { countText } from '#shared/units/count-text.ts'
import { cutText } from '../cut-text.ts'
import { FAILURE_WORDS, FLAG_WORDS } from '../findings/failure-words.ts'
import type { PictureRow } from '../choose-pictures.ts'
import { markup, type Markup } from '../markup.ts'
import type { ReportEvidence } from '../report-evidence.ts'
import { perPictureText, secondsText } from '../wording.ts'
import { contenderLabel } from './contender-label.ts'

/** Of a prompt or a reason; the whole text is in results.csv. */
const MOST_LETTERS = 180

/** Prompts down, contenders across; true to size, never cropped, flaws shown. */
export function picturesSection(evidence: ReportEvidence): Markup {
  const { trial, grid } = evidence
  const { contenders, cases, repeats } = trial.plan
  if (evidence.options.leaveOut.includes('pictures')) {
    return markup`<section class="pictures" id="pictures"><h2>What they drew</h2>
<p class="note">The pictures were left out of this report on request.</p></section>`
  }
  const shown =
    grid.rows.length === cases.length
      ? 'All prompts'
      : `${grid.rows.length} of ${countText(cases.length, 'prompt')}, evenly spaced through the plan`
  const isGiven = grid.rows.some(({ given }) => given !== null)
  const note = isGiven ? ' Beneath a prompt stands the picture that was given with it, reduced.' : ''
  return markup`<section class="pictures" id="pictures" style="--columns:${contenders.length}"><h2>What they drew</h2>
<p class="note">${shown}${repeats > 1 ? `, the first of ${repeats} repeats` : ''}. Drawn true to size and uncropped: a smaller picture is drawn smaller. Reduced for this file; the originals are kept.${note}</p>
${pictureRows(evidence, grid.rows)}</section>`
}

/** Prompts that the pictures beside the numbers left out, smaller; null where there are none. */
export function furtherPicturesSection(evidence: ReportEvidence): Markup | null {
  const { further, rows } = evidence.grid
  const { contenders, cases } = evidence.trial.plan
  if (further.length === 0 || evidence.options.leaveOut.includes('pictures')) return null
  const left = cases.length - rows.length - further.length
  return markup`<section class="pictures further" id="further-pictures" style="--columns:${contenders.length}"><h2>Appendix: what they drew for ${countText(further.length, 'other prompt')}</h2>
<p class="note">As above, and smaller. ${left === 0 ? 'With those above, these are all prompts.' : `${countText(left, 'prompt')} more ${left === 1 ? 'is' : 'are'} in Assay.`}</p>
${pictureRows(evidence, further)}</section>`
}

function pictureRows(evidence: ReportEvidence, shown: readonly PictureRow[]): Markup {
  const { contenders } = evidence.trial.plan
  const heads = contenders.map((contender) => markup`<div class="head">${contenderLabel(contender)}</div>`)
  const rows = shown.map(
    ({
      prompt,
      given,
      cells,
    }) => markup`<div class="row"><div class="prompt"><b><bdi>${prompt.name}</bdi></b><p><bdi>${cutText(prompt.prompt, MOST_LETTERS)}</bdi></p>${given === null ? null : givenFigure(evidence, prompt, given)}</div>
${cells.map((row, index) => cell(evidence, contenders[index] as Contender, prompt, row))}</div>
`,
  )
  return markup`<div class="row heads"><div></div>${heads}</div>
${rows}`
}

/** What models were given to change, with its true size. */
function givenFigure(evidence: ReportEvidence, prompt: Case, { sha256, width, height }: ImageRecord): Markup {
  const picture = evidence.givenPictures.get(sha256)
  const shown =
    picture === undefined || 'missing' in picture
      ? markup`<p>${picture?.missing ?? 'not shown'}</p>`
      : markup`<img src="${picture.dataUri}" width="${width}" height="${height}" alt="Given with ${prompt.name}">`
  return markup`<figure class="given">${shown}<figcaption>Given picture, ${sizeText({ width, height })}</figcaption></figure>`
}

function cell(evidence: ReportEvidence, contender: Contender, asked: Case, row: SampleRow | null): Markup {
  if (row === null) {
    const why = isAsked(contender.id, asked) ? 'No sample ended here.' : 'Left out by the plan.'
    return markup`<figure>${place(evidence, 'not drawn', why)}</figure>`
  }
  const caption = markup`<figcaption><span>${secondsText(row.latencyMs)}</span><span>${chargeText(row)}</span>${flags(row, askedParameters(contender.parameters, asked.parameters))}</figcaption>`
  if (row.image === null) {
    const reason = row.outcome === 'refused' ? 'Content filter said no. Not counted as a failure.' : row.failureMessage
    const word = row.failureClass === null ? row.outcome : FAILURE_WORDS[row.failureClass]
    return markup`<figure>${place(evidence, row.outcome === 'refused' ? 'refused' : word, reason)}${caption}</figure>`
  }
  const { sha256, width, height } = row.image
  const picture = evidence.pictures.get(sha256)
  if (picture === undefined || 'missing' in picture) {
    return markup`<figure>${place(evidence, 'not shown', picture?.missing ?? null)}${caption}</figure>`
  }
  const share = ((width / evidence.grid.width) * 100).toFixed(1)
  return markup`<figure><div class="box" style="${proportions(evidence)}"><img src="${picture.dataUri}" width="${width}" height="${height}" style="width:${share}%" alt="${asked.name}, drawn by ${contender.name}"></div>${caption}</figure>`
}

/** A hatched place where there is no picture, with what happened. */
function place(evidence: ReportEvidence, word: string, reason: string | null): Markup {
  return markup`<div class="box empty" style="${proportions(evidence)}"><b>${word}</b>${
    reason === null ? null : markup`<p><bdi>${cutText(reason, MOST_LETTERS)}</bdi></p>`
  }</div>`
}

function proportions({ grid }: ReportEvidence): string {
  return `aspect-ratio:${grid.width}/${grid.height}`
}

function chargeText(row: SampleRow): string {
  if (row.chargeMicros === null) return 'charge not reported'
  return row.chargeMicros === 0 ? 'no charge' : perPictureText(row.chargeMicros)
}

function flags(row: SampleRow, asked: GenerationParameters): Markup[] {
  const texts = row.flags.map((flag) =>
    flag === 'other-size' && row.image !== null
      ? `${sizeText(row.image)}, asked ${sizeText(asked)}`
      : flag === 'other-format' && row.image !== null
        ? `${row.image.format}, asked ${asked.format ?? 'another format'}`
        : FLAG_WORDS[flag],
  )
  if (row.examined === false) texts.push('not examined yet')
  return texts.map((text) => markup`<span class="flag">${text}</span>`)
}

function sizeText({ width, height }: { width: number; height: number }): string {
  return width === height ? `${width}²` : `${width} × ${height}`
}
