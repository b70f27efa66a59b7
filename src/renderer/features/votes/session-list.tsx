import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isBundleId } from '#shared/domain/bundle-id.ts'
import { QUESTION_WORDS } from '#shared/domain/vote.ts'
import { figureText } from '#shared/units/count-text.ts'
import { workbench } from '../../client/client.ts'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { formatDayAndTime } from '../../ui/format-time.ts'
import { saveFile } from '../../ui/save-file.ts'
import { ErrorState } from '../../ui/states.tsx'
import styles from './votes.module.css'

/** Who has voted, and how much; each can be gone on with. */
export function SessionList({ trialId }: { trialId: string }) {
  const sessions = useQuery(workbench.vote.sessions.queryOptions({ input: { trialId } }))
  const save = useMutation(
    workbench.vote.list.mutationOptions({
      onSuccess: (votes) =>
        saveFile(`${trialId}-votes.json`, JSON.stringify({ trialId, ...votes }, null, 2), 'application/json'),
    }),
  )
  if (sessions.isError) {
    return (
      <ErrorState title="The sessions can’t be read" error={sessions.error} onRetry={() => void sessions.refetch()} />
    )
  }
  if (sessions.data === undefined || sessions.data.length === 0) return null
  return (
    <section className={styles['sessionsOf']}>
      <div className={styles['sessionsHead']}>
        <h2>Sessions</h2>
        <Button disabled={save.isPending} onClick={() => save.mutate({ trialId })}>
          Export votes
        </Button>
        {save.isError && <span className="small alarm">Not exported. {readFailure(save.error).message}</span>}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Reviewer</th>
            <th scope="col">Asked</th>
            <th scope="col" className="right">
              Shown at once
            </th>
            <th scope="col" className="right">
              Votes
            </th>
            <th scope="col">Begun</th>
            <th scope="col">Last vote</th>
            <th scope="col">
              <span className="unseen">Go on</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.data.map(({ session, given, lastAt }) => (
            <tr key={session.id}>
              <th scope="row">{session.reviewer}</th>
              <td className="two">{session.questions.map((question) => QUESTION_WORDS[question]).join(' ')}</td>
              <td className="right">{session.shownAtOnce}</td>
              <td className="right">{figureText(given)}</td>
              <td className="two nowrap">{formatDayAndTime(session.startedAt)}</td>
              <td className="two nowrap">{lastAt === null ? 'none yet' : formatDayAndTime(lastAt)}</td>
              <td className="right">
                {session.fileId !== null && <span className="two">voting file</span>}
                {session.fileId === null && !isBundleId(trialId) && (
                  <Link to="/vote/$sessionId" params={{ sessionId: session.id }}>
                    Go on
                  </Link>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
