import { useNavigate } from '@tanstack/react-router'
import { readFailure } from '../../client/read-failure.ts'
import { Button } from '../../ui/button.tsx'
import { useResume } from '../trial/use-sit-down.ts'

/** Takes a trial up again from the list, and goes to see it run. */
export function ResumeTrial({ trialId }: { trialId: string }) {
  const resume = useResume()
  const navigate = useNavigate()
  const see = () => navigate({ to: '/trials/$trialId/run', params: { trialId } })
  return (
    <div>
      <Button
        small
        disabled={resume.isPending}
        onClick={() => resume.mutate({ trialId }, { onSuccess: () => void see() })}
      >
        Resume
      </Button>
      {resume.isError && <div className="small alarm">{readFailure(resume.error).message}</div>}
    </div>
  )
}
