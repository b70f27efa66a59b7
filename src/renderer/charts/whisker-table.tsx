import type { ReactNode } from 'react'
import { ContenderName } from '../ui/contender-name.tsx'
import type { ChartContender } from './chart-rows.ts'
import type { LinearAxis } from './scale.ts'
import { WhiskerAxis, Whiskers, type Whisker } from './whiskers.tsx'
import styles from './whisker-table.module.css'

export interface WhiskerRow {
  contender: ChartContender
  /** Beside its name. */
  runs?: string
  whiskers: readonly Whisker[]
  /** One for each head. */
  cells: readonly ReactNode[]
  /** In the place of all these: why nothing is known. */
  unknown?: string
}

interface WhiskerTableProps {
  rows: readonly WhiskerRow[]
  heads: readonly string[]
  axis: LinearAxis
  write: (value: number) => string
  /** What is drawn, for each contender: `Latency`. */
  label: string
}

/** Estimates with their intervals, drawn on one axis beside the figures themselves: the rows of a table make those of the chart. */
export function WhiskerTable({ rows, heads, axis, write, label }: WhiskerTableProps) {
  return (
    <div className={styles['scroll']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Contender</th>
            <th scope="col" className={styles['chart']}>
              <span className="unseen">{label}, drawn on one axis</span>
            </th>
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ contender, runs, whiskers, cells, unknown }) => (
            <tr key={contender.id}>
              <th scope="row">
                <ContenderName position={contender.position} name={contender.name} runs={runs} />
              </th>
              {unknown === undefined ? (
                <>
                  <td className={styles['chart']}>
                    <Whiskers
                      whiskers={whiskers}
                      axis={axis}
                      position={contender.position}
                      label={`${label} of ${contender.name}`}
                    />
                  </td>
                  {heads.map((head, index) => (
                    <td key={head}>{cells[index]}</td>
                  ))}
                </>
              ) : (
                <td colSpan={heads.length + 1} className={`two ${styles['unknown']}`}>
                  {unknown}
                </td>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <span className="unseen">Axis</span>
            </th>
            <td className={styles['chart']}>
              <WhiskerAxis axis={axis} write={write} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}
