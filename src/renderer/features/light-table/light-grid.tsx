import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { FrozenPlan } from '#shared/domain/plan.ts'
import { ContenderName } from '../../ui/contender-name.tsx'
import { moveInGrid } from './move-in-grid.ts'
import styles from './light-grid.module.css'
import { cellKey, type Extent, type LightTable } from './prepare-light-table.ts'
import { Shot } from './shot.tsx'
import { useSize } from './use-size.ts'

/** A cell by its place in the filtered table, both from 0. */
export interface GridPlace {
  row: number
  column: number
}

interface LightGridProps {
  plan: FrozenPlan
  table: LightTable
  extent: Extent
  /** CSS pixels a picture of the full extent is wide; `fit` takes the room there is. */
  pictureWidth: number | 'fit'
  place: GridPlace
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
const LINE_PX = 16

/** Prompts down, contenders across; only the rows in sight are drawn. One tab stop, arrows move. */
export function LightGrid({ plan, table, extent, pictureWidth, place, onPlace, onOpen }: LightGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { width } = useSize(scroller)
  const columns = plan.contenders.length
  const room = Math.floor((width - ROW_HEAD_PX - 16) / columns) - GAP_PX
  const cellWidth = pictureWidth === 'fit' ? Math.min(WIDEST_FIT_PX, Math.max(NARROWEST_PX, room)) : pictureWidth
  const rowHeight = Math.round(cellWidth * (extent.height / extent.width)) + META_PX + ROW_GAP_PX

  const rows = useVirtualizer({
    count: table.cases.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    // The head is part of what scrolls.
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  })
  useEffect(() => rows.measure(), [rows, rowHeight])

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
    onPlace(next)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter' || event.key === ' ') onOpen(place)
    else {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight))
      const next = moveInGrid(place, event.key, { rows: table.cases.length, columns, page })
      if (next === null) return
      go(next)
    }
    event.preventDefault()
  }

  const template = { gridTemplateColumns: `${ROW_HEAD_PX}px repeat(${columns}, ${cellWidth}px)`, columnGap: GAP_PX }
  return (
    <div ref={scroller} className={styles['scroller']}>
      <table
        role="grid"
        aria-label="Prompts by contenders"
        aria-rowcount={table.cases.length + 1}
        aria-colcount={columns + 1}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        style={{
          height: rows.getTotalSize() + HEAD_PX + 16,
          minWidth: ROW_HEAD_PX + columns * (cellWidth + GAP_PX) + 16,
        }}
        className={styles['grid']}
      >
        <thead className={styles['head']}>
          <tr aria-rowindex={1} style={{ ...template, height: HEAD_PX }}>
            <th scope="col" className={styles['corner']}>
              {table.cases.length} of {plan.cases.length} prompts
            </th>
            {plan.contenders.map((contender) => (
              <th scope="col" key={contender.id} className={styles['contender']}>
                <b>
                  <ContenderName position={contender.position} name={contender.name} />
                </b>
                <span className="two">{contender.modelName}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.getVirtualItems().map((item) => {
            const planCase = table.cases[item.index]
            if (planCase === undefined) return null
            const seed = table.cells.get(cellKey(planCase.index, plan.contenders[0]?.id ?? ''))?.seed
            return (
              <tr
                aria-rowindex={item.index + 2}
                key={planCase.index}
                className={styles['row']}
                style={{ ...template, height: rowHeight, transform: `translateY(${item.start}px)` }}
              >
                <th scope="row" className={styles['case']}>
                  <b>{planCase.name}</b>
                  <p style={{ WebkitLineClamp: Math.max(1, Math.floor((rowHeight - 62) / LINE_PX)) }}>
                    {planCase.prompt}
                  </p>
                  {seed !== undefined && <span className="micro two">seed {seed}</span>}
                </th>
                {plan.contenders.map((contender, column) => {
                  const current = place.row === item.index && place.column === column
                  return (
                    <td
                      key={contender.id}
                      aria-colindex={column + 2}
                      aria-selected={current}
                      data-current={current}
                      tabIndex={current ? 0 : -1}
                      className={styles['cell']}
                      onFocus={() => onPlace({ row: item.index, column })}
                      onDoubleClick={() => onOpen({ row: item.index, column })}
                    >
                      <Shot
                        row={table.cells.get(cellKey(planCase.index, contender.id))}
                        contender={contender}
                        planCase={planCase}
                        extent={extent}
                        width={cellWidth}
                      />
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
