import { countOf } from '../../ui/format-estimate.ts'
import type { PriceChapter } from './describe-price-rules.ts'
import styles from './prices.module.css'

type ShownClaim = PriceChapter['claims'][number]

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
          <summary className="two">{countOf(others.length, 'claim')} about other things</summary>
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
          <span className="micro three">claim, {claim.topic.replaceAll('-', ' ')}</span>
          <p>
            “{claim.text}”{claim.amountWords !== null && <span className="three"> {claim.amountWords}</span>}
          </p>
          {claim.contradiction !== null && <p className="two">But: {claim.contradiction}</p>}
        </li>
      ))}
    </ul>
  )
}
