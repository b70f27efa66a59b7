import type { ShownPlan } from '#shared/domain/plan.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { CompareChoices } from './compare-choices.ts'
import { ContenderChoice } from './contender-choice.tsx'
import type { HistogramScale } from './histogram-path.ts'
import toolStyles from './light-table.module.css'
import { COMPARISONS, type Comparison } from './light-table-search.ts'
import { MAGNIFICATIONS } from './loupe.tsx'
import { PairChoice } from './pair-choice.tsx'
import { RepeatPager } from './repeat-pager.tsx'
import { SurroundChoice } from './surround.tsx'
import { readMagnification, type LoupeControl } from './use-loupe.ts'

interface CompareToolsProps extends CompareChoices {
  plan: ShownPlan
  title: string
  /** From 1. */
  repeat: number
  onRepeat: (repeat: number) => void
  comparison: Comparison
  zoom: 'fit' | 'one' | 'free'
  zoomPercent: number
  onZoom: (zoom: 'fit' | 'one') => void
  loupe: LoupeControl
  histogram: HistogramScale | null
  onHistogram: (scale: HistogramScale | null) => void
}

export function CompareTools(props: CompareToolsProps) {
  const { plan, pair, comparison, loupe, histogram } = props
  return (
    <div className={toolStyles['tools']} role="toolbar" aria-label="Side by side">
      <h1 className="unseen">{props.title}</h1>
      <RepeatPager repeats={plan.repeats} repeat={props.repeat} onRepeat={props.onRepeat} />
      {pair !== null && (
        <Segmented
          label="Comparison"
          value={comparison}
          options={COMPARISONS.map((value) => ({ value, label: COMPARISON_WORDS[value] }))}
          onChange={(next) => props.onCompare(next, pair)}
        />
      )}
      {pair !== null && comparison !== 'side-by-side' && (
        <PairChoice plan={plan} pair={pair} onPair={(next) => props.onCompare(comparison, next)} />
      )}
      {comparison === 'side-by-side' && plan.contenders.length > 2 && (
        <ContenderChoice contenders={plan.contenders} chosen={props.among} onChoose={props.onAmong} />
      )}
      <span className="two">
        <span className="unseen">Zoom, locked: </span>
        <b style={{ color: 'var(--ink)' }}>{props.zoomPercent} %</b>
      </span>
      <Segmented
        label="Zoom"
        value={props.zoom}
        options={[
          { value: 'fit', label: 'Fit' },
          { value: 'one', label: '1 : 1' },
        ]}
        onChange={(next) => props.onZoom(next === 'one' ? 'one' : 'fit')}
      />
      <Button small aria-pressed={loupe.place !== null} onClick={loupe.toggle}>
        Loupe <kbd>L</kbd>
      </Button>
      {loupe.place !== null && (
        <select
          aria-label="The loupe magnifies"
          value={loupe.magnification}
          onChange={(event) => loupe.magnify(readMagnification(event.currentTarget.value))}
        >
          {MAGNIFICATIONS.map((magnification) => (
            <option key={magnification} value={magnification}>
              {magnification} ×
            </option>
          ))}
        </select>
      )}
      <Button
        small
        aria-pressed={histogram !== null}
        onClick={() => props.onHistogram(histogram === null ? 'linear' : null)}
      >
        Histogram <kbd>B</kbd>
      </Button>
      {histogram !== null && (
        <Button
          small
          look="quiet"
          aria-pressed={histogram === 'log'}
          onClick={() => props.onHistogram(histogram === 'log' ? 'linear' : 'log')}
        >
          Log
        </Button>
      )}
      <span className={toolStyles['toolsEnd']}>
        <SurroundChoice value={props.surround} onChange={props.onSurround} />
      </span>
    </div>
  )
}

const COMPARISON_WORDS: Record<Comparison, string> = {
  'side-by-side': 'Side by side',
  slider: 'Slider',
  flip: 'Flip',
  difference: 'Difference',
}
