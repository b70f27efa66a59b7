import { Button } from '../../ui/button.tsx'
import { ArrangementChoice } from './arrangement-choice.tsx'
import type { Arrangement } from './arrangement.ts'
import type { Dimension } from './dimensions.ts'
import styles from './light-table.module.css'
import { largestSize, pictureWidthOf, sizeOf, SMALLEST_SIZE, type PictureWidth } from './picture-width.ts'
import { SurroundChoice, type Surround } from './surround.tsx'

interface LightTableToolsProps {
  dimensions: readonly Dimension[]
  arrangement: Arrangement
  onArrange: (arrangement: Arrangement) => void
  pictureWidth: PictureWidth
  onPictureWidth: (width: PictureWidth) => void
  /** CSS pixels of the widest picture that there is room for; null before the first layout. */
  largest: number | null
  surround: Surround
  onSurround: (surround: Surround) => void
  inspecting: boolean
  onInspect: () => void
}

/** How the pictures are laid out, how large, and on what. */
export function LightTableTools(props: LightTableToolsProps) {
  const { pictureWidth } = props
  return (
    <div className={styles['tools']} role="toolbar" aria-label="Light table">
      <ArrangementChoice dimensions={props.dimensions} arrangement={props.arrangement} onArrange={props.onArrange} />
      <span className={styles['toolsEnd']}>
        <label className={styles['size']}>
          <span className="three">Size</span>
          <input
            type="range"
            aria-label="Picture size"
            min={SMALLEST_SIZE}
            max={largestSize(props.largest)}
            step="any"
            value={sizeOf(pictureWidth)}
            onChange={(event) => props.onPictureWidth(pictureWidthOf(Number(event.target.value)))}
          />
        </label>
        <button
          type="button"
          className={styles['chip']}
          aria-pressed={pictureWidth === 'fit'}
          onClick={() => props.onPictureWidth('fit')}
        >
          Fit
        </button>
        <SurroundChoice value={props.surround} onChange={props.onSurround} />
        <Button small aria-pressed={props.inspecting} onClick={props.onInspect}>
          Inspector <kbd>I</kbd>
        </Button>
      </span>
    </div>
  )
}
