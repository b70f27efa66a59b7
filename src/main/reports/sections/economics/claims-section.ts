import type { ClaimCheck } from '#shared/domain/claim-check.ts'
import type { Contender } from '#shared/domain/plan.ts'
import { byVerdict, evidenceText } from '#shared/economics/claims/check-claims.ts'
import { figureText } from '#shared/units/count-text.ts'
import { listText } from '#shared/units/list-text.ts'
import { sentence } from '#shared/units/sentence.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import type { ReportedClaim } from '#shared/domain/report-economics.ts'
import { markup, type Markup } from '../../markup.ts'
import type { ReportEvidence } from '../../report-evidence.ts'

/** What others claim of these contenders and of the field, beside arithmetic and what was measured; nothing where nobody claims anything. */
export function claimsSection({ trial, economics: { assumptions, claims } }: ReportEvidence): Markup | null {
  if (claims.length === 0) return null
  const rows = byVerdict(claims).map(
    (
      claim,
    ) => markup`<tr><th scope="row">${unbroken(claim.published)}<small>${aboutText(claim, trial.plan.contenders)}</small></th>
<td class="text">${cell(claim, ['arithmetic'], 'nothing to reckon it from')}</td><td class="text">${cell(claim, ['listed', 'measured'], 'not measured')}</td>
<td class="text verdict">${verdictMark(claim)}</td></tr>
`,
  )
  const practice = trial.practice ? ' A practice trial measures simulators, so it is no witness here.' : ''
  return markup`<section id="claims"><h2>Claims against measurements</h2>
<p class="note">What is published of these providers and of the field, what follows from its own figures, and what price lists and this trial say, at ${figureText(assumptions.imagesPerMonth)} pictures a month.${practice} What contradicts itself does so whatever is measured.</p>
<div class="scroll long" tabindex="0" role="region" aria-label="Claims against measurements"><table class="claims"><thead><tr><th scope="col">Published</th><th scope="col" class="text">By its own figures</th><th scope="col" class="text">Price lists and this trial</th><th scope="col" class="text">Verdict</th></tr></thead><tbody>${rows}</tbody></table></div></section>`
}

/** Providers by their names, as far as they are in the trial. */
function aboutText({ providers }: ReportedClaim, contenders: readonly Contender[]): Markup {
  const steps = contenders.flatMap((contender) => [contender, ...contender.furtherSteps])
  const names = steps.flatMap(({ providerId, providerName }) => (providers.includes(providerId) ? providerName : []))
  return names.length === 0 ? markup`of the field` : markup`of <bdi>${listText([...new Set(names)])}</bdi>`
}

function verdictMark({ verdict, verdictWords }: ReportedClaim): Markup {
  const words = unbroken(sentence(verdictWords))
  return verdict === 'contradicts-itself' || verdict === 'differs' ? markup`<b>${words}</b>` : markup`${words}`
}

function cell(
  { evidence }: ReportedClaim,
  kinds: readonly ClaimCheck['evidence'][number]['by'][],
  none: string,
): Markup {
  const parts = kinds.flatMap((kind) => {
    const own = evidence.filter(({ by }) => by === kind)
    const words = evidenceText(own)
    return words === null ? [] : own.every(({ fits }) => fits) ? `Fits. ${words}` : words
  })
  if (parts.length === 0) return markup`<span class="none">${none}</span>`
  return markup`<bdi>${unbroken(parts.join(' '))}</bdi>`
}
