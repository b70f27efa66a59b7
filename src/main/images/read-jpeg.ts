import { DamagedPicture, type PictureSize } from './damaged-picture.ts'
import { isTurned } from './exif-orientation.ts'

const APPLICATION_1 = 0xe1
const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9
/** Markers 0xC0 to 0xCF begin a frame, but for these: Huffman tables, an extension, arithmetic coding. */
const NO_FRAME = new Set([0xc4, 0xc8, 0xcc])

/**
 * Walks a JPEG from its start to its end marker: every segment, every scan, with nothing decoded (ITU-T T.81, annex B). What
 * follows the end marker is passed over, as decoders do.
 * @returns the size as shown: a rotation noted in Exif is applied.
 * @throws DamagedPicture where it ends before its end marker, or is not put together as a JPEG is.
 */
export function readJpeg(bytes: Uint8Array): PictureSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let size: PictureSize | null = null
  let turned = false
  let scans = 0
  for (let place = 2; ;) {
    const marker = markerAt(view, place)
    if (marker === END_OF_IMAGE) break
    if (marker === 0xff || standsAlone(marker)) {
      // Any number of 0xFF may fill the space before a marker.
      place += marker === 0xff ? 1 : 2
      continue
    }
    // A segment's length counts itself, but not the marker.
    if (place + 4 > view.byteLength) throw cutOff()
    const length = view.getUint16(place + 2)
    const end = place + 2 + length
    if (end > view.byteLength) throw cutOff()
    if (length < 2) throw new DamagedPicture('one of its segments has no length')
    if (isFrame(marker)) size ??= readFrame(view, place, length)
    if (marker === APPLICATION_1) turned ||= isTurned(bytes.subarray(place + 4, end))
    if (marker === START_OF_SCAN) scans += 1
    place = marker === START_OF_SCAN ? findEndOfScan(bytes, end) : end
  }
  if (size === null || scans === 0) throw new DamagedPicture('it holds no picture')
  return turned ? { width: size.height, height: size.width } : size
}

export function markerAt(view: DataView, place: number): number {
  if (place + 2 > view.byteLength) throw cutOff()
  const marker = view.getUint8(place + 1)
  if (view.getUint8(place) !== 0xff || marker === 0)
    throw new DamagedPicture('something else stands where a marker must')
  return marker
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NO_FRAME.has(marker)
}

/** Restart marks, and a mark for a temporary purpose. */
export function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
}

/** After the length one byte of precision, then the lines, then the samples in a line. */
function readFrame(view: DataView, place: number, length: number): PictureSize {
  if (length < 8) throw new DamagedPicture('its frame header is too short')
  const [height, width] = [view.getUint16(place + 5), view.getUint16(place + 7)]
  // Lines may be stated after the first scan instead; the decoder that will show the picture does not read such files.
  if (width === 0 || height === 0) throw new DamagedPicture('it does not state its size')
  return { width, height }
}

/** Where the next marker is: within a scan a 0xFF is followed by a zero or by a restart mark. */
export function findEndOfScan(bytes: Uint8Array, start: number): number {
  for (let place = bytes.indexOf(0xff, start); place !== -1; place = bytes.indexOf(0xff, place + 1)) {
    const next = bytes[place + 1]
    if (next === undefined) break
    if (next !== 0 && next !== 0xff && !standsAlone(next)) return place
  }
  throw cutOff()
}

function cutOff(): DamagedPicture {
  return new DamagedPicture('it ends before its end marker')
}
