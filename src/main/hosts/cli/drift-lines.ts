import type { WatchDrift } from '#shared/domain/drift.ts'

/** What has changed since the first run, run by run. */
export function driftLines({ baselineNumber, runs }: WatchDrift): string[] {
  if (baselineNumber === null) return ['No run has finished yet, so there is nothing to compare with.']
  const later = runs.filter(({ number }) => number !== baselineNumber)
  if (later.length === 0) return [`Later runs will be held against run ${baselineNumber}.`]
  return later.flatMap(({ number, contenders }) => {
    const changes = contenders.flatMap((contender) => contender.changes)
    return changes.length === 0
      ? [`Run ${number}: no change is known.`]
      : changes.map((text) => `Run ${number}: ${text}`)
  })
}
