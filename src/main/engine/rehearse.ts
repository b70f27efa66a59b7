import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { NOTHING_REPORTED } from '#main/providers/kit/provider-failure.ts'
import { mostInFlight } from '#shared/domain/lane-load.ts'
import type { PlannedSamples } from '#shared/domain/planned-order.ts'
import { createAccountGate } from './account-gate.ts'
import { cachedLookup } from './http/cached-lookup.ts'
import { createHttpClient, type HttpClient } from './http/http-client.ts'
import type { Lane, LaneStep } from './lane.ts'
import { NEVER_STOPS } from './lane-stop.ts'
import { createPlaces } from './places.ts'
import type { DigestedReading, EngineListener, KeptPicture, PictureDesk } from './ports.ts'
import { runLane } from './run-lane.ts'

/** Enough for the way from a plan to a sample to be compiled, shared among the lanes. */
const REHEARSALS = 150
/** A lane's own adapter is compiled by fewer. */
const REHEARSALS_OF_A_LANE = 20
/** As many connections are opened at once as by a trial of the usual size. */
const MOST_AT_ONCE = 50
const TIMEOUT_MS = 2000

/** Longer than what is read on the thread that measures, as pictures are. */
const PICTURE = new Uint8Array(40_000)
const KEPT: KeptPicture = {
  image: { sha256: '0'.repeat(64), format: 'jpeg', width: 1024, height: 1024, sizeBytes: PICTURE.byteLength },
  flags: [],
}
const READING: DigestedReading = {
  state: 'finished',
  pictures: [{ kind: 'kept', picture: KEPT }],
  reported: NOTHING_REPORTED,
}

const DESK: PictureDesk = {
  digestReply: () => Promise.resolve(READING),
  keepPicture: () => Promise.resolve(KEPT),
  readPicture: () => Promise.resolve(new Uint8Array(1000)),
}

const DEAF: EngineListener = {
  admit: () => Promise.resolve({ ok: true }),
  jobSubmitted: () => Promise.resolve(),
  sampleFinished: () => {},
  slept: () => {},
  stoppedEarly: () => {},
  hostKeySeen: () => {},
}

/**
 * Runs the first samples of the lanes against a server of our own on loopback. Otherwise loading and compiling the way from a
 * plan to a picture would be measured as the latency of the first samples, and of whichever contender happens to go first: with
 * 50 at once some 50 ms. Nothing of it is kept or told, and no credential is used; what comes of it does not matter.
 * @throws Error where an adapter throws, with the sample in the message
 */
export async function rehearse(lanes: readonly Lane[], shares: readonly PlannedSamples[]): Promise<void> {
  const server = createServer((request, response) => {
    request.resume()
    response.setHeader('content-type', 'image/jpeg')
    response.end(PICTURE)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const count = Math.max(REHEARSALS_OF_A_LANE, Math.ceil(REHEARSALS / lanes.length))
  try {
    for (const [index, lane] of lanes.entries()) {
      const share = shares[index] ?? []
      const samples = Array.from({ length: count }, (_, place) => share.at(place % share.length))
      await rehearseLane(
        lane,
        samples.filter((sample) => sample !== undefined),
        base,
      )
    }
  } finally {
    server.closeAllConnections()
    server.close()
    // What is left to be closed would be done beside the first samples.
    await once(server, 'close')
  }
}

async function rehearseLane(lane: Lane, samples: PlannedSamples, base: URL): Promise<void> {
  const { now, plan, contender, clock } = lane
  const concurrency = Math.min(mostInFlight(plan, contender), MOST_AT_ONCE)
  const client = createHttpClient({ connections: concurrency, now, lookup: cachedLookup({ now }) })
  const bugs: Error[] = []
  try {
    await runLane(
      {
        ...lane,
        plan: { ...plan, timeoutMs: TIMEOUT_MS, retry: { ...plan.retry, maximumAttempts: 1 } },
        contender: { ...contender, concurrency },
        steps: lane.steps.map((step) =>
          onStage(step, { base, client, gate: createAccountGate({ places: null, now, clock }) }),
        ),
        desk: DESK,
        deskPlaces: createPlaces(concurrency),
        listener: DEAF,
        stop: NEVER_STOPS,
        nextSampleId: () => 'rehearsal',
        nextAttemptId: () => '00000000-0000-4000-8000-000000000000',
      },
      samples,
      (error) => bugs.push(error),
    )
  } finally {
    await client.close()
  }
  const [firstBug] = bugs
  if (firstBug !== undefined) throw firstBug
}

function onStage(
  step: LaneStep,
  { base, client, gate }: { base: URL; client: HttpClient; gate: LaneStep['gate'] },
): LaneStep {
  const credentials = Object.fromEntries(Object.keys(step.credentials).map((field) => [field, 'rehearsal']))
  return { ...step, base, credentials, ownHost: client, elsewhere: client, gate, tunnel: null, progress: null }
}
