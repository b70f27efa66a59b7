import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { CompareChoices } from './compare-choices.ts'
import styles from './compare-view.module.css'
import { axisOf, type ComparedDimension } from './dimensions.ts'
import type { HistogramScale } from './histogram-path.ts'
import toolStyles from './light-table.module.css'
import { COMPARISONS, type Comparison } from './light-table-search.ts'
import { MAGNIFICATIONS } from './loupe.tsx'
import { PairChoice } from './pair-choice.tsx'
import { PictureChoice } from './picture-choice.tsx'
import { SurroundChoice, type Surround } from './surround.tsx'
import { readMagnification, type LoupeControl } from './use-loupe.ts'

interface CompareToolsProps extends Pick<
  CompareChoices,
  'comparable' | 'across' | 'pictures' | 'among' | 'onAmong' | 'comparison' | 'pair' | 'onCompare' | 'namesHidden'
> {
  onHideNames: () => void
  surround: Surround
  onSurround: (surround: Surround) => void
  zoom: 'fit' | 'one' | 'free'
  zoomPercent: number
  onZoom: (zoom: 'fit' | 'one') => void
  loupe: LoupeControl
  histogram: HistogramScale | null
  onHistogram: (scale: HistogramScale | null) => void
}

export function CompareTools(props: CompareToolsProps) {
  const { pictures, pair, comparison, loupe, histogram } = props
  const compared = props.comparable.find(({ id }) => id === props.across)
  return (
    <div className={`${toolStyles['tools']} ${styles['bar']}`} role="toolbar" aria-label="Side by side">
      {pair === null ? (
        <span className="two">{nothingText(compared?.id)}</span>
      ) : (
        <Segmented
          label="Comparison"
          value={comparison}
          options={COMPARISONS.map((value) => ({ value, label: COMPARISON_WORDS[value] }))}
          onChange={(next) => props.onCompare(next, pair)}
        />
      )}
      {pair !== null && comparison !== 'side-by-side' && (
        <PairChoice
          noun={nounOf(props.across)}
          pictures={pictures}
          pair={pair}
          onPair={(next) => props.onCompare(comparison, next)}
        />
      )}
      {comparison === 'side-by-side' && pictures.length > 2 && (
        <PictureChoice
          plural={compared?.plural ?? 'Pictures'}
          pictures={pictures}
          chosen={props.among}
          onChoose={props.onAmong}
        />
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
        <Button small aria-pressed={props.namesHidden} onClick={props.onHideNames}>
          Hide names <kbd>H</kbd>
        </Button>
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

function nounOf(id: ComparedDimension): string {
  return axisOf(id) ?? id
}

/** Why the one picture stands alone. @param id the dimension that has several values, though not here; undefined where none has */
function nothingText(id: ComparedDimension | undefined): string {
  return id === undefined ? 'One picture: nothing to compare' : `One value of ${nounOf(id)} here: nothing to compare`
}
