import { useMemo } from 'react'
import type { ClaimFile } from '#shared/domain/claim.ts'
import type { ClaimCheck, ClaimEvidence } from '#shared/domain/claim-check.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import type { BookedPrice } from '#shared/domain/own-price.ts'
import { checkClaims } from '#shared/economics/claims/check-claims.ts'
import { prepareSetting } from '#shared/economics/month-setting.ts'
import { countText } from '#shared/units/count-text.ts'
import { useSettled } from '../../ui/use-settled.ts'
import styles from './economics.module.css'
import { Scrolled } from './scrolled.tsx'

export interface ClaimSources {
  claims: readonly ClaimFile[]
  prices: readonly BookedPrice[]
}

interface ClaimsSectionProps {
  sources: ClaimSources
  bases: readonly CostBasis[]
  assumptions: CostAssumptions
  isPractice: boolean
  isOfBundle: boolean
}

/** What is published, as its own figures, the price book and the trial have it. Practice is no witness: simulators measure nothing. */
export function ClaimsSection({ sources, bases, assumptions, isPractice, isOfBundle }: ClaimsSectionProps) {
  const settled = useSettled(assumptions)
  const checks = useMemo(
    () =>
      checkClaims(sources.claims, {
        prices: sources.prices,
        measured: isPractice ? [] : bases,
        setting: prepareSetting(settled),
      }),
    [sources, bases, settled, isPractice],
  )
  const told = checks.filter(({ verdict, evidence }) => verdict !== 'not-measured' || evidence.length > 0)
  const others = checks.length - told.length
  return (
    <section className={styles['wide']} aria-labelledby="claims">
      <h2 id="claims">Claims beside measurements</h2>
      <p className={styles['caption']}>
        {isPractice
          ? 'What was measured here is how simulators behave, so it says nothing of these claims: they are held against their own figures and the price book.'
          : 'What others publish, as its own figures, the price book and this trial have it.'}
        {isOfBundle &&
          ' Claims and price book are those that this Assay has today; the bundle’s own report has those of its day.'}
      </p>
      <Scrolled label="Claims">
        <table className={`compact ${styles['claims']}`}>
          <thead>
            <tr>
              <th scope="col">Published</th>
              <th scope="col">As arithmetic says</th>
              <th scope="col">As listed</th>
              <th scope="col">As measured</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {told.map((check) => (
              <ClaimRow key={check.claimId} check={check} />
            ))}
          </tbody>
        </table>
      </Scrolled>
      {others > 0 && (
        <p className="small two">
          {countText(others, 'further claim')} with nothing here to hold against, in the price book.
        </p>
      )}
    </section>
  )
}

function ClaimRow({ check }: { check: ClaimCheck }) {
  return (
    <tr>
      <th scope="row">{check.published}</th>
      {(['arithmetic', 'listed', 'measured'] as const).map((by) => (
        <td key={by}>
          <Evidence evidence={check.evidence.filter((one) => one.by === by)} />
        </td>
      ))}
      <td>
        {check.verdict === 'agrees' || check.verdict === 'not-measured' ? (
          check.verdictWords
        ) : (
          <b>{check.verdictWords}</b>
        )}
      </td>
    </tr>
  )
}

function Evidence({ evidence }: { evidence: readonly ClaimEvidence[] }) {
  if (evidence.length === 0) return <span className="three">nothing</span>
  return (
    <ul>
      {evidence.map(({ words, fits }) => (
        <li key={words} className={fits ? 'two' : undefined}>
          {words}
        </li>
      ))}
    </ul>
  )
}
