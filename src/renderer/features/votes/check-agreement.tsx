import { useQuery } from '@tanstack/react-query'
import type { VoteQuestion } from '#shared/domain/vote.ts'
import { unbroken } from '#shared/units/unbroken.ts'
import { describeAgreement } from '#shared/votes/describe-agreement.ts'
import { workbench } from '../../client/client.ts'
import { ErrorState } from '../../ui/states.tsx'
import styles from './votes.module.css'

/** Whether automatic checks agree with these votes, in words; nothing where too few of them tell. */
export function CheckAgreement(asked: { trialId: string; question: VoteQuestion; reviewer: string | null }) {
  const found = useQuery(workbench.check.agreement.queryOptions({ input: asked }))
  if (found.isError) {
    return (
      <ErrorState title="The automatic checks can’t be read" error={found.error} onRetry={() => void found.refetch()} />
    )
  }
  const sentences = describeAgreement(found.data ?? [])
  if (sentences.length === 0) return null
  return (
    <section aria-labelledby="agreement" className={styles['agreement']}>
      <h2 id="agreement">Automatic checks beside these votes</h2>
      <p className="small three">
        How often the picture with the better value was preferred, in pairs of one prompt that reviewers decided.
        Intervals are rather too narrow, because votes on one prompt hang together.
      </p>
      <ul className="small two">
        {sentences.map((text) => (
          <li key={text}>{unbroken(text)}</li>
        ))}
      </ul>
    </section>
  )
}
