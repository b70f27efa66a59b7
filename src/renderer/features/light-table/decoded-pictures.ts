import { useEffect, useState } from 'react'
import { wholePicture } from '../../ui/picture-address.ts'

/** Pictures by hash, fetched and decoded, for as long as someone wants them at hand. The browser keeps what an element holds. */
const held = new Map<string, Promise<HTMLImageElement>>()

/** @throws EncodingError where the picture can't be read or does not decode */
function decodePicture(sha256: string): Promise<HTMLImageElement> {
  const known = held.get(sha256)
  if (known !== undefined) return known
  const image = new Image()
  image.src = wholePicture(sha256)
  const decoded = image.decode().then(() => image)
  held.set(sha256, decoded)
  // What failed is tried again the next time; whoever shows the picture says that it can't be read.
  decoded.catch(() => held.delete(sha256))
  return decoded
}

/** Has the shown pictures decoded first, then their neighbours, so that the way to either is short; others are let go. */
export function useHeldPictures(shown: readonly string[], neighbours: readonly string[]): void {
  const wanted = [shown.join(' '), neighbours.join(' ')].join('|')
  useEffect(() => {
    let over = false
    const [now = [], next = []] = wanted.split('|').map((hashes) => hashes.split(' ').filter(Boolean))
    const all = new Set([...now, ...next])
    for (const sha256 of held.keys()) if (!all.has(sha256)) held.delete(sha256)
    const decodeInTurn = async (): Promise<void> => {
      await Promise.allSettled(now.map(decodePicture))
      if (!over) await Promise.allSettled(next.map(decodePicture))
    }
    void decodeInTurn()
    return () => {
      over = true
    }
  }, [wanted])
  useEffect(() => () => held.clear(), [])
}

/** The picture once it is decoded; null until then, and where it can't be. */
export function useDecodedPicture(sha256: string): HTMLImageElement | null {
  const [decoded, setDecoded] = useState<{ sha256: string; image: HTMLImageElement } | null>(null)
  useEffect(() => {
    let over = false
    const decode = async (): Promise<void> => {
      const image = await decodePicture(sha256).catch(() => null)
      if (!over && image !== null) setDecoded({ sha256, image })
    }
    void decode()
    return () => {
      over = true
    }
  }, [sha256])
  return decoded?.sha256 === sha256 ? decoded.image : null
}
