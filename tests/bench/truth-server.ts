import { openTruthServer } from '#main/simulators/truth/open-truth-server.ts'

/**
 * The truth server in a process of its own: answers after `SERVICE_MS` milliseconds, a share of `SPREAD` sooner or later, with pictures of `SIZE_BYTES`, each different or
 * as many different ones as `DIFFERENT` says. Prints `{ port }`.
 */
const { SERVICE_MS = '200', SPREAD = '0', SIZE_BYTES = '200000', DIFFERENT = '' } = process.env
const server = await openTruthServer({
  serviceMs: Number(SERVICE_MS),
  spread: Number(SPREAD),
  pictureBytes: Number(SIZE_BYTES),
  ...(DIFFERENT === '' ? {} : { differentPictures: Number(DIFFERENT) }),
})
process.stdout.write(`${JSON.stringify({ port: Number(new URL(server.origin).port) })}\n`)
process.once('SIGTERM', () => server.close())
