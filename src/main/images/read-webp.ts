import { DamagedPicture, type PictureSize } from './damaged-picture.ts'
import { isTurned } from './exif-orientation.ts'

const RIFF = 0x52494646
/** `RIFF`, the length of what follows it, `WEBP`. */
const RIFF_BYTES = 12
/** Type and length before the data of a chunk. */
const CHUNK_BYTES = 8

/**
 * Walks the chunks of a WebP to the end that its header states; nothing is decoded (RFC 9649). What follows that end is
 * passed over, as decoders do.
 * @returns the size as shown: a rotation noted in Exif is applied.
 * @throws DamagedPicture where fewer bytes came than the header states, or it is not put together as a WebP is.
 */
export function readWebp(bytes: Uint8Array): PictureSize {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0) !== RIFF) throw new DamagedPicture('it does not begin with its header')
  const stated = 8 + view.getUint32(4, true)
  if (stated > view.byteLength) throw new DamagedPicture(`of its ${stated} bytes only ${view.byteLength} came`)
  let canvas: PictureSize | null = null
  let drawn: PictureSize | null = null
  let frames = 0
  let turned = false
  for (let place = RIFF_BYTES; place + CHUNK_BYTES <= stated;) {
    const type = String.fromCharCode(...bytes.subarray(place, place + 4))
    const length = view.getUint32(place + 4, true)
    const data = place + CHUNK_BYTES
    if (data + length > stated) throw new DamagedPicture('one of its chunks is longer than the file')
    if (type === 'VP8X') canvas ??= readCanvas(view, data, length)
    else if (type === 'VP8 ') drawn ??= readLossy(view, data, length)
    else if (type === 'VP8L') drawn ??= readLossless(view, data, length)
    else if (type === 'ANMF') frames += 1
    else if (type === 'EXIF') turned ||= isTurned(bytes.subarray(data, data + length))
    // Chunks begin at even places.
    place = data + length + (length % 2)
  }
  const size = canvas ?? drawn
  if (size === null || (drawn === null && frames === 0)) throw new DamagedPicture('it holds no picture')
  return turned ? { width: size.height, height: size.width } : size
}

/** Flags and three reserved bytes, then width and height less one in 24 bits each. */
function readCanvas(view: DataView, data: number, length: number): PictureSize {
  if (length < 10) throw tooShort()
  const read = (place: number): number => 1 + view.getUint16(place, true) + (view.getUint8(place + 2) << 16)
  return { width: read(data + 4), height: read(data + 7) }
}

/** A key frame of VP8: three bytes of tag, a start code, then width and height, of whose 16 bits the upper two only scale. */
function readLossy(view: DataView, data: number, length: number): PictureSize {
  if (length < 10) throw tooShort()
  const starts = view.getUint8(data + 3) === 0x9d && view.getUint16(data + 4) === 0x012a
  const [width, height] = [view.getUint16(data + 6, true) & 0x3fff, view.getUint16(data + 8, true) & 0x3fff]
  if (!starts || width === 0 || height === 0) throw new DamagedPicture('its picture does not begin as one')
  return { width, height }
}

/** One byte of signature, then width and height less one in 14 bits each. */
function readLossless(view: DataView, data: number, length: number): PictureSize {
  if (length < 5) throw tooShort()
  if (view.getUint8(data) !== 0x2f) throw new DamagedPicture('its picture does not begin as one')
  const bits = view.getUint32(data + 1, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

function tooShort(): DamagedPicture {
  return new DamagedPicture('its picture is too short to be one')
}
