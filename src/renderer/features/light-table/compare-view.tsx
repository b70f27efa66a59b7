import { useMemo, useRef, useState } from 'react'
import { noMark, type Mark } from '#shared/domain/mark.ts'
import type { ShownPlan } from '#shared/domain/plan.ts'
import type { CompareChoices } from './compare-choices.ts'
import { useCompareKeys } from './compare-keys.ts'
import { CompareSubject } from './compare-subject.tsx'
import { CompareTools } from './compare-tools.tsx'
import { picturesAlong } from './compared-picture.ts'
import { caseLike, casesByPrompt, keptName, keptPrompt } from './compared-place.ts'
import { ComparedPictures } from './compared-pictures.tsx'
import styles from './compare-view.module.css'
import { useHeldPictures } from './decoded-pictures.ts'
import { FilmStrip } from './film-strip.tsx'
import { useHistograms } from './histogram.tsx'
import type { HistogramScale } from './histogram-path.ts'
import type { InspectorRenderer } from './inspected-picture.ts'
import { markByKey } from './mark-by-key.ts'
import type { Extent } from './picture-extent.ts'
import type { SamplesByPlace } from './samples-by-place.ts'
import type { Surround } from './surround.tsx'
import surroundStyles from './surround.module.css'
import { useDragAndWheel } from './use-drag-and-wheel.ts'
import { useLoupe } from './use-loupe.ts'
import { useSize } from './use-size.ts'
import { useStored } from './use-stored.ts'
import { FITTED, panBy, pixelUnder, scaleOf, withInSight, zoomAt, type Viewpoint } from './viewpoint.ts'

interface CompareViewProps extends CompareChoices {
  plan: ShownPlan
  samples: SamplesByPlace
  marks: ReadonlyMap<string, Mark>
  /** null where marks can only be looked at. */
  onMark: ((mark: Mark) => void) | null
  extent: Extent
  surround: Surround
  onSurround: (surround: Surround) => void
  onClose: () => void
  renderInspector: InspectorRenderer
}

const MOST_COLUMNS = 4
/** Below that a picture can’t be judged: two lines of panes with all that lies under them are scrolled rather. */
const LEAST_HEIGHT_PX = 160

