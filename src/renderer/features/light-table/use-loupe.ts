import { useRef, useState } from 'react'
import { MAGNIFICATIONS, type Magnification } from './loupe.tsx'
import type { Extent } from './picture-extent.ts'
import { useStored } from './use-stored.ts'
import { pixelWithin, type PixelPlace } from './viewpoint.ts'

export interface LoupeControl {
  /** The pixel of the extent that all panes show magnified; null while the loupe is away. */
  place: PixelPlace | null
  magnification: Magnification
  magnify: (magnification: Magnification) => void
  /** The next magnification; after the largest the smallest. */
  magnifyNext: () => void
  /** It is taken out where the cursor was last, or it lay; in the middle where neither was. */
  toggle: () => void
  /** @returns the pixel that it lies over: the nearest of the extent */
  put: (place: PixelPlace) => PixelPlace
}

/** One loupe for all panes. */
export function useLoupe(extent: Extent): LoupeControl {
  const [isOut, setIsOut] = useState(false)
  const [lying, setLying] = useState<PixelPlace | null>(null)
  // Follows the cursor while the loupe is away as well, without drawing anything anew: there it is taken out.
  const last = useRef<PixelPlace | null>(null)
  const [magnification, magnify] = useStored('assay.magnification', readMagnification)
  const middle = { x: Math.floor(extent.width / 2), y: Math.floor(extent.height / 2) }
  return {
    place: isOut ? pixelWithin(lying ?? middle, extent) : null,
    magnification,
    magnify,
    magnifyNext: () => {
      const next = MAGNIFICATIONS.indexOf(magnification) + 1
      magnify(MAGNIFICATIONS[next % MAGNIFICATIONS.length] ?? magnification)
    },
    toggle: () => {
      setLying(last.current)
      setIsOut(!isOut)
    },
    put: (place) => {
      const within = pixelWithin(place, extent)
      last.current = within
      if (isOut) setLying(within)
      return within
    },
  }
}

export function readMagnification(stored: string | null): Magnification {
  return MAGNIFICATIONS.find((magnification) => String(magnification) === stored) ?? 8
}
