import { DamagedPicture } from './damaged-picture.ts'
import { EXIF_PREFIX, orientationBlock, readOrientation } from './exif-orientation.ts'
import { findEndOfScan, markerAt, standsAlone } from './read-jpeg.ts'

const START_OF_IMAGE = 0xd8
const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda
const JFIF = { marker: 0xe0, prefix: Buffer.from('JFIF\0', 'latin1') }
const EXIF = { marker: 0xe1, prefix: EXIF_PREFIX }
const PROFILE = { marker: 0xe2, prefix: Buffer.from('ICC_PROFILE\0', 'latin1') }
const ADOBE = { marker: 0xee, prefix: Buffer.from('Adobe', 'latin1') }
/** Up to and with the transform, which says how the colours are meant. */
const ADOBE_BYTES = 12
/** Up to the sizes of a preview. */
const JFIF_BYTES = 12

/** @see clearPicture @throws DamagedPicture */
export function clearJpeg(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept: Uint8Array[] = [Buffer.from([0xff, START_OF_IMAGE])]
  for (let place = 2; ;) {
    const marker = markerAt(view, place)
    if (marker === END_OF_IMAGE) break
    if (marker === 0xff || standsAlone(marker)) {
      place += marker === 0xff ? 1 : 2
      continue
    }
    const end = place + 2 + (place + 4 > view.byteLength ? view.byteLength : view.getUint16(place + 2))
    if (end > view.byteLength || end < place + 4) throw new DamagedPicture('it ends before its end marker')
    const next = marker === START_OF_SCAN ? findEndOfScan(bytes, end) : end
    kept.push(...clearSegment(marker, bytes.subarray(place + 4, end), bytes.subarray(place, next)))
    place = next
  }
  return Buffer.concat([...kept, Buffer.from([0xff, END_OF_IMAGE])])
}

/** @param whole with what follows it, of a scan */
function clearSegment(marker: number, data: Uint8Array, whole: Uint8Array): Uint8Array[] {
  const is = (kind: { marker: number; prefix: Buffer }): boolean =>
    kind.marker === marker && kind.prefix.equals(data.subarray(0, kind.prefix.length))
  if (is(JFIF)) return [segment(marker, Buffer.concat([data.subarray(0, JFIF_BYTES), Buffer.alloc(2)]))]
  if (is(ADOBE)) return [segment(marker, data.subarray(0, ADOBE_BYTES))]
  if (is(PROFILE)) return [whole]
  if (is(EXIF)) {
    const orientation = readOrientation(data)
    return orientation === 1 ? [] : [segment(marker, Buffer.concat([EXIF_PREFIX, orientationBlock(orientation)]))]
  }
  return isDrawnWith(marker) ? [whole] : []
}

/** Frames, tables, scans and their intervals (ITU-T T.81, table B.1): no application’s own data, no comment, nothing reserved. */
function isDrawnWith(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc8) || (marker >= START_OF_SCAN && marker <= 0xdf)
}

function segment(marker: number, data: Uint8Array): Buffer {
  const framed = Buffer.alloc(4 + data.byteLength)
  framed.writeUInt8(0xff, 0)
  framed.writeUInt8(marker, 1)
  framed.writeUInt16BE(2 + data.byteLength, 2)
  framed.set(data, 4)
  return framed
}
