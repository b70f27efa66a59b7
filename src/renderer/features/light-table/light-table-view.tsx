import type { ReactNode } from 'react'
import { useRef } from 'react'
import { noMark, type Mark } from '#shared/domain/mark.ts'
import type { ShownPlan } from '#shared/domain/plan.ts'
import { Button } from '../../ui/button.tsx'
import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { EmptyState } from '../../ui/states.tsx'
import type { GridCell } from './arrange-pictures.ts'
import { stackedDimensions, swapped, withOnly } from './arrangement.ts'
import { useInspector } from './use-inspector.ts'
import type { InspectorRenderer } from './inspected-picture.ts'
import { fullWidth } from './grid-sizes.ts'
import { LightGrid } from './light-grid.tsx'
import { hasFilter, searchOf, searchWithFilter, searchWithOrder, type LightTableSearch } from './light-table-search.ts'
import { LightTableTools } from './light-table-tools.tsx'
import styles from './light-table.module.css'
import { markByKey } from './mark-by-key.ts'
import { NO_FILTER } from './picture-filter.ts'
import { OrderChoice } from './order-choice.tsx'
import { PictureFilterTools } from './picture-filter-tools.tsx'
import { readPictureWidth, resized, type PictureWidth } from './picture-width.ts'
import { RankCaption } from './rank-caption.tsx'
import type { Measures } from './rank-pictures.ts'
import type { Surround } from './surround.tsx'
import surroundStyles from './surround.module.css'
import type { ArrangedTable } from './use-light-table.ts'
import type { Marks } from './use-marks.ts'
import type { GridPlace } from './use-place.ts'
import { useSize } from './use-size.ts'
import { useStored } from './use-stored.ts'

const HINTS: ScreenKeys['hints'] = [
  { keys: ['←', '→', '↑', '↓'], does: 'move' },
  { keys: ['Enter'], does: 'open in full size, side by side' },
  { keys: ['T'], does: 'swap rows and columns' },
  { keys: ['R'], does: 'next repeat; with Shift the one before' },
  { keys: ['/'], does: 'filter' },
  { keys: ['−', '+'], does: 'size of the pictures' },
  { keys: ['I'], does: 'inspector' },
]
const MARK_HINTS: ScreenKeys['hints'] = [
  { keys: ['S'], does: 'star, or none' },
  { keys: ['1', '–', '5'], does: 'stars; 0 takes them away' },
  { keys: ['P', 'X'], does: 'pass, reject; once more takes it back' },
]
const KEYS: ScreenKeys = { screen: 'Light table', hints: [...HINTS, ...MARK_HINTS] }
const KEYS_WITHOUT_MARKS: ScreenKeys = { screen: 'Light table', hints: HINTS }

interface LightTableViewProps {
  plan: ShownPlan
  arranged: ArrangedTable
  marks: Marks
  /** null where marks can only be looked at. */
  onMark: ((mark: Mark) => void) | null
  search: LightTableSearch
  onSearch: (search: LightTableSearch) => void
  surround: Surround
  onSurround: (surround: Surround) => void
  place: GridPlace
  onPlace: (place: GridPlace) => void
  onOpen: (cell: GridCell) => void
  /** Whether the table has the keyboard as soon as it is there: someone comes back to it. */
  takesFocus: boolean
  /** null while they are fetched; undefined where there are none to put pictures in order by. */
  measures: Measures | null | undefined
  /** What stands in place of the pictures while they can't be shown; null where they can. */
  message: ReactNode
  renderInspector: InspectorRenderer
}

