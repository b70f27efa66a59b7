import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { countText } from '#shared/units/count-text.ts'
import { useKeys, useScreenKeys, type ScreenKeys } from '../../ui/keys.ts'
import { EmptyState, ErrorState, LoadingShape } from '../../ui/states.tsx'
import { useOpenTrial } from '../trial/trial-context.ts'
import { TrialScreen } from '../trial/trial-screen.tsx'
import { useRows } from '../trial/use-rows.ts'
import { pairOf, searchWith } from './compared-pair.ts'
import { CompareView } from './compare-view.tsx'
import { Inspector } from './inspector.tsx'
import { LightGrid, type GridPlace } from './light-grid.tsx'
import type { LightTableSearch, Showing } from './light-table-search.ts'
import { LARGEST_PICTURE_PX, LightTableTools, SMALLEST_PICTURE_PX } from './light-table-tools.tsx'
import styles from './light-table.module.css'
import { cellKey, findExtent, prepareLightTable } from './prepare-light-table.ts'
import { readSurround } from './surround.tsx'
import surroundStyles from './surround.module.css'
import { useStored } from './use-stored.ts'

const KEYS: ScreenKeys = {
  screen: 'Light table',
  hints: [
    { keys: ['←', '→', '↑', '↓'], does: 'move' },
    { keys: ['Enter'], does: 'open, all contenders side by side' },
    { keys: ['R'], does: 'next repeat; with Shift the one before' },
    { keys: ['/'], does: 'filter prompts' },
    { keys: ['−', '+'], does: 'size of the pictures' },
    { keys: ['I'], does: 'inspector' },
  ],
}

const SIZE_STEP_PX = 24

