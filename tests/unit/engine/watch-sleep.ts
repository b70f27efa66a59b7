import { REAL_TIME } from '#main/engine/real-time.ts'
import { createSleepWatch } from '#main/engine/sleep-watch.ts'

// Watches its own process as a trial does, and prints each sleep: `node watch-sleep.ts <bound in milliseconds>`.
const boundMs = Number(process.argv[2])
const watch = createSleepWatch({
  clock: REAL_TIME,
  now: () => REAL_TIME.monotonicMs(),
  boundMs,
  told: (sleep) => console.log(JSON.stringify(sleep)),
})
setInterval(() => watch.look(), boundMs / 10)
console.log('ready')