/** The pictures of a trial on a table, with the tools to lay them out. It asks nobody for anything. */
export function LightTableView(props: LightTableViewProps) {
  const { plan, arranged, marks, search, onSearch, place, onOpen } = props
  const { dimensions, arrangement, filter, table, extent } = arranged
  const [pictureWidth, setPictureWidth] = useStored<PictureWidth>('assay.picture-width', readPictureWidth)
  const inspector = useInspector()
  const scroller = useRef<HTMLDivElement>(null)
  const { width } = useSize(scroller)
  const largest = width > 0 ? fullWidth(width) : null
  const cell = table.cell(place.row, place.column)

  function pageRepeat(by: number) {
    const shown = Number(arrangement.only.repeat)
    if (Number.isNaN(shown)) return
    const next = Math.min(plan.repeats, Math.max(1, shown + by))
    onSearch(searchOf(search, withOnly(arrangement, 'repeat', String(next)), dimensions))
  }
  /** @returns whether the key marks the picture */
  function markCurrent(key: string): boolean {
    if (cell?.sample === undefined || props.onMark === null) return false
    const { sampleId } = cell.sample
    const next = markByKey(marks.get(sampleId) ?? noMark(sampleId), key)
    if (next !== null) props.onMark(next)
    return next !== null
  }

  const { order } = arranged
  const { measures } = props
  const captionOf =
    order === null || measures === null || measures === undefined
      ? null
      : (shown: GridCell) => <RankCaption cell={shown} check={order} measures={measures} />

  useScreenKeys(props.onMark === null ? KEYS_WITHOUT_MARKS : KEYS)
  useKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.toLowerCase()
    if (key === 'i') inspector.toggle()
    else if (key === '+' || key === '=') setPictureWidth(resized(pictureWidth, 1, largest))
    else if (key === '-' || key === '−') setPictureWidth(resized(pictureWidth, -1, largest))
    else if (key === 'r') pageRepeat(event.shiftKey ? -1 : 1)
    else if (key === 't') onSearch(searchOf(search, swapped(arrangement), dimensions))
    else if (key === 'escape' && inspector.coveredPx > 0) inspector.toggle()
    else if (key === 'escape' && hasFilter(filter)) onSearch(searchWithFilter(search, NO_FILTER))
    else if (!markCurrent(event.key)) return
    event.preventDefault()
  })

  return (
    <div className={styles['layout']}>
      <h1 className="unseen">Light table of {plan.name}</h1>
      <LightTableTools
        dimensions={dimensions}
        arrangement={arrangement}
        onArrange={(next) => onSearch(searchOf(search, next, dimensions))}
        pictureWidth={pictureWidth}
        onPictureWidth={setPictureWidth}
        surround={props.surround}
        onSurround={props.onSurround}
        largest={largest}
        inspecting={inspector.isOpen}
        onInspect={inspector.toggle}
      />
      <PictureFilterTools
        filter={filter}
        onFilter={(next) => onSearch(searchWithFilter(search, next))}
        counts={table.counts}
        tags={arranged.tags}
      >
        {props.measures !== undefined && arrangement.columns === 'contender' && (
          <OrderChoice order={search.order ?? null} onOrder={(order) => onSearch(searchWithOrder(search, order))} />
        )}
      </PictureFilterTools>
      <div
        className={`${styles['stage']} ${surroundStyles['behind']}`}
        data-surround={props.surround}
        data-inspecting={inspector.isOpen || undefined}
      >
        {props.message !== null ? (
          <div className={styles['message']}>{props.message}</div>
        ) : table.rows.length === 0 ? (
          <div className={styles['message']}>
            <EmptyState title="No picture fits" action={<WaysOut {...props} />}>
              Nothing that is laid out here fits the filter. Esc clears it.
            </EmptyState>
          </div>
        ) : (
          <LightGrid
            label={gridLabel(arranged)}
            rowNoun={rowNoun(arranged)}
            plan={plan}
            table={table}
            extent={extent}
            pictureWidth={pictureWidth}
            scroller={scroller}
            width={width}
            coveredPx={cell === undefined ? 0 : inspector.coveredPx}
            place={place}
            marks={marks}
            captionOf={captionOf}
            onPlace={props.onPlace}
            onOpen={({ row, column }) => {
              const opened = table.cell(row, column)
              if (opened !== undefined) onOpen(opened)
            }}
            takesFocus={props.takesFocus}
          />
        )}
        {inspector.isOpen &&
          cell !== undefined &&
          props.renderInspector(cell, { onClose: inspector.toggle, onCompare: () => onOpen(cell) })}
      </div>
    </div>
  )
}

/** What helps where the filter leaves nothing: less of it, or more to look through. */
function WaysOut({
  search,
  onSearch,
  arranged: { dimensions, arrangement },
}: Pick<LightTableViewProps, 'search' | 'onSearch' | 'arranged'>) {
  const whole = { ...arrangement, only: {} }
  return (
    <div className={styles['waysOut']}>
      <Button small onClick={() => onSearch(searchWithFilter(search, NO_FILTER))}>
        Clear the filter
      </Button>
      {Object.keys(arrangement.only).length > 0 && (
        <Button small onClick={() => onSearch(searchOf(search, whole, dimensions))}>
          Lay out the whole trial
        </Button>
      )}
    </div>
  )
}

/** What a row is of: a prompt, a contender or a repeat, where it is of nothing else as well. */
function rowNoun({ dimensions, arrangement }: ArrangedTable): string {
  const [only, ...others] = stackedDimensions(dimensions, arrangement)
  return only === undefined || others.length > 0 || only.id.startsWith('axis:') ? 'row' : only.label.toLowerCase()
}

/** Such as “Prompts by contenders”. */
function gridLabel({ dimensions, arrangement }: ArrangedTable): string {
  const [rows, columns] = [arrangement.rows, arrangement.columns].map(
    (side) => dimensions.find(({ id }) => id === side)?.plural ?? '',
  )
  return `${rows} by ${columns?.toLowerCase()}`
}
