import { useLayoutEffect, useRef } from 'react'
import { useDecodedPicture } from './decoded-pictures.ts'
import styles from './loupe.module.css'
import type { Extent } from './picture-extent.ts'
import { pixelOfPicture, scaleOf, spotOf, type PaneSize, type PixelPlace, type Viewpoint } from './viewpoint.ts'

export const MAGNIFICATIONS = [2, 4, 8, 16] as const
export type Magnification = (typeof MAGNIFICATIONS)[number]

interface LoupeProps {
  name: string
  picture: Extent & { sha256: string }
  /** The pixel of the extent that it lies over, in all panes. */
  place: PixelPlace
  magnification: Magnification
  extent: Extent
  pane: PaneSize
  view: Viewpoint
  /** The corner it keeps to: two pictures in one place have one loupe each. */
  corner: 'left' | 'right'
}

const LARGEST_SIDE_PX = 156
const SMALLEST_SIDE_PX = 56
/** What the reading below it takes. */
const READING_PX = 44

/** The pixels of a picture around one of them, magnified, and the value of that one as the picture has it. */
export function Loupe({ name, picture, place, magnification, extent, pane, view, corner }: LoupeProps) {
  const image = useDecodedPicture(picture.sha256)
  const pixelRatio = window.devicePixelRatio
  const side = Math.max(SMALLEST_SIDE_PX, Math.min(LARGEST_SIDE_PX, pane.height / 2 - READING_PX, pane.width / 2 - 20))
  // An odd number, so that one pixel is the middle.
  const count = Math.floor(side / magnification / 2) * 2 + 1
  const spot = spotOf(place, extent, pane, view, pixelRatio)
  const at = pixelOfPicture(place, picture, extent)
  const spotSide = Math.max(5, count * scaleOf(view, extent, pane, pixelRatio))
  return (
    <>
      <i
        className={styles['spot']}
        style={{ left: spot.x - spotSide / 2, top: spot.y - spotSide / 2, width: spotSide, height: spotSide }}
      />
      <figure
        className={styles['loupe']}
        aria-label={`Loupe, ${name}`}
        data-corner={corner}
        data-edge={spot.y > pane.height / 2 ? 'top' : 'bottom'}
      >
        {image !== null && <Magnified image={image} at={at} count={count} magnification={magnification} />}
      </figure>
    </>
  )
}

interface MagnifiedProps {
  image: HTMLImageElement
  at: PixelPlace | null
  count: number
  magnification: Magnification
}

/** One pixel of the canvas is one of the picture, never a mixture; the page enlarges it. */
function Magnified({ image, at, count, magnification }: MagnifiedProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const reading = useRef<HTMLSpanElement>(null)
  const [x, y] = [at?.x ?? null, at?.y ?? null]
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true }) ?? null
    if (context === null) return
    context.clearRect(0, 0, count, count)
    if (x === null || y === null || reading.current === null) return
    const middle = (count - 1) / 2
    context.drawImage(image, middle - x, middle - y)
    reading.current.textContent = readingText(context.getImageData(middle, middle, 1, 1).data)
  }, [image, x, y, count])
  const side = count * magnification
  return (
    <>
      <div className={styles['glass']} style={{ width: side, height: side }}>
        <canvas ref={canvas} width={count} height={count} style={{ width: side, height: side }} />
        <i
          className={styles['middle']}
          style={{
            left: ((count - 1) / 2) * magnification,
            top: ((count - 1) / 2) * magnification,
            width: magnification,
            height: magnification,
          }}
        />
      </div>
      <div className={styles['reading']}>
        {at === null ? (
          <span>beside the picture</span>
        ) : (
          <>
            <span>
              x {at.x} y {at.y}
            </span>
            <span ref={reading} />
          </>
        )}
      </div>
    </>
  )
}

/** Red, green and blue from 0 to 255; opacity where one sees through. */
function readingText([red = 0, green = 0, blue = 0, opacity = 255]: Uint8ClampedArray): string {
  if (opacity === 0) return 'transparent'
  return `R ${red} G ${green} B ${blue}${opacity === 255 ? '' : ` A ${opacity}`}`
}
