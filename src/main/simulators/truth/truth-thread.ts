import { parentPort, workerData } from 'node:worker_threads'
import { openTruthServer, type TruthConditions } from './open-truth-server.ts'

/** The truth server's own thread: entered by `startTruthThread`, which also ends it. */
if (parentPort === null) throw new Error('truth-thread.ts runs as a worker thread only')
const { origin } = await openTruthServer(workerData as TruthConditions)
parentPort.postMessage(origin)
