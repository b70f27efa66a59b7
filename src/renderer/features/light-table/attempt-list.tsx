import type { Attempt, Exchange, Phases } from '#shared/domain/sample.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { formatLatency } from '../../ui/format-estimate.ts'
import styles from './inspector.module.css'

/** Each try with its exchanges, in the order they were made. */
export function AttemptList({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <ol className={styles['attempts']}>
      {attempts.map((attempt) => (
        <li key={attempt.number}>
          {attempts.length > 1 && (
            <b>
              Try {attempt.number}, {formatLatency(attempt.finishedMs - attempt.startedMs)}
            </b>
          )}
          {attempt.failure !== null && (
            <p className="two">
              {attempt.failure.message}
              {attempt.failure.rawBody !== null && <RawBody text={attempt.failure.rawBody} />}
            </p>
          )}
          {attempt.exchanges.map((exchange) => (
            <ExchangeFacts key={`${exchange.startedMs} ${exchange.url}`} exchange={exchange} />
          ))}
        </li>
      ))}
    </ol>
  )
}

function RawBody({ text }: { text: string }) {
  return (
    <details>
      <summary>What it answered</summary>
      <pre className={styles['raw']}>{text}</pre>
    </details>
  )
}

const PHASES: readonly { key: keyof Phases; name: string }[] = [
  { key: 'blockedMs', name: 'blocked' },
  { key: 'dnsMs', name: 'dns' },
  { key: 'connectMs', name: 'connect' },
  { key: 'tlsMs', name: 'tls' },
  { key: 'sendMs', name: 'send' },
  { key: 'waitMs', name: 'wait' },
  { key: 'receiveMs', name: 'receive' },
]

function ExchangeFacts({ exchange }: { exchange: Exchange }) {
  const happened = PHASES.flatMap(({ key, name }) => {
    const ms = exchange.phases[key]
    return ms === null ? [] : [`${name} ${formatLatency(ms)}`]
  })
  return (
    <details className={styles['exchange']}>
      <summary>
        {exchange.purpose} <b>{exchange.status ?? 'no reply'}</b> {formatLatency(exchange.totalMs)}
      </summary>
      <div className="two">
        <div className="mono">
          {exchange.method} {exchange.url}
        </div>
        <div>{happened.join(', ')}</div>
        <div>
          {formatBytes(exchange.bytesOut)} out, {formatBytes(exchange.bytesIn)} in
          {exchange.socketReused === true && ', socket reused'}
        </div>
        {exchange.requestId !== null && <div className="mono">{exchange.requestId}</div>}
      </div>
    </details>
  )
}
