import { useEffect, useRef, useState } from 'react'
import type { ImageRecord } from '#shared/domain/image.ts'
import { sizeText } from '#shared/units/size-text.ts'
import { Button } from './button.tsx'
import styles from './given-picture.module.css'
import { pictureAddress, wholePicture } from './picture-address.ts'
import { ReadablePicture } from './readable-picture.tsx'

/** A given picture, wherever it comes from: the data folder, or the file that shows it. */
export interface GivenPictureFile {
  /** Of a thumbnail, or of the picture itself where there is none. */
  reduced: string
  whole: string
  /** Pixels of what models were given. */
  width: number
  height: number
}

interface GivenPictureLook {
  /** The longer side as it is drawn, in CSS pixels; a smaller picture is drawn smaller. */
  side: number
  /** Where its name and its size stand; without them they are told by the pointer, and to screen readers. */
  words?: 'beside' | 'below' | 'none'
  /** Whether the tab key stops here; in a grid arrows move, and the same picture stands in the inspector. */
  tabStop?: boolean
}

/** The picture that came with a prompt, small; it opens to its size. Nothing where there is none. */
export function GivenPicture({ image, ...look }: GivenPictureLook & { image: ImageRecord | null }) {
  return image !== null && <GivenPictureView key={image.sha256} file={keptGivenPicture(image, look.side)} {...look} />
}

/** A picture of the data folder, or of the gallery that took its place, for a thumbnail `side` CSS pixels long. */
export function keptGivenPicture({ sha256, width, height }: ImageRecord, side: number): GivenPictureFile {
  const reduced = pictureAddress(sha256, side, window.devicePixelRatio)
  return { reduced, whole: wholePicture(sha256), width, height }
}

export function GivenPictureView({
  file,
  side,
  words = 'none',
  tabStop = true,
}: GivenPictureLook & { file: GivenPictureFile }) {
  const [isOpen, setIsOpen] = useState(false)
  const { width, height } = file
  const scale = Math.min(1, side / Math.max(width, height))
  const size = sizeText(width, height)
  return (
    <figure className={styles['given']} data-words={words}>
      <button
        type="button"
        className={styles['open']}
        title={`Given picture, ${size}`}
        tabIndex={tabStop ? 0 : -1}
        onClick={() => setIsOpen(true)}
        // In a grid the same keys open what is beside it.
        onKeyDown={(event) => (event.key === 'Enter' || event.key === ' ') && event.stopPropagation()}
      >
        <ReadablePicture
          addresses={[file.reduced, file.whole]}
          title={file.whole}
          alt={`Given picture, ${size}: enlarge`}
          width={Math.max(1, Math.round(width * scale))}
          height={Math.max(1, Math.round(height * scale))}
          lazy
        />
      </button>
      {words !== 'none' && (
        <figcaption className={styles['words']}>
          Given picture <span className={styles['size']}>{size}</span>
        </figcaption>
      )}
      {isOpen && <Enlarged file={file} size={size} onClose={() => setIsOpen(false)} />}
    </figure>
  )
}

/** The browser's own dialog: the files that are sent out let in no style that a library would add. */
function Enlarged({ file, size, onClose }: { file: GivenPictureFile; size: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element === null) return undefined
    if (!element.open) element.showModal()
    // Its keys are not those of the place that it was opened from, and beside the picture lies the way back.
    const keepKeys = (event: KeyboardEvent): void => event.stopPropagation()
    const closeBeside = (event: MouseEvent): void => {
      if (event.target === element) element.close()
    }
    element.addEventListener('keydown', keepKeys)
    element.addEventListener('click', closeBeside)
    return () => {
      element.removeEventListener('keydown', keepKeys)
      element.removeEventListener('click', closeBeside)
    }
  }, [])
  return (
    <dialog ref={dialog} aria-label="Given picture" className={styles['enlarged']} onClose={onClose}>
      <ReadablePicture addresses={[file.whole]} title={file.whole} alt={`Given picture, ${size}`} />
      <div className={styles['foot']}>
        <span>
          Given picture <span className="two">{size}</span>
        </span>
        <Button small onClick={() => dialog.current?.close()}>
          Close
        </Button>
      </div>
    </dialog>
  )
}
