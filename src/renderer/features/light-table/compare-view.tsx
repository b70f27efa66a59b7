import { useMemo, useRef, useState } from 'react'
import { noMark, type Mark } from '#shared/domain/mark.ts'
import type { ShownContender, ShownPlan } from '#shared/domain/plan.ts'
import type { SampleRow } from '#shared/domain/sample-row.ts'
import type { CompareChoices } from './compare-choices.ts'
import { useCompareKeys } from './compare-keys.ts'
import { CompareTools } from './compare-tools.tsx'
import { ComparedPictures } from './compared-pictures.tsx'
import styles from './compare-view.module.css'
import { useHeldPictures } from './decoded-pictures.ts'
import { FilmStrip } from './film-strip.tsx'
import { useHistograms } from './histogram.tsx'
import type { HistogramScale } from './histogram-path.ts'
import type { InspectorRenderer } from './inspected-picture.ts'
import { markByKey } from './mark-by-key.ts'
import type { Extent } from './picture-extent.ts'
import { cellKey, samplesOfRepeat } from './samples-of-repeat.ts'
import surroundStyles from './surround.module.css'
import { useDragAndWheel } from './use-drag-and-wheel.ts'
import { useLoupe } from './use-loupe.ts'
import { useSize } from './use-size.ts'
import { useStored } from './use-stored.ts'
import { FITTED, panBy, pixelUnder, scaleOf, withInSight, zoomAt, type Viewpoint } from './viewpoint.ts'

interface CompareViewProps extends CompareChoices {
  plan: ShownPlan
  rows: readonly SampleRow[]
  marks: ReadonlyMap<string, Mark>
  /** null where marks can only be looked at. */
  onMark: ((mark: Mark) => void) | null
  extent: Extent
  caseIndex: number
  /** From 1. */
  repeat: number
  onGo: (caseIndex: number, repeat: number) => void
  onClose: () => void
  renderInspector: InspectorRenderer
}

const MOST_COLUMNS = 4
/** Below that a picture can’t be judged: two lines of panes with all that lies under them are scrolled rather. */
const LEAST_HEIGHT_PX = 160

