import { holdPlace, type Lane } from './lane.ts'
import { createPlaces } from './places.ts'
import type { OpenJob } from './ports.ts'
import { pickUpSample } from './run-sample.ts'

/**
 * Asks after the jobs of a contender that an earlier sitting submitted, all at the same time: no more of them can be open than were in
 * flight then. A sample that is picked up is not asked for admission: what it may cost is held since it was sent.
 * @param fail told of whatever breaks a sample other than a failure, which is a bug
 */
export async function pickUpJobs(lane: Lane, jobs: readonly OpenJob[], fail: (error: unknown) => void): Promise<void> {
  const places = createPlaces(jobs.length)
  await Promise.all(
    jobs.map(async (open) => {
      await places.take()
      try {
        lane.listener.sampleFinished(await pickUpSample(lane, open, holdPlace(places)))
      } catch (error) {
        fail(error)
      }
    }),
  )
}
