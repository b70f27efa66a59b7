import type { Recommendation } from '#shared/domain/decision-evaluation.ts'
import { EvidencedSentence, EvidenceLink, Sentence } from './sentence.tsx'
import styles from './decision.module.css'

/** What to run, with what speaks for and against it, and what would change it: each sentence leads to what it rests on. */
export function RecommendationSection({
  recommendation,
  trialId,
  running,
}: {
  recommendation: Recommendation
  trialId: string
  running: boolean
}) {
  const { title, reasons, against, changes, limits } = recommendation
  return (
    <section aria-labelledby="decision-answer">
      <p className="small two">
        {running
          ? 'Recommendation so far, the trial still runs'
          : 'Recommendation, from your weights and the evidence so far'}
      </p>
      <h1 id="decision-answer" className={styles['answer']}>
        <Sentence parts={title} />
      </h1>
      <Sentences title="" sentences={reasons} trialId={trialId} />
      <Sentences title="Against it" sentences={against} trialId={trialId} />
      {changes.length > 0 && (
        <>
          <h2 className={styles['subhead']}>What would change this</h2>
          <table className={styles['changes']}>
            <thead>
              <tr>
                <th scope="col">If</th>
                <th scope="col">then</th>
                <th scope="col">
                  <span className="unseen">Shown</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ condition, consequence, target }, place) => (
                <tr key={place}>
                  <td>
                    <Sentence parts={condition} />
                  </td>
                  <td>
                    <Sentence parts={consequence} />
                  </td>
                  <td className="right">
                    <EvidenceLink trialId={trialId} target={target}>
                      {TARGET_WORDS[target]}
                    </EvidenceLink>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Sentences title="Left out, and not known" sentences={limits} trialId={trialId} />
    </section>
  )
}

function Sentences({
  title,
  sentences,
  trialId,
}: {
  title: string
  sentences: Recommendation['reasons']
  trialId: string
}) {
  if (sentences.length === 0) return null
  return (
    <>
      {title !== '' && <h2 className={styles['subhead']}>{title}</h2>}
      <ul className={styles['sentences']}>
        {sentences.map((sentence, place) => (
          <EvidencedSentence key={place} sentence={sentence} trialId={trialId} />
        ))}
      </ul>
    </>
  )
}

const TARGET_WORDS: Record<Recommendation['changes'][number]['target'], string> = {
  latency: 'latency',
  cost: 'cost',
  'cold-start': 'cold starts',
  reliability: 'outcomes',
  pictures: 'pictures',
  votes: 'votes',
  criteria: 'ratings',
  constraints: 'limits',
  weights: 'weights',
  front: 'trade-off',
}
