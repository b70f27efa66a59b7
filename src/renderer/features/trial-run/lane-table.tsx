import { formatWait } from '#shared/units/duration.ts'
import { useMemo } from 'react'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { describeEarlyStop } from '#shared/domain/early-stop.ts'
import { plannedTotal } from '#shared/domain/planned-counts.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { LaneProgress, TrialProgress } from '#shared/domain/trial.ts'
import { figureText } from '#shared/units/count-text.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { contenderLook } from '../../ui/contender-look.ts'
import { EstimateFigure, Figure } from '../../ui/figure.tsx'
import { describeFailures, hasAlarm } from './describe-failures.ts'
import { LANE_HEIGHT, LANE_WIDTH, prepareLanes, type LaneStrokes } from './prepare-lanes.ts'
import styles from './trial-run.module.css'

interface LaneTableProps {
  plan: FrozenPlan
  progress: TrialProgress
  rows: readonly SampleRow[]
}

/**
 * One lane a contender: every finished sample a stroke. A ticker of what comes in, and so in no frame of charts: once they are in, the
 * samples stand under Analysis with their rows and files.
 */
export function LaneTable({ plan, progress, rows }: LaneTableProps) {
  const prepared = useMemo(
    () =>
      prepareLanes(
        plan.contenders.map((contender) => contender.id),
        Math.max(...plan.contenders.map(({ id }) => plannedTotal(id, plan))),
        rows,
      ),
    [plan, rows],
  )
  const gathered = prepared.lanes[0]?.samplesPerStroke ?? 1
  const running = progress.status === 'running'
  const what =
    gathered === 1 ? 'Each stroke one sample in the order sent' : `Each stroke the slowest of ${gathered} samples`

  return (
    <table className={styles['lanes']}>
      <thead>
        <tr>
          <th scope="col">Contender</th>
          <th scope="col">
            {what}, height is latency (0–{prepared.ceilingMs / 1000} s)
          </th>
          <th scope="col" className="right">
            Done
          </th>
          <th scope="col" className="right">
            Rate
          </th>
          <th scope="col" className="right">
            Median{running ? ' so far' : ''}
          </th>
          <th scope="col">No picture</th>
          {running && (
            <th scope="col" className="right">
              To go
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {plan.contenders.map((contender, index) => {
          const lane = progress.lanes.find((candidate) => candidate.contenderId === contender.id)
          const strokes = prepared.lanes[index]
          if (lane === undefined || strokes === undefined) return null
          return (
            <tr key={contender.id}>
              <th scope="row">
                <ContenderName position={contender.position} name={contender.name} />
              </th>
              <td>
                <Lane strokes={strokes} position={contender.position} lane={lane} />
              </td>
              <td className="right">
                {figureText(lane.done)} <span className="two">of {figureText(lane.planned)}</span>
                {lane.earlyStop !== null && <div className="small two">{describeEarlyStop(lane.earlyStop)}</div>}
              </td>
              <td className="right">
                {lane.ratePerMinute === null ? (
                  <span className="three">not yet</span>
                ) : (
                  <Figure value={lane.ratePerMinute.toFixed(1)} unit="a min" />
                )}
              </td>
              <td className="right">
                <EstimateFigure estimate={lane.median} quantity="latency" label="median" />
              </td>
              <td>
                <Failures lane={lane} />
              </td>
              {running && <td className="right">{describeToGo(lane)}</td>}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function describeToGo(lane: LaneProgress) {
  if (lane.toGoMs === 0 || (lane.done === lane.planned && lane.toGoMs === null)) return 'done'
  return lane.toGoMs === null ? <span className="three">not yet</span> : formatWait(lane.toGoMs)
}

function Failures({ lane }: { lane: LaneProgress }) {
  const text = describeFailures(lane.failures)
  if (text === null) return <span className="three">none</span>
  return <span className={hasAlarm(lane.failures) ? 'alarm' : undefined}>{text}</span>
}

function Lane({ strokes, position, lane }: { strokes: LaneStrokes; position: number; lane: LaneProgress }) {
  return (
    <figure aria-label={`${lane.done} of ${lane.planned} samples, height is latency`}>
      <svg
        className={styles['lane']}
        viewBox={`0 0 ${LANE_WIDTH} ${LANE_HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <line x1="0" x2={LANE_WIDTH} y1={LANE_HEIGHT - 1.5} y2={LANE_HEIGHT - 1.5} className={styles['laneBase']} />
        <path
          d={strokes.succeededPath}
          className={contenderLook(position).colourClass}
          stroke="currentColor"
          strokeWidth={strokes.strokeWidth}
        />
        <path d={strokes.failedPath} className={styles['laneFailed']} strokeWidth={strokes.strokeWidth} />
        <path d={strokes.setAsidePath} className={styles['laneSetAside']} strokeWidth={strokes.strokeWidth} />
      </svg>
    </figure>
  )
}
