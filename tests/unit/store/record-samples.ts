import { createHash, randomBytes } from 'node:crypto'
import { openStore } from '#main/store/open-store.ts'
import { exampleOrder, exampleSample, exampleTrial } from './examples.ts'

/*
 * A process of its own that keeps pictures and records samples, and says the id of each once it is recorded:
 * node record-samples.ts <folder> <trial id> <count>
 */
const [directory = '', trialId = '', count = ''] = process.argv.slice(2)
const store = openStore({ directory, clock: { now: () => new Date() } })
store.trials.create(exampleTrial({ id: trialId }), exampleOrder(Number(count)), process.pid)
for (let position = 0; position < Number(count); position += 1) {
  const bytes = randomBytes(50_000)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await store.files.keepImage(sha256, bytes)
  const image = { sha256, format: 'jpeg' as const, width: 1024, height: 1024, sizeBytes: bytes.byteLength }
  const id = `${trialId}-${position}`
  store.samples.record(exampleSample(position, { id, trialId, images: [{ image, flags: [] }] }))
  process.stdout.write(`${id}\n`)
}
store.close()
