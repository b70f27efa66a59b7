import { openTruthServer } from '#main/simulators/truth/open-truth-server.ts'

/** The truth server in a process of its own: answers after `SERVICE_MS` milliseconds with pictures of 200 KB. Prints `{ port }`. */
const serviceMs = Number(process.env['SERVICE_MS'] ?? '200')
const server = await openTruthServer({ serviceMs, spread: 0, pictureBytes: 200_000 })
process.stdout.write(`${JSON.stringify({ port: Number(new URL(server.origin).port) })}\n`)
process.once('SIGTERM', () => server.close())
