import type { SampleRow } from '#shared/domain/sample-row.ts'

/** A lane is drawn on this many units across; more samples than strokes fit are gathered. */
export const LANE_WIDTH = 560
export const LANE_HEIGHT = 30
const BASE = LANE_HEIGHT - 2
const NARROWEST_STROKE = 1.4
const LEAST_HEIGHT = 2

export interface LaneStrokes {
  contenderId: string
  /** SVG path data. Pictures rise from the base by their latency; what gave none hangs from the top, a full stroke for all. */
  succeededPath: string
  failedPath: string
  /** Refusals and cancelled samples: no picture, but no failure of the service either. */
  setAsidePath: string
  strokeWidth: number
  /** Samples behind one stroke; the slowest of them decides its height. */
  samplesPerStroke: number
}

export interface PreparedLanes {
  lanes: LaneStrokes[]
  /** The latency at full height. */
  ceilingMs: number
}

/**
 * Each finished sample of a lane as a stroke, in the order sent within the lane. All lanes share one scale, so that heights
 * can be compared down the page.
 */
export function prepareLanes(
  contenderIds: readonly string[],
  plannedPerLane: number,
  rows: readonly SampleRow[],
): PreparedLanes {
  const rowsByLane = new Map(contenderIds.map((id): [string, SampleRow[]] => [id, []]))
  let slowestMs = 0
  for (const row of rows) {
    rowsByLane.get(row.contenderId)?.push(row)
    if (row.outcome === 'succeeded') slowestMs = Math.max(slowestMs, row.latencyMs)
  }
  const ceilingMs = roundUpScale(slowestMs)
  const samplesPerStroke = Math.max(1, Math.ceil((plannedPerLane * NARROWEST_STROKE) / LANE_WIDTH))
  const pitch = LANE_WIDTH / Math.max(1, Math.ceil(plannedPerLane / samplesPerStroke))
  const strokeWidth = Math.min(4, pitch * 0.62)

  const lanes = contenderIds.map((contenderId) => {
    const laneRows = rowsByLane.get(contenderId) ?? []
    let succeededPath = ''
    let failedPath = ''
    let setAsidePath = ''
    for (let at = 0; at < laneRows.length; at += samplesPerStroke) {
      const gathered = laneRows.slice(at, at + samplesPerStroke)
      const x = ((at / samplesPerStroke + 0.5) * pitch).toFixed(1)
      const answered = gathered.filter((row) => row.outcome === 'succeeded')
      if (answered.length > 0) {
        const latencyMs = Math.max(...answered.map((row) => row.latencyMs))
        const height = Math.max(LEAST_HEIGHT, Math.min(1, latencyMs / ceilingMs) * (BASE - 2))
        succeededPath += `M${x} ${BASE}v${(-height).toFixed(1)}`
      }
      const setAside = gathered.filter((row) => row.outcome === 'refused' || row.outcome === 'cancelled').length
      const failed = gathered.length - answered.length - setAside
      // Of gathered samples the share is drawn: one failure in seven is no full stroke.
      if (failed > 0) failedPath += `M${x} 2v${share(failed, gathered.length)}`
      if (setAside > 0)
        setAsidePath += `M${x} ${2 + share(failed, gathered.length)}v${share(setAside, gathered.length)}`
    }
    return { contenderId, succeededPath, failedPath, setAsidePath, strokeWidth, samplesPerStroke }
  })
  return { lanes, ceilingMs }
}

/** A part of a full stroke, in units of the lane. */
function share(count: number, of: number): number {
  return Math.round((count / of) * (BASE - 2) * 10) / 10
}

/** The next round value at or above (1, 1.5, 2, 3, 4, 6, 8, 10 … s), so that the scale does not twitch with each new slowest sample. */
function roundUpScale(ms: number): number {
  if (ms <= 0) return 1000
  const magnitude = 10 ** Math.floor(Math.log10(ms))
  const step = [1, 1.5, 2, 3, 4, 6, 8, 10].find((candidate) => candidate * magnitude >= ms) ?? 10
  return step * magnitude
}
