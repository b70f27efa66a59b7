import { useMemo } from 'react'
import { figureText } from '#shared/units/count-text.ts'
import { sentence } from '#shared/units/sentence.ts'
import { ChartFrame } from '../../charts/chart-frame.tsx'
import { LinePlot } from '../../charts/line-plot.tsx'
import { EdgeCrosses, ManyMarks } from '../../charts/marks.tsx'
import { Plot } from '../../charts/plot.tsx'
import { ContenderName } from '../../ui/contender-name.tsx'
import styles from './charts-screen.module.css'
import { countWords, ORDER_STATISTICS } from './count-words.ts'
import { prepareOverTime, prepareSlices } from './prepare-over-time.ts'
import type { SectionData } from './section-data.ts'

/** Whether a contender was another one at the end than at the beginning: the median of each stretch, and every sample. */
export function RunFrames({ plan, analysis, charts }: SectionData) {
  const slices = useMemo(() => prepareSlices(plan, charts), [plan, charts])
  const run = useMemo(() => prepareOverTime(plan, analysis), [plan, analysis])
  const shown = analysis.points.length
  return (
    <>
      {slices !== null && (
        <ChartFrame
          title="Over the run"
          source={plan.name}
          caption={{
            what: `${sentence(analysis.load)}. Median of the samples due in each stretch, all of equal length.`,
            count: countWords(
              slices.table.rows.map(({ slice }) => slice.median.count),
              'a contender and stretch',
            ),
            method: `Bands: ${ORDER_STATISTICS} A stretch with fewer than n 6 has no mark.`,
          }}
          table={slices.table}
        >
          <LinePlot
            lines={slices.lines}
            x={slices.x}
            y={slices.y}
            interval="band"
            label="Median latency over the run, per contender"
          />
        </ChartFrame>
      )}
      <ChartFrame
        title="Every sample"
        source={plan.name}
        caption={{
          what: `${sentence(analysis.load)}. Each sample at the moment it was due; a cross on the upper edge gave no picture.`,
          count: `n ${figureText(shown)}${shown < analysis.asked ? ` of ${figureText(analysis.asked)}` : ''}.`,
          method:
            shown < analysis.asked
              ? 'Evenly spaced in each contender’s order, never by how a sample came out; times that are not the provider’s left out.'
              : 'As measured.',
        }}
        table={run.table}
      >
        <ul className={`micro ${styles['key']}`}>
          {plan.contenders.map((contender) => (
            <li key={contender.id}>
              <ContenderName position={contender.position} name={contender.name} />
            </li>
          ))}
        </ul>
        <Plot label={`Latency of ${figureText(shown)} samples over the run`} x={run.time} y={run.latency}>
          {run.lines.map(({ contender, points }) => (
            <ManyMarks key={contender.id} position={contender.position} points={points} />
          ))}
          <EdgeCrosses xs={run.without} top={run.latency.to} />
        </Plot>
      </ChartFrame>
    </>
  )
}
