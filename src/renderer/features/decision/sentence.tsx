import { Link } from '@tanstack/react-router'
import { unbroken } from '#shared/units/unbroken.ts'
import type { DecisionSentence, EvidenceTarget, SentencePart } from '#shared/domain/decision-evaluation.ts'
import { WrittenFigure } from '../../ui/figure.tsx'
import styles from './decision.module.css'

/** A sentence of the recommendation: figures as figures, names apart from the words around them, whatever they hold. */
export function Sentence({ parts }: { parts: readonly SentencePart[] }) {
  return parts.map((part, place) => {
    const key = `${place} ${part.text}`
    if (part.kind === 'figure') return <WrittenFigure key={key} {...part} value={part.text} />
    return part.kind === 'contender' ? <bdi key={key}>{part.text}</bdi> : <span key={key}>{unbroken(part.text)}</span>
  })
}

/** A sentence with what it rests on, and the way there. */
export function EvidencedSentence({ sentence, trialId }: { sentence: DecisionSentence; trialId: string }) {
  const { text, method, priceVersion, target } = sentence.evidence
  const details = [method, priceVersion === null ? null : `prices: ${priceVersion}`].filter((each) => each !== null)
  return (
    <li>
      <div className={styles['said']}>
        <Sentence parts={sentence.parts} />
      </div>
      <div className={styles['evidence']}>
        <EvidenceLink trialId={trialId} target={target}>
          {text}
        </EvidenceLink>
      </div>
      {details.length > 0 && <div className={`micro three ${styles['method']}`}>{details.join(' · ')}</div>}
    </li>
  )
}

/** Leads to the screen that shows it, or to the section of this one. */
export function EvidenceLink({
  trialId,
  target,
  children,
}: {
  trialId: string
  target: EvidenceTarget
  children: string
}) {
  const place = PLACES[target]
  if (place.kind === 'section')
    return (
      <button type="button" className={styles['link']} onClick={() => goTo(place.id)}>
        {children}
      </button>
    )
  return (
    <Link to={place.to} params={{ trialId }}>
      {children}
    </Link>
  )
}

/** Sections of this screen that a sentence leads to. */
export const SECTIONS = {
  criteria: 'decision-criteria',
  limits: 'decision-limits',
  weights: 'decision-weights',
  front: 'decision-front',
} as const

type Place =
  | { kind: 'section'; id: string }
  | {
      kind: 'screen'
      to: '/trials/$trialId/charts' | '/trials/$trialId/light-table' | '/trials/$trialId/votes'
    }

const PLACES: Record<EvidenceTarget, Place> = {
  latency: { kind: 'screen', to: '/trials/$trialId/charts' },
  cost: { kind: 'screen', to: '/trials/$trialId/charts' },
  'cold-start': { kind: 'screen', to: '/trials/$trialId/charts' },
  reliability: { kind: 'screen', to: '/trials/$trialId/charts' },
  pictures: { kind: 'screen', to: '/trials/$trialId/light-table' },
  votes: { kind: 'screen', to: '/trials/$trialId/votes' },
  criteria: { kind: 'section', id: SECTIONS.criteria },
  constraints: { kind: 'section', id: SECTIONS.limits },
  weights: { kind: 'section', id: SECTIONS.weights },
  front: { kind: 'section', id: SECTIONS.front },
}

/** The heading takes the focus, so that whoever goes by keyboard goes on from there. */
function goTo(id: string): void {
  const heading = document.getElementById(id)
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}
