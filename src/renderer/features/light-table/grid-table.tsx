import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import type { ShownPlan } from '#shared/domain/plan.ts'
import { countText, figureText } from '#shared/units/count-text.ts'
import { useKeys } from '../../ui/keys.ts'
import type { GridCell, LightTable } from './arrange-pictures.ts'
import { END_PX, GAP_PX, HEAD_PX, ROW_GAP_PX, ROW_HEAD_PX, type GridSizes } from './grid-sizes.ts'
import styles from './light-grid.module.css'
import { ColumnHead, RowHead } from './line-heads.tsx'
import { moveInGrid } from './move-in-grid.ts'
import type { Extent } from './picture-extent.ts'
import { Shot } from './shot.tsx'
import type { Marks } from './use-marks.ts'
import type { GridPlace } from './use-place.ts'
import { useSteadyScroll } from './use-steady-scroll.ts'

/** From the top to the first row: below its heads there is room for the ring around a picture. */
const TOP_PX = HEAD_PX + 4

export interface GridTableProps {
  label: string
  /** What a row is called; its plural has an s. */
  rowNoun: string
  plan: ShownPlan
  table: LightTable
  extent: Extent
  sizes: GridSizes
  /** What scrolls. */
  scroller: RefObject<HTMLDivElement | null>
  /** CSS pixels at the end of each row that lie under something else. */
  coveredPx: number
  place: GridPlace
  marks: Marks
  /** What stands under a picture instead of its figures; null for its figures. */
  captionOf: ((cell: GridCell) => ReactNode) | null
  onPlace: (place: GridPlace) => void
  onOpen: (place: GridPlace) => void
  /** Whether it has the keyboard as soon as it is there, if nothing else has. */
  takesFocus: boolean
}

/** Only what is in sight is drawn. One tab stop, arrows move. */
export function GridTable(props: GridTableProps) {
  const { plan, table, extent, place, onPlace, onOpen, scroller, coveredPx } = props
  const { cellWidth, columnWidth, rowHeight, hasFigures } = props.sizes
  const columnCount = table.columns.length

  const rows = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    rangeExtractor: withLine(place.row),
    // The heads are part of what scrolls.
    scrollMargin: TOP_PX,
    scrollPaddingStart: TOP_PX,
  })
  const columns = useVirtualizer({
    horizontal: true,
    count: columnCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnWidth,
    overscan: 2,
    rangeExtractor: withLine(place.column),
    scrollMargin: ROW_HEAD_PX + GAP_PX,
    scrollPaddingStart: ROW_HEAD_PX + GAP_PX,
    scrollPaddingEnd: coveredPx,
  })
  useSteadyScroll(rows, { linePx: rowHeight, current: place.row })
  useSteadyScroll(columns, { linePx: columnWidth, current: place.column })

  // A place that was pointed at is in sight, and what is pointed at must not move. Any other is scrolled to.
  const seen = useRef({ row: 0, column: 0, coveredPx: 0 })
  useEffect(() => {
    const { row, column } = seen.current
    if (row === place.row && column === place.column && seen.current.coveredPx === coveredPx) return
    seen.current = { row: place.row, column: place.column, coveredPx }
    rows.scrollToIndex(place.row, { align: 'auto' })
    columns.scrollToIndex(place.column, { align: 'auto' })
  }, [rows, columns, place.row, place.column, coveredPx])

  const wantsFocus = useRef(props.takesFocus && document.activeElement === document.body)
  useEffect(() => {
    if (!wantsFocus.current) return
    const cell = scroller.current?.querySelector<HTMLElement>('[data-current="true"]')
    if (cell === null || cell === undefined) return
    cell.focus({ preventScroll: true })
    wantsFocus.current = false
  })

  function go(next: GridPlace) {
    wantsFocus.current = true
    onPlace(next)
  }
  function onKeyDown(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'preventDefault'>) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') onOpen(place)
    else {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight))
      const next = moveInGrid(place, event.key, { rows: table.rows.length, columns: columnCount, page })
      if (next === null) return
      go(next)
    }
    event.preventDefault()
  }
  // While nothing has the keyboard, it is the table's.
  useKeys((event) => {
    if (event.target === document.body) onKeyDown(event)
  })

  const inSight = columns.getVirtualItems()
  const tableWidth = ROW_HEAD_PX + GAP_PX + columns.getTotalSize() + END_PX + coveredPx
  return (
    <table
      role="grid"
      aria-label={props.label}
      aria-rowcount={table.rows.length + 1}
      aria-colcount={columnCount + 1}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      style={{ height: rows.getTotalSize() + TOP_PX + END_PX, width: tableWidth }}
      className={styles['grid']}
    >
      <thead className={styles['head']}>
        <tr aria-rowindex={1} style={{ height: HEAD_PX }}>
          <th scope="col" className={styles['corner']} style={{ width: ROW_HEAD_PX }}>
            {figureText(table.rows.length)} of {countText(table.unfilteredRows, props.rowNoun)}
          </th>
          {inSight.map((item) => {
            const line = table.columns[item.index]
            return (
              line !== undefined && (
                <th
                  scope="col"
                  key={line.key}
                  aria-colindex={item.index + 2}
                  className={styles['column']}
                  style={{ left: item.start, width: cellWidth }}
                >
                  <ColumnHead plan={plan} line={line} width={cellWidth} />
                </th>
              )
            )
          })}
        </tr>
      </thead>
      <tbody>
        {rows.getVirtualItems().map((item) => {
          const line = table.rows[item.index]
          if (line === undefined) return null
          return (
            <tr
              aria-rowindex={item.index + 2}
              key={line.key}
              className={styles['row']}
              style={{ height: rowHeight, width: tableWidth, transform: `translateY(${item.start}px)` }}
            >
              <th scope="row" className={styles['case']} style={{ width: ROW_HEAD_PX, height: rowHeight }}>
                <RowHead plan={plan} line={line} height={rowHeight} />
              </th>
              {inSight.map((column) => {
                const current = place.row === item.index && place.column === column.index
                const cell = table.cell(item.index, column.index)
                return (
                  <td
                    key={table.columns[column.index]?.key}
                    aria-colindex={column.index + 2}
                    aria-selected={current}
                    data-current={current}
                    tabIndex={current ? 0 : -1}
                    className={styles['cell']}
                    style={{ left: column.start, width: cellWidth, height: rowHeight - ROW_GAP_PX }}
                    onFocus={() => {
                      seen.current = { row: item.index, column: column.index, coveredPx }
                      onPlace({ row: item.index, column: column.index })
                    }}
                    onDoubleClick={() => onOpen({ row: item.index, column: column.index })}
                  >
                    {cell === undefined ? (
                      <span className={`micro three ${styles['hole']}`}>
                        {table.isPlanned(item.index, column.index) ? 'filtered out' : 'not in this trial'}
                      </span>
                    ) : (
                      <Shot
                        row={cell.sample}
                        contender={cell.contender}
                        planCase={cell.planCase}
                        extent={extent}
                        width={cellWidth}
                        mark={cell.sample && props.marks.get(cell.sample.sampleId)}
                        hasFigures={hasFigures}
                        caption={props.captionOf?.(cell)}
                      />
                    )}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** What is in sight, and the line that the keyboard is at: a cell that is taken away loses the focus. */
function withLine(current: number): (range: Range) => number[] {
  return (range) => {
    const lines = defaultRangeExtractor(range)
    return lines.includes(current) || current >= range.count ? lines : [...lines, current].toSorted((a, b) => a - b)
  }
}
