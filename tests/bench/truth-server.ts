import { openTruthServer } from '#main/simulators/truth/open-truth-server.ts'

/**
 * The truth server in a process of its own: answers after `SERVICE_MS` milliseconds with pictures of `SIZE_BYTES`, each different or
 * as many different ones as `DIFFERENT` says. Prints `{ port }`.
 */
const { SERVICE_MS = '200', SIZE_BYTES = '200000', DIFFERENT = '' } = process.env
const server = await openTruthServer({
  serviceMs: Number(SERVICE_MS),
  spread: 0,
  pictureBytes: Number(SIZE_BYTES),
  ...(DIFFERENT === '' ? {} : { differentPictures: Number(DIFFERENT) }),
})
process.stdout.write(`${JSON.stringify({ port: Number(new URL(server.origin).port) })}\n`)
process.once('SIGTERM', () => server.close())
