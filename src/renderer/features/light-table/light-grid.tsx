import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { figureText } from '#shared/units/count-text.ts'
import type { ShownPlan } from '#shared/domain/plan.ts'
import type { GridCell, LightTable } from './arrange-pictures.ts'
import { ColumnHead, RowHead } from './line-heads.tsx'
import { moveInGrid } from './move-in-grid.ts'
import type { Extent } from './picture-extent.ts'
import styles from './light-grid.module.css'
import { Shot } from './shot.tsx'
import type { Marks } from './use-marks.ts'
import { useSize } from './use-size.ts'

/** A cell by its place in the filtered table, both from 0. */
export interface GridPlace {
  row: number
  column: number
}

interface LightGridProps {
  label: string
  plan: ShownPlan
  table: LightTable
  extent: Extent
  /** CSS pixels a picture of the full extent is wide; `fit` takes the room there is. */
  pictureWidth: number | 'fit'
  place: GridPlace
  marks: Marks
  /** What stands under a picture instead of its figures; null for its figures. */
  captionOf: ((cell: GridCell) => ReactNode) | null
  onPlace: (place: GridPlace) => void
  onOpen: (place: GridPlace) => void
}

const HEAD_PX = 52
const ROW_HEAD_PX = 148
const GAP_PX = 10
const META_PX = 20
const ROW_GAP_PX = 13
const NARROWEST_PX = 110
const WIDEST_FIT_PX = 384
/** Below it a picture has no room for figures: a contact sheet. */
const NARROWEST_WITH_FIGURES_PX = 90

/** Lines down and across; only what is in sight is drawn. One tab stop, arrows move. */
export function LightGrid(props: LightGridProps) {
  const { plan, table, extent, pictureWidth, place, onPlace, onOpen } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { width } = useSize(scroller)
  const columnCount = table.columns.length
  const room = Math.floor((width - ROW_HEAD_PX - 16) / Math.max(1, columnCount)) - GAP_PX
  const cellWidth = pictureWidth === 'fit' ? Math.min(WIDEST_FIT_PX, Math.max(NARROWEST_PX, room)) : pictureWidth
  const hasFigures = cellWidth >= NARROWEST_WITH_FIGURES_PX
  const pictureHeight = Math.round(cellWidth * (extent.height / extent.width))
  const rowHeight = pictureHeight + ROW_GAP_PX + (hasFigures ? META_PX : 0)
  const columnWidth = cellWidth + GAP_PX

  const rows = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    // The heads are part of what scrolls.
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  })
  const columns = useVirtualizer({
    horizontal: true,
    count: columnCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnWidth,
    overscan: 2,
    scrollMargin: ROW_HEAD_PX + GAP_PX,
    scrollPaddingStart: ROW_HEAD_PX + GAP_PX,
  })
  useEffect(() => rows.measure(), [rows, rowHeight])
  useEffect(() => columns.measure(), [columns, columnWidth])

  const wantsFocus = useRef(false)
  useEffect(() => {
    if (!wantsFocus.current) return
    const cell = scroller.current?.querySelector<HTMLElement>('[data-current="true"]')
    if (cell === null || cell === undefined) return
    cell.focus({ preventScroll: true })
    wantsFocus.current = false
  })

  function go(next: GridPlace) {
    wantsFocus.current = true
    rows.scrollToIndex(next.row, { align: 'auto' })
    columns.scrollToIndex(next.column, { align: 'auto' })
    onPlace(next)
  }
  function onKeyDown(event: KeyboardEvent) {
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

  const inSight = columns.getVirtualItems()
  const tableWidth = ROW_HEAD_PX + GAP_PX + columns.getTotalSize() + 16
  return (
    <div ref={scroller} className={styles['scroller']}>
      <table
        role="grid"
        aria-label={props.label}
        aria-rowcount={table.rows.length + 1}
        aria-colcount={columnCount + 1}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        style={{ height: rows.getTotalSize() + HEAD_PX + 16, width: tableWidth }}
        className={styles['grid']}
      >
        <thead className={styles['head']}>
          <tr aria-rowindex={1} style={{ height: HEAD_PX }}>
            <th scope="col" className={styles['corner']} style={{ width: ROW_HEAD_PX }}>
              {figureText(table.rows.length)} of {figureText(table.unfilteredRows)}
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
                <th scope="row" className={styles['case']} style={{ width: ROW_HEAD_PX, maxHeight: rowHeight }}>
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
                      onFocus={() => onPlace({ row: item.index, column: column.index })}
                      onDoubleClick={() => onOpen({ row: item.index, column: column.index })}
                    >
                      {cell !== undefined && (
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
    </div>
  )
}
