import { useMemo } from 'react'
import type { ClaimFile } from '#shared/domain/claim.ts'
import type { ClaimCheck, ClaimEvidence } from '#shared/domain/claim-check.ts'
import type { CostAssumptions } from '#shared/domain/cost-assumptions.ts'
import type { CostBasis } from '#shared/domain/cost-basis.ts'
import type { BookedPrice } from '#shared/domain/own-price.ts'
import { byVerdict, checkClaims, decisiveEvidence, evidenceText } from '#shared/economics/claims/check-claims.ts'
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
  const told = byVerdict(checks)
  const against = told.filter(({ verdict }) => verdict === 'contradicts-itself' || verdict === 'differs')
  const agreeing = told.filter(({ verdict, evidence }) => verdict === 'agrees' || isFitting(verdict, evidence))
  const others = told.length - against.length - agreeing.length
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
      {against.length === 0 ? (
        <p className="two">Nothing here speaks against any of them.</p>
      ) : (
        <ClaimTable label="Claims that something speaks against" checks={against} />
      )}
      {agreeing.length > 0 && (
        <details className={styles['ways']}>
          <summary className="two">{countText(agreeing.length, 'claim')} that nothing here contradicts</summary>
          <ClaimTable label="Claims that nothing contradicts" checks={agreeing} />
        </details>
      )}
      {others > 0 && (
        <p className="small two">
          {countText(others, 'further claim')} with nothing here to hold against, in the price book.
        </p>
      )}
    </section>
  )
}

/** Its own figures or a list price fit, and nobody measured it. */
function isFitting(verdict: ClaimCheck['verdict'], evidence: readonly ClaimEvidence[]): boolean {
  return verdict === 'not-measured' && evidence.length > 0
}

function ClaimTable({ label, checks }: { label: string; checks: readonly ClaimCheck[] }) {
  return (
    <Scrolled label={label}>
      <table className={`compact ${styles['claims']}`}>
        <thead>
          <tr>
            <th scope="col">Published</th>
            <th scope="col">Verdict</th>
            <th scope="col">What it is held against</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.claimId}>
              <th scope="row">{check.published}</th>
              <td>
                {check.verdict === 'agrees' || check.verdict === 'not-measured' ? (
                  check.verdictWords
                ) : (
                  <b>{check.verdictWords}</b>
                )}
              </td>
              <td>
                <Evidence check={check} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  )
}

const BY_WORDS = { arithmetic: 'its own figures', listed: 'price book', measured: 'this trial' } as const

/** What is farthest from the claim and what is nearest; all of it can be opened. */
function Evidence({ check }: { check: ClaimCheck }) {
  const { evidence } = check
  const short = evidenceText(decisiveEvidence(check))
  if (evidence.length <= 1) return short
  return (
    <>
      {short}
      <details>
        <summary className="micro two">all {evidence.length} sums</summary>
        <ul className="small">
          {evidence.map(({ by, words, fits }) => (
            <li key={words} className={fits ? 'two' : undefined}>
              {words} <span className="micro three">{`${BY_WORDS[by]}${fits ? ', fits' : ''}`}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