/** One prompt, its pictures side by side or two in one place. Zoom and place are locked, and a smaller picture is drawn smaller. */
export function CompareView(props: CompareViewProps) {
  const { plan, rows, extent, caseIndex, repeat, surround, pair } = props
  const comparison = pair === null ? 'side-by-side' : props.comparison
  const [view, setView] = useState<Viewpoint>(FITTED)
  const [inspected, setInspected] = useState<string | null>(null)
  const [histogram, setHistogram] = useStored<HistogramScale | 'none'>('assay.histogram', readHistogram)
  const panes = useRef<HTMLDivElement>(null)
  const firstPane = useRef<HTMLDivElement>(null)
  const pane = useSize(firstPane)
  const loupe = useLoupe(extent)
  const pixelRatio = window.devicePixelRatio
  const oneToOne = 1 / pixelRatio
  const scale = pane.width === 0 ? 1 : scaleOf(view, extent, pane, pixelRatio)
  const samples = useMemo(() => samplesOfRepeat(rows, repeat - 1), [rows, repeat])
  const planCase = plan.cases[caseIndex]
  const shown = comparison === 'side-by-side' || pair === null ? props.among : [pair.first, pair.second]
  const rowOf = ({ id }: ShownContender) => samples.get(cellKey(caseIndex, id))
  const picturesOf = (index: number) => shown.flatMap(({ id }) => samples.get(cellKey(index, id))?.image?.sha256 ?? [])
  const pictures = picturesOf(caseIndex)
  useHeldPictures(pictures, [...picturesOf(caseIndex + 1), ...picturesOf(caseIndex - 1)])
  const histograms = useHistograms(histogram === 'none' ? [] : pictures, histogram === 'log' ? 'log' : 'linear')
  const inspectedContender = plan.contenders.find(({ id }) => id === inspected)
  const inspectedRow = inspectedContender && rowOf(inspectedContender)

  /** @returns whether the key marks the picture that is inspected */
  function markInspected(key: string, onMark: CompareViewProps['onMark']): boolean {
    const sampleId = inspectedRow?.sampleId
    const mark = sampleId === undefined ? null : markByKey(props.marks.get(sampleId) ?? noMark(sampleId), key)
    if (mark !== null) onMark?.(mark)
    return mark !== null
  }

  useDragAndWheel(panes, {
    onDrag: (moved) => setView((now) => panBy(now, moved, extent, pane, pixelRatio)),
    onWheel: (factor, cursor) => setView((now) => zoomAt(now, factor, cursor, extent, pane, pixelRatio)),
    onHover: (cursor) => loupe.put(pixelUnder(cursor, extent, pane, view, pixelRatio)),
  })
  useCompareKeys({
    contenders: plan.contenders,
    comparison,
    pair,
    loupe,
    onCompare: props.onCompare,
    onGo: (caseBy, repeatBy) => {
      const nextCase = Math.min(plan.cases.length - 1, Math.max(0, caseIndex + caseBy))
      props.onGo(nextCase, Math.min(plan.repeats, Math.max(1, repeat + repeatBy)))
    },
    onZoom: (factor) =>
      setView(zoomAt(view, factor, { x: pane.width / 2, y: pane.height / 2 }, extent, pane, pixelRatio)),
    onFitOrOne: () => setView(view.scale === 'fit' ? { ...FITTED, scale: oneToOne } : FITTED),
    onPan: (moved) => setView(panBy(view, moved, extent, pane, pixelRatio)),
    onLoupe: (moved) => {
      if (loupe.place === null) return
      const place = loupe.put({ x: loupe.place.x + moved.x, y: loupe.place.y + moved.y })
      setView(withInSight(place, extent, pane, view, pixelRatio))
    },
    onHistogram: () => setHistogram(histogram === 'none' ? 'linear' : 'none'),
    onInspect: () => setInspected(inspected === null ? (shown[0]?.id ?? null) : null),
    onMarkKey: props.onMark === null ? null : (key) => markInspected(key, props.onMark),
    onEscape: () => {
      if (loupe.place !== null) loupe.toggle()
      else if (inspected !== null) setInspected(null)
      else props.onClose()
    },
  })
  if (planCase === undefined) return null

  const columns = comparison === 'side-by-side' ? Math.min(MOST_COLUMNS, shown.length) : 1
  const lines = Math.ceil(shown.length / MOST_COLUMNS)
  return (
    <div className={styles['layout']}>
      <CompareTools
        {...props}
        title={`${planCase.name}, side by side`}
        comparison={comparison}
        onRepeat={(next) => props.onGo(caseIndex, next)}
        zoom={view.scale === 'fit' ? 'fit' : Math.abs(view.scale - oneToOne) < 1e-6 ? 'one' : 'free'}
        zoomPercent={Math.round(scale * pixelRatio * 100)}
        onZoom={(next) => setView(next === 'one' ? { ...view, scale: oneToOne } : FITTED)}
        loupe={loupe}
        histogram={histogram === 'none' ? null : histogram}
        onHistogram={(next) => setHistogram(next ?? 'none')}
      />
      <div className={styles['stage']} data-inspecting={inspectedContender !== undefined || undefined}>
        <div
          ref={panes}
          className={`${styles['panes']} ${surroundStyles['behind']}`}
          data-surround={surround}
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gridTemplateRows:
              comparison === 'side-by-side'
                ? `repeat(${lines}, 36px minmax(${LEAST_HEIGHT_PX}px, 1fr) auto)`
                : 'minmax(0, 1fr)',
          }}
        >
          <ComparedPictures
            comparison={comparison}
            pair={pair}
            among={shown}
            rowOf={rowOf}
            planCase={planCase}
            extent={extent}
            pane={pane}
            viewRef={firstPane}
            view={view}
            loupe={loupe}
            histograms={histogram === 'none' ? null : histograms}
            inspected={inspected}
            onInspect={setInspected}
          />
        </div>
        {inspectedContender !== undefined &&
          props.renderInspector(
            { planCase, contender: inspectedContender, repeat: repeat - 1, sample: inspectedRow },
            { onClose: () => setInspected(null), onCompare: null },
          )}
      </div>
      <FilmStrip
        plan={plan}
        samples={samples}
        caseIndex={caseIndex}
        onGo={(next) => props.onGo(next, repeat)}
        caption={<span className="two">{planCase.prompt}</span>}
      />
    </div>
  )
}

function readHistogram(stored: string | null): HistogramScale | 'none' {
  return stored === 'linear' || stored === 'log' ? stored : 'none'
}
