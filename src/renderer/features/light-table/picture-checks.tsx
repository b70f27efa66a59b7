import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { measureText } from '#shared/domain/describe-checks.ts'
import { judgePictures, PICTURE_GATES, PictureGate, type JudgedPicture } from '#shared/domain/picture-gates.ts'
import type { ShownContender } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import { SOFT_CHECKS, tripsAt } from '#shared/domain/soft-check.ts'
import { workbench } from '../../client/client.ts'
import { ErrorState, Note } from '../../ui/states.tsx'
import { useRows } from '../trial/use-rows.ts'
import { useOpenTrial } from '../trial/trial-context.ts'
import styles from './inspector.module.css'

/** What automatic checks found in one picture: whether it passes the gates, and what was measured in it. */
export function PictureChecks({ row, contender }: { row: SampleRow; contender: ShownContender }) {
  const { trial } = useOpenTrial()
  const judged = useJudged(row, contender)
  if (row.image === null || judged === null) return null
  return (
    <>
      <h3>Automatic checks</h3>
      <Verdict judged={judged} />
      <Measures trialId={trial.id} sha256={row.image.sha256} examined={row.examined === true} />
    </>
  )
}

/** Among all pictures of its contender, because one that repeats another shows only beside it. */
function useJudged(row: SampleRow, contender: ShownContender): JudgedPicture | null {
  const { plan } = useOpenTrial().trial
  const { data } = useRows()
  const judged = useMemo(() => {
    const own = (data ?? []).filter(({ contenderId, role }) => contenderId === contender.id && role === 'measure')
    const prompts = new Map(plan.cases.map(({ index, promptIndex }) => [index, promptIndex]))
    const found = judgePictures(own, {
      promptOf: (caseIndex) => prompts.get(caseIndex) ?? caseIndex,
      task: contender.task,
    })
    return new Map(own.map(({ sampleId }, place) => [sampleId, found[place] ?? null]))
  }, [data, plan, contender])
  return judged.get(row.sampleId) ?? null
}

function Verdict({ judged: { failed, isOpen } }: { judged: JudgedPicture }) {
  if (isOpen) return <p className="two">Not examined yet.</p>
  if (failed.length === 0) {
    return (
      <p>
        <b>Usable</b> <span className="two">passes all {PictureGate.options.length} gates</span>
      </p>
    )
  }
  return <Note look="warn">Not usable: {failed.map((gate) => PICTURE_GATES[gate].fails).join(', ')}.</Note>
}

function Measures({ trialId, sha256, examined }: { trialId: string; sha256: string; examined: boolean }) {
  const found = useQuery(workbench.check.ofPicture.queryOptions({ input: { trialId, sha256 }, enabled: examined }))
  if (found.isError) {
    return <ErrorState title="The checks can’t be read" error={found.error} onRetry={() => void found.refetch()} />
  }
  if (found.data === undefined || found.data.length === 0) return null
  return (
    <table className={styles['facts']}>
      <tbody>
        {found.data.map(({ name, value, reason, parameters }) => {
          const { title, measures, trips } = SOFT_CHECKS[name]
          const tripped = tripsAt(name, value, parameters['bound'])
          return (
            <tr key={name} title={measures}>
              <td className="two">{title}</td>
              <td className={`right ${value === null ? 'three' : tripped ? styles['differs'] : ''}`}>
                {value === null ? reason : measureText(name, value)}
                {tripped && `, ${trips.note}`}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
