import { countText } from '#shared/units/count-text.ts'
import type { ShownClaim } from './describe-price-rules.ts'
import styles from './prices.module.css'

/** What is claimed of money stands beside the prices; what is claimed of other things is a click away. */
const OF_MONEY: readonly ShownClaim['topic'][] = ['price', 'monthly-cost', 'free-tier', 'break-even']

/** What others say, each marked as a claim, with what it does not fit with. */
export function ClaimList({ claims }: { claims: readonly ShownClaim[] }) {
  const ofMoney = claims.filter(({ topic }) => OF_MONEY.includes(topic))
  const others = claims.filter(({ topic }) => !OF_MONEY.includes(topic))
  return (
    <div className={styles['claims']}>
      <Claims claims={ofMoney} />
      {others.length > 0 && (
        <details>
          <summary className="two">{countText(others.length, 'claim')} about other things</summary>
          <Claims claims={others} />
        </details>
      )}
    </div>
  )
}

function Claims({ claims }: { claims: readonly ShownClaim[] }) {
  return (
    <ul>
      {claims.map((claim) => (
        <li key={claim.id}>
          <span className="micro three" title={claim.source}>
            claim, {claim.topic.replaceAll('-', ' ')}, <ClaimAddress url={claim.url} />,{' '}
            <span className={styles['day']}>read {claim.retrievedOn}</span>
          </span>
          <p>
            “{claim.text}”{claim.amountWords !== null && <span className="three"> {claim.amountWords}</span>}
          </p>
          {claim.contradiction !== null && <p className="two">But: {claim.contradiction}</p>}
        </li>
      ))}
    </ul>
  )
}

/** Where a claim can be read. */
export function ClaimAddress({ url }: { url: string | null }) {
  if (url === null) return 'no address kept'
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {new URL(url).host}
    </a>
  )
}