export function LightTableScreen() {
  const { trial } = useOpenTrial()
  const { plan } = trial
  const search = useSearch({ from: '/trials/$trialId/light-table' })
  const navigate = useNavigate()
  const query = useRows()
  const rows = useMemo(() => query.data ?? [], [query.data])
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 0 })
  const [pictureWidth, setPictureWidth] = useStored<number | 'fit'>('assay.picture-width', readPictureWidth)
  const [surround, setSurround] = useStored('assay.surround', readSurround)
  const [inspecting, setInspecting] = useState(() => window.innerWidth > 1320)

  const repeat = Math.min(search.repeat ?? 1, plan.repeats)
  const filter = search.filter ?? ''
  const show = search.show ?? null
  const extent = useMemo(() => findExtent(plan, rows), [plan, rows])
  const table = useMemo(
    () => prepareLightTable(plan, rows, { repeat: repeat - 1, filter, show }),
    [plan, rows, repeat, filter, show],
  )
  const current = { row: Math.min(place.row, Math.max(0, table.cases.length - 1)), column: place.column }
  const currentCase = table.cases[current.row]
  const currentContender = plan.contenders[current.column]

  function look(next: LightTableSearch) {
    void navigate({ to: '/trials/$trialId/light-table', params: { trialId: trial.id }, search: next, replace: true })
  }
  function change(next: { repeat?: number; filter?: string; show?: Showing | null }) {
    const chosen = { repeat, filter, show, ...next }
    look({
      repeat: chosen.repeat,
      ...(chosen.filter === '' ? {} : { filter: chosen.filter }),
      ...(chosen.show === null ? {} : { show: chosen.show }),
    })
  }
  function open(caseIndex: number) {
    void navigate({
      to: '/trials/$trialId/light-table',
      params: { trialId: trial.id },
      search: { ...search, open: caseIndex },
    })
  }
  function resize(byPx: number) {
    const from = pictureWidth === 'fit' ? 220 : pictureWidth
    setPictureWidth(Math.min(LARGEST_PICTURE_PX, Math.max(SMALLEST_PICTURE_PX, from + byPx)))
  }

  const comparing = search.open !== undefined && plan.cases[search.open] !== undefined
  useScreenKeys(KEYS)
  useKeys((event) => {
    if (comparing || event.ctrlKey || event.metaKey || event.altKey) return
    const key = event.key.toLowerCase()
    if (key === 'i') setInspecting(!inspecting)
    else if (key === '+' || key === '=') resize(SIZE_STEP_PX)
    else if (key === '-' || key === '−') resize(-SIZE_STEP_PX)
    else if (key === 'r') change({ repeat: Math.min(plan.repeats, Math.max(1, repeat + (event.shiftKey ? -1 : 1))) })
    else if (key === 'escape' && (filter !== '' || show !== null)) look({ repeat })
    else return
    event.preventDefault()
  })

  if (comparing && search.open !== undefined) {
    return (
      <CompareView
        trial={trial}
        rows={rows}
        extent={extent}
        caseIndex={search.open}
        repeat={repeat}
        surround={surround}
        onSurround={setSurround}
        onGo={(caseIndex, nextRepeat) => look({ ...search, open: caseIndex, repeat: nextRepeat })}
        comparison={search.compare ?? 'side-by-side'}
        pair={pairOf(plan, search)}
        onCompare={(comparison, pair) => look(searchWith(search, comparison, pair))}
        onClose={() => {
          const row = table.cases.findIndex((planCase) => planCase.index === search.open)
          if (row !== -1) setPlace({ row, column: place.column })
          const { open: _closed, compare: _compare, first: _first, second: _second, ...rest } = search
          look(rest)
        }}
      />
    )
  }
  return (
    <TrialScreen
      layout="bare"
      foot={`${countText(table.pictureCount, 'picture')} of this repeat · drawn true to size, never cropped`}
    >
      <div className={styles['layout']}>
        <h1 className="unseen">Light table of {plan.name}</h1>
        <LightTableTools
          repeats={plan.repeats}
          repeat={repeat}
          onRepeat={(next) => change({ repeat: next })}
          filter={filter}
          onFilter={(next) => change({ filter: next })}
          show={show}
          onShow={(next) => change({ show: next })}
          counts={table.counts}
          pictureWidth={pictureWidth}
          onPictureWidth={setPictureWidth}
          surround={surround}
          onSurround={setSurround}
          inspecting={inspecting}
          onInspect={() => setInspecting(!inspecting)}
        />
        <div
          className={`${styles['stage']} ${surroundStyles['behind']}`}
          data-surround={surround}
          data-inspecting={inspecting || undefined}
        >
          {query.isError ? (
            <div className={styles['message']}>
              <ErrorState title="The samples can’t be read" error={query.error} onRetry={() => void query.refetch()} />
            </div>
          ) : query.isPending ? (
            <div className={styles['message']}>
              <LoadingShape label="Loading the samples" lines={8} />
            </div>
          ) : table.cases.length === 0 ? (
            <div className={styles['message']}>
              <EmptyState title="No prompt fits">
                None of the {countText(plan.cases.length, 'prompt')} fits the filter in repeat {repeat}. Esc clears it.
              </EmptyState>
            </div>
          ) : (
            <LightGrid
              plan={plan}
              table={table}
              extent={extent}
              pictureWidth={pictureWidth}
              place={current}
              onPlace={setPlace}
              onOpen={(next) => {
                const chosen = table.cases[next.row]
                if (chosen !== undefined) open(chosen.index)
              }}
            />
          )}
          {inspecting && currentCase !== undefined && currentContender !== undefined && (
            <Inspector
              trial={trial}
              planCase={currentCase}
              contender={currentContender}
              repeat={repeat}
              row={table.cells.get(cellKey(currentCase.index, currentContender.id))}
              onCompare={() => open(currentCase.index)}
              onClose={() => setInspecting(false)}
            />
          )}
        </div>
      </div>
    </TrialScreen>
  )
}

function readPictureWidth(stored: string | null): number | 'fit' {
  const width = Number(stored)
  return Number.isFinite(width) && width >= SMALLEST_PICTURE_PX && width <= LARGEST_PICTURE_PX ? width : 'fit'
}
