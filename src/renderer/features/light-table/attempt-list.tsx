import type { Contender } from '#shared/domain/plan.ts'
import type { Attempt, Exchange, Phases } from '#shared/domain/sample.ts'
import { formatBytes } from '#shared/units/bytes.ts'
import { formatLatency } from '../../ui/format-estimate.ts'
import styles from './inspector.module.css'

/** Each try with its exchanges, in the order they were made. */
export function AttemptList({ attempts, contender }: { attempts: readonly Attempt[]; contender: Contender }) {
  const models = [contender, ...contender.furtherSteps].map(({ modelName }) => modelName)
  return (
    <ol className={styles['attempts']}>
      {attempts.map((attempt) => (
        <li key={attempt.number}>
          {attempts.length > 1 && (
            <b>
              Try {attempt.number}
              {models.length > 1 && `, ${models[attempt.step] ?? `step ${attempt.step + 1}`}`},{' '}
              {formatLatency(attempt.finishedMs - attempt.startedMs)}
            </b>
          )}
          {attempt.failure !== null && (
            <p className="two">
              {attempt.failure.message}
              {attempt.failure.rawBody !== null && <RawBody text={attempt.failure.rawBody} />}
            </p>
          )}
          {attempt.answer !== null && <RawBody text={attempt.answer} />}
          {attempt.cancellation !== null && <p className="two">{CANCELLATION_WORDS[attempt.cancellation]}</p>}
          {attempt.exchanges.map((exchange) => (
            <ExchangeFacts key={`${exchange.startedMs} ${exchange.url}`} exchange={exchange} />
          ))}
        </li>
      ))}
    </ol>
  )
}

/** What came of asking the provider to stop the job, and what that means for the bill. */
const CANCELLATION_WORDS: Record<NonNullable<Attempt['cancellation']>, string> = {
  stopped: 'Cancelled: the provider confirmed that the job was stopped.',
  asked: 'Cancelled: the provider was asked to stop the job and has not said whether it did.',
  'too-late': 'Cancelled too late: the job was done already, and is billed.',
  unclear: 'Cancelled: what the provider answered settles nothing. It may be billed.',
  'not-offered': 'Not cancelled: this provider can’t stop a job that was sent. It may be billed.',
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
          {exchange.socketReused !== null &&
            (exchange.socketReused ? ', socket reused' : ', first request of its socket')}
          {exchange.alpnProtocol !== null && `, ${exchange.alpnProtocol}`}
        </div>
        {exchange.requestId !== null && <div className="mono">{exchange.requestId}</div>}
      </div>
    </details>
  )
}