/** One prompt, its pictures side by side or two in one place. Zoom and place are locked, and a smaller picture is drawn smaller. */
export function CompareView(props: CompareViewProps) {
  const { plan, samples, extent, place, across, comparison, pair, namesHidden } = props
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
  const prompts = useMemo(() => casesByPrompt(plan), [plan])
  const prompt = prompts.findIndex((cases) => cases[0]?.promptIndex === place.planCase.promptIndex)
  const shown = comparison === 'side-by-side' || pair === null ? props.among : [pair.first, pair.second]
  const pictures = shown.flatMap(({ sample }) => sample?.image?.sha256 ?? [])
  const shownIds = JSON.stringify(shown.map(({ id }) => id))
  const neighbours = useMemo(() => {
    const cases = [prompt + 1, prompt - 1].flatMap((at) => caseLike(prompts[at] ?? [], place.planCase) ?? [])
    const ids = JSON.parse(shownIds) as string[]
    return cases.flatMap((planCase) =>
      picturesAlong(plan, across, { ...place, planCase }, samples)
        .filter(({ id }) => ids.includes(id))
        .flatMap(({ sample }) => sample?.image?.sha256 ?? []),
    )
  }, [plan, prompts, prompt, across, place, samples, shownIds])
  useHeldPictures(pictures, neighbours)
  const histograms = useHistograms(histogram === 'none' ? [] : pictures, histogram === 'log' ? 'log' : 'linear')
  const keepsRepeat = across !== 'repeat' && across !== 'seed'
  const inspectedPicture = namesHidden ? undefined : props.pictures.find(({ id }) => id === inspected)

  /** @returns whether the key marks the picture that is inspected */
  function markInspected(key: string, onMark: CompareViewProps['onMark']): boolean {
    const sampleId = inspectedPicture?.sample?.sampleId
    const mark = sampleId === undefined ? null : markByKey(props.marks.get(sampleId) ?? noMark(sampleId), key)
    if (mark !== null) onMark?.(mark)
    return mark !== null
  }
  function hideNames(): void {
    setInspected(null)
    props.onHide(namesHidden ? null : drawSeed())
  }

  useDragAndWheel(panes, {
    onDrag: (moved) => setView((now) => panBy(now, moved, extent, pane, pixelRatio)),
    onWheel: (factor, cursor) => setView((now) => zoomAt(now, factor, cursor, extent, pane, pixelRatio)),
    onHover: (cursor) => loupe.put(pixelUnder(cursor, extent, pane, view, pixelRatio)),
  })
  useCompareKeys({
    pictures: props.pictures,
    comparison,
    pair,
    loupe,
    onCompare: props.onCompare,
    onGo: (promptBy, repeatBy) => {
      const nextPrompt = prompts[Math.min(prompts.length - 1, Math.max(0, prompt + promptBy))] ?? []
      const planCase = caseLike(nextPrompt, place.planCase) ?? place.planCase
      const repeat = Math.min(plan.repeats - 1, Math.max(0, place.repeat + (keepsRepeat ? repeatBy : 0)))
      props.onGo({ ...place, planCase, repeat })
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
    onInspect: () => setInspected(inspectedPicture === undefined ? (shown[0]?.id ?? null) : null),
    onHideNames: hideNames,
    onMarkKey: props.onMark === null ? null : (key) => markInspected(key, props.onMark),
    onEscape: () => {
      if (loupe.place !== null) loupe.toggle()
      else if (inspectedPicture !== undefined) setInspected(null)
      else props.onClose()
    },
  })

  const title = keptName(place.planCase, across)
  const columns = comparison === 'side-by-side' ? Math.min(MOST_COLUMNS, shown.length) : 1
  const lines = Math.ceil(shown.length / MOST_COLUMNS)
  return (
    <div className={styles['layout']}>
      <h1 className="unseen">{title}, side by side</h1>
      <div className={styles['bars']}>
        <CompareSubject {...props} />
        <CompareTools
          {...props}
          onHideNames={hideNames}
          zoom={view.scale === 'fit' ? 'fit' : Math.abs(view.scale - oneToOne) < 1e-6 ? 'one' : 'free'}
          zoomPercent={Math.round(scale * pixelRatio * 100)}
          onZoom={(next) => setView(next === 'one' ? { ...view, scale: oneToOne } : FITTED)}
          loupe={loupe}
          histogram={histogram === 'none' ? null : histogram}
          onHistogram={(next) => setHistogram(next ?? 'none')}
        />
      </div>
      <div className={styles['stage']} data-inspecting={inspectedPicture !== undefined || undefined}>
        <div
          ref={panes}
          className={`${styles['panes']} ${surroundStyles['behind']}`}
          data-surround={props.surround}
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
            extent={extent}
            pane={pane}
            viewRef={firstPane}
            view={view}
            loupe={loupe}
            histograms={histogram === 'none' ? null : histograms}
            inspected={inspectedPicture?.id ?? null}
            onInspect={setInspected}
          />
        </div>
        {inspectedPicture !== undefined &&
          props.renderInspector(inspectedPicture, { onClose: () => setInspected(null), onCompare: null })}
      </div>
      <FilmStrip
        plan={plan}
        samples={samples}
        prompts={prompts}
        place={place}
        across={across}
        onGo={(planCase) => props.onGo({ ...place, planCase })}
        title={title}
        caption={<span className="two">{keptPrompt(place.planCase, across)}</span>}
        keys={
          <>
            {keepsRepeat && plan.repeats > 1 && (
              <>
                <kbd>↑</kbd> <kbd>↓</kbd> repeat{' '}
              </>
            )}
            <kbd>Z</kbd> zoom
          </>
        }
      />
    </div>
  )
}

function readHistogram(stored: string | null): HistogramScale | 'none' {
  return stored === 'linear' || stored === 'log' ? stored : 'none'
}

/** Of the order in which pictures stand without their names. */
function drawSeed(): number {
  const [seed = 0] = crypto.getRandomValues(new Uint32Array(1))
  return seed
}
