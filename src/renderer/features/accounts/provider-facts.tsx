import type { ProviderSummary } from '#shared/domain/provider.ts'
import styles from './accounts.module.css'
import { describeCancellation, describeWebhooks } from './describe-facts.ts'

/** What is known of the provider whatever the account, with where and when it was read. */
export function ProviderFacts({ provider }: { provider: ProviderSummary }) {
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">About {provider.name}</h2>
      <dl className={styles['facts']}>
        <dt>Webhooks</dt>
        <dd>{describeWebhooks(provider.webhooks)}</dd>
        <dt>Cancelling</dt>
        <dd>{describeCancellation(provider.cancellation)}</dd>
        <dt>Documentation</dt>
        <dd>
          <a href={provider.documentation} target="_blank" rel="noreferrer">
            {new URL(provider.documentation).host}
          </a>
        </dd>
        {provider.sources.length > 0 && (
          <>
            <dt>Read from</dt>
            <dd>
              <ul>
                {provider.sources.map(({ url, about, retrievedOn }) => (
                  <li key={`${url} ${about}`}>
                    <a href={url} target="_blank" rel="noreferrer">
                      {about}
                    </a>
                    , {retrievedOn}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
